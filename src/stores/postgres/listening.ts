import type { PostgresClient, PostgresPool } from './postgres-pool.js';

/** `revision` undefined: there may be something new. */
export type Listener = (revision?: number) => void;

/** How long it waits before it connects anew: twice as long each time. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5000;

/** A connection may be dead without anybody telling: it is asked this often, and has as long to answer. */
const ASKED_EACH_MS = 15_000;

const all = new WeakMap<PostgresPool, Listening>();

/** All stores over a pool listen on one connection of it, however many worlds there are. */
export function listeningOf(pool: PostgresPool): Listening {
  const known = all.get(pool);
  if (known !== undefined) return known;
  const listening = new Listening(pool);
  all.set(pool, listening);
  endNoProgram(pool);
  return listening;
}

/** Where nobody listens to it, a connection that breaks ends the program. The pool itself replaces it. */
function endNoProgram(pool: PostgresPool): void {
  const ignore = () => {};
  pool.on('error', ignore);
  // In the moment in which a new one is given away, nobody can listen yet.
  pool.on('connect', (client) => {
    client.on('error', ignore);
    void Promise.resolve().then(() => client.removeListener('error', ignore));
  });
}

/** Hears what others have committed, as long as anybody wants to know. */
export class Listening {
  readonly #pool: PostgresPool;
  readonly #channels = new Map<string, Set<Listener>>();
  /** The channels on which it hears, while it has a connection. */
  readonly #heard = new Set<string>();
  #client: PostgresClient | undefined;
  #asked = Promise.resolve();
  #letGo = () => {};
  #isConnecting = false;
  #pause = FIRST_PAUSE_MS;

  constructor(pool: PostgresPool) {
    this.#pool = pool;
  }

  /** @returns the function that stops it */
  subscribe(channel: string, listener: Listener): () => void {
    const listeners = this.#channels.get(channel) ?? new Set();
    this.#channels.set(channel, listeners);
    // The same function may listen twice.
    const own: Listener = (revision) => listener(revision);
    listeners.add(own);
    if (this.#client === undefined) void this.#connect();
    else if (!this.hears(channel)) void this.#listen(this.#client, channel);
    return () => {
      if (!listeners.delete(own) || listeners.size > 0 || this.#channels.get(channel) !== listeners) return;
      this.#channels.delete(channel);
      if (this.#channels.size === 0) this.#lose();
      else if (this.#heard.delete(channel) && this.#client) void this.#ask(this.#client, `UNLISTEN ${channel}`);
    };
  }

  /** Whether nothing that happens in the database stays unheard. */
  hears(channel: string): boolean {
    return this.#heard.has(channel);
  }

  /** Tells those that listen in this process. */
  tell(channel: string, revision?: number): void {
    for (const listener of this.#channels.get(channel) ?? []) listener(revision);
  }

  async #connect(): Promise<void> {
    if (this.#isConnecting) return;
    this.#isConnecting = true;
    try {
      const client = await this.#pool.connect();
      if (this.#channels.size > 0) this.#use(client);
      else client.release();
    } catch {
      // Who reads or writes is told why.
      this.#connectLater();
    } finally {
      this.#isConnecting = false;
    }
  }

  #connectLater(): void {
    if (this.#channels.size === 0) return;
    unref(setTimeout(() => this.#channels.size > 0 && this.#client === undefined && this.#connect(), this.#pause));
    this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE_MS);
  }

  #use(client: PostgresClient): void {
    this.#client = client;
    this.#asked = Promise.resolve();
    client.unref?.();
    client.on('notification', ({ channel, payload }) => this.tell(channel, Number(payload) || undefined));
    const lost = () => this.#lose(client);
    client.on('error', lost);
    client.on('end', lost);
    let hasAnswered = true;
    const asking = setInterval(() => {
      if (!hasAnswered) return lost();
      hasAnswered = false;
      void this.#ask(client, 'SELECT 1').then(() => {
        hasAnswered = true;
      });
    }, ASKED_EACH_MS);
    unref(asking);
    this.#letGo = () => {
      clearInterval(asking);
      // It is not given to others, who would hear what is told here.
      client.release(true);
    };
    for (const channel of this.#channels.keys()) void this.#listen(client, channel);
  }

  async #listen(client: PostgresClient, channel: string): Promise<void> {
    await this.#ask(client, `LISTEN ${channel}`);
    if (client !== this.#client || !this.#channels.has(channel)) return;
    this.#pause = FIRST_PAUSE_MS;
    this.#heard.add(channel);
    // What was committed before now was not heard.
    this.tell(channel);
  }

  /** One statement after the other: a connection takes no more. One that fails has lost its connection. */
  #ask(client: PostgresClient, text: string): Promise<void> {
    this.#asked = this.#asked.then(async () => {
      if (client !== this.#client) return;
      await client.query(text).catch(() => this.#lose(client));
    });
    return this.#asked;
  }

  #lose(client = this.#client): void {
    if (client === undefined || client !== this.#client) return;
    this.#client = undefined;
    this.#heard.clear();
    this.#letGo();
    for (const channel of this.#channels.keys()) this.tell(channel);
    this.#connectLater();
  }
}

/** A program need not go on for it. Browsers have numbers here. */
function unref(timer: unknown): void {
  (timer as { unref?: () => void }).unref?.();
}
