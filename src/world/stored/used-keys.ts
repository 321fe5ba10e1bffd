import type { KeyRecord } from '../../state/records/key.js';
import type { State } from '../../state/state.js';

/** No call waits until the store has what GetKeyLastUsage tells: it is written after this time, or when the world closes. */
const LATE_MS = 1000;

/** So many keys are written in one commit. */
const MOST_KEYS = 5000;

/** What is written late: the last usages of keys, and with them how far a seeded world has come. */
export class UsedKeys {
  readonly #state: State;
  readonly #write: (keyArns: readonly string[]) => Promise<boolean>;
  readonly #isSeeded: boolean;
  readonly #arns = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param write false where it has to be tried again
   * @param isSeeded whether any call may take something from a stream of chance
   */
  constructor(state: State, write: (keyArns: readonly string[]) => Promise<boolean>, isSeeded: boolean) {
    this.#state = state;
    this.#write = write;
    this.#isSeeded = isSeeded;
  }

  /** The call of this request has ended well. */
  note(keys: readonly KeyRecord[], requestId: string): void {
    for (const { Arn } of keys) {
      if (this.#state.get('lastUsages', Arn)?.KmsRequestId === requestId) this.#arns.add(Arn);
    }
    if (this.#isSeeded || this.#arns.size > 0) this.#timer ??= this.#startTimer();
  }

  /** The world has become another one, which is written whole. */
  forget(): void {
    this.#arns.clear();
  }

  /** Writes them now; those that cannot be written are kept. */
  async write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    do {
      const some = [...this.#arns].slice(0, MOST_KEYS);
      for (const arn of some) this.#arns.delete(arn);
      try {
        while (!(await this.#write(some)));
      } catch (error) {
        for (const arn of some) this.#arns.add(arn);
        throw error;
      }
    } while (this.#arns.size > 0);
  }

  #startTimer(): ReturnType<typeof setTimeout> {
    // Nobody waits for it; a call that writes is told why the store fails.
    const timer = setTimeout(() => this.write().catch(() => {}), LATE_MS);
    // A program need not go on for it. Browsers have numbers here.
    (timer as { unref?: () => void }).unref?.();
    return timer;
  }
}
