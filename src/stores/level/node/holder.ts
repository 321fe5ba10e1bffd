import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** Beside LevelDB's files. */
export const HOLDER_FILE = 'localkms-holder.json';

/** While a program writes, the file is so old at most. */
const LATE_MS = 1000;

/**
 * Who opened a folder last, since LevelDB's own lock says only that somebody has; and a revision that its database had, since
 * LevelDB leaves out damaged ends of its files and says nothing. It is written after the database, which has synced by then:
 * after a crash or a kill it is older than the database, never newer.
 */
export class HolderFile {
  readonly path: string;
  readonly #holder = {
    pid: process.pid,
    program: basename(process.argv[1] ?? 'node'),
    since: new Date().toISOString(),
  };
  #latest: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #written: Promise<void> = Promise.resolve();

  constructor(location: string) {
    this.path = join(location, HOLDER_FILE);
  }

  /** As an error names who has the folder. */
  async holder(): Promise<string> {
    const { pid, program, since } = await this.#read();
    return pid === undefined ? 'another process' : `process ${Number(pid)} (${program}, since ${since})`;
  }

  /** 0 where it is not known. */
  async revision(): Promise<number> {
    const { revision } = await this.#read();
    return Number.isSafeInteger(revision) ? Number(revision) : 0;
  }

  /** Told that the database has a revision; of the first, at which it was opened, others can read at once. */
  tell(revision: number): Promise<void> {
    const isFirst = this.#latest === undefined;
    this.#latest = revision;
    if (isFirst) return this.#write();
    this.#timer ??= this.#startTimer();
    return this.#written;
  }

  /** Before others may have the folder. */
  async end(): Promise<void> {
    if (this.#timer !== undefined) await this.#write();
    await this.#written;
  }

  #startTimer(): ReturnType<typeof setTimeout> {
    const timer = setTimeout(() => this.#write(), LATE_MS);
    // A program need not go on for it. A page that is simulated has numbers here.
    (timer as { unref?: () => void }).unref?.();
    return timer;
  }

  async #read(): Promise<Readonly<Record<string, unknown>>> {
    try {
      return Object(JSON.parse(await readFile(this.path, 'utf8')));
    } catch {
      return {};
    }
  }

  #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#written = this.#written.then(async () => {
      const file = `${this.path}.new`;
      try {
        // Whoever reads it, or is killed meanwhile, finds one or the other.
        await writeFile(file, JSON.stringify({ ...this.#holder, revision: this.#latest }));
        await rename(file, this.path);
      } catch {
        // It helps only: a folder in which it cannot be written is as good.
      }
    });
    return this.#written;
  }
}
