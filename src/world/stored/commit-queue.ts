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
    let waiting = this.#waiting.splice(0);
    const outdated: Waiting[] = [];
    try {
      // Where others have written the same rows meanwhile, those calls whose answer that does not change need not start over.
      for (let written = false; !written; ) {
        await this.#mirror.catchUp();
        const tried: Waiting[] = [];
        const changes = this.#tryOut(waiting, tried, outdated);
        waiting = tried;
        written = tried.length === 0 || (await this.#mirror.commit(changes));
      }
      for (const { resolve } of waiting) resolve(true);
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
    // Told last: they start over with what the others have written, and have their turn in the next commit.
    for (const { resolve } of outdated) resolve(false);
  }

  /** What each would write after those before it. Nobody sees it in memory before the store has it. */
  #tryOut(waiting: readonly Waiting[], tried: Waiting[], outdated: Waiting[]): Change[] {
    const all: Change[] = [];
    this.#state.aside(() => {
      for (const one of waiting) {
        try {
          const changes = one.changes();
          if (changes !== undefined && this.#state.apply(changes)) {
            all.push(...changes);
            tried.push(one);
          } else outdated.push(one);
        } catch (error) {
          one.reject(error);
        }
      }
    });
    return all;
  }
}
