import type { Write } from '../../contract/world.js';
import type { Change } from '../../state/changes.js';
import type { State } from '../../state/state.js';
import type { StoreMirror } from './store-mirror.js';

/** A call that waits for its changes to be written. */
interface Waiting {
  readonly changes: Parameters<Write>[0];
  readonly resolve: (written: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** What happens to a store, one thing after the other. Calls that finish while a commit is under way share the next one. */
export class CommitQueue {
  readonly #state: State;
  readonly #mirror: StoreMirror;
  #waiting: Waiting[] = [];
  #last: Promise<unknown> = Promise.resolve();

  constructor(state: State, mirror: StoreMirror) {
    this.#state = state;
    this.#mirror = mirror;
  }

  /** `World.write`. */
  write(changes: Parameters<Write>[0]): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ changes, resolve, reject });
      if (this.#waiting.length === 1) void this.inTurn(() => this.#commitWaiting());
    });
  }

  /** Does something when all before it is done; what fails does not keep the next from being tried. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }

  async #commitWaiting(): Promise<void> {
    const waiting = this.#waiting.splice(0);
    try {
      // Where others have written the same rows meanwhile, each is asked anew: also an error may come from what was not written.
      for (;;) {
        await this.#mirror.catchUp();
        const { changes, answers } = this.#tryOut(waiting);
        if (changes === undefined || (await this.#mirror.commit(changes))) {
          for (const answer of answers) answer();
          return;
        }
      }
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }

  /**
   * What each would write after those before it, undefined where none would, and what it is told once that is written. Nobody
   * sees it in memory before the store has it.
   */
  #tryOut(waiting: readonly Waiting[]): { changes: Change[] | undefined; answers: (() => void)[] } {
    let all: Change[] | undefined;
    const answers: (() => void)[] = [];
    const outdated: (() => void)[] = [];
    this.#state.aside(() => {
      for (const { changes, resolve, reject } of waiting) {
        try {
          const told = changes();
          if (told !== undefined && this.#state.apply(told)) {
            all ??= [];
            all.push(...told);
            answers.push(() => resolve(true));
          } else outdated.push(() => resolve(false));
        } catch (error) {
          answers.push(() => reject(error));
        }
      }
    });
    // Told last: they start over with what the others have written, and have their turn in the next commit.
    return { changes: all, answers: [...answers, ...outdated] };
  }
}
