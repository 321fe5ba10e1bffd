import { fromTagged, toTagged } from '../administration/tagged-json.js';
import { ADMINISTRATION } from '../message.js';

/** How the administration of a world in another process is asked. */
export interface Asking {
  /** What there is; undefined for what is not there. */
  find<T>(path: string): Promise<T | undefined>;
  /** What there is, or an Error with the words of the other process. */
  have<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  tell(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<void>;
  /** Each value of an answer that goes on, from when the promise is kept until the function that it gives is called. */
  follow(path: string, tell: (value: unknown) => void): Promise<() => Promise<void>>;
}

/** Paths are those of docs/openapi.json. */
export function askingAt(url: string, token: string | undefined): Asking {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };

  async function send(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(new URL(`${ADMINISTRATION}${path}`, url), {
        ...init,
        headers: { ...authorization, ...init.headers },
      });
    } catch (error) {
      // Fetch says what happened only there.
      const { cause, message } = error as Error;
      throw new Error(`[localkms] ${url} does not answer: ${(cause as Error | undefined)?.message || message}`, {
        cause,
      });
    }
  }

  async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await send(path, { method, ...(body !== undefined && { body: JSON.stringify(toTagged(body)) }) });
    const text = await response.text();
    if (!response.ok) throw new Refusal(url, response.status, text);
    return text === '' ? undefined : fromTagged(JSON.parse(text));
  }

  // What answers are is the contract of docs/openapi.json: hence the casts.
  return {
    find: <T>(path: string) =>
      ask('GET', path).catch((error) => {
        if (error instanceof Refusal && error.status === 404 && error.isOurs) return undefined;
        throw error;
      }) as Promise<T | undefined>,
    have: <T>(path: string) => ask('GET', path) as Promise<T>,
    post: <T>(path: string, body: unknown) => ask('POST', path, body) as Promise<T>,
    tell: async (method, path, body) => void (await ask(method, path, body)),
    async follow(path, tell) {
      const ending = new AbortController();
      const headers = { accept: 'text/event-stream' };
      const response = await send(path, { headers, signal: ending.signal });
      if (!response.ok || response.body === null) throw new Refusal(url, response.status, await response.text());
      const lines = linesOf(response.body);
      // The server follows from the moment of its first line.
      await lines.next();
      const told = tellEach(lines, tell);
      return async () => {
        ending.abort();
        await told;
      };
    },
  };
}

/** What the other process refuses, in its words. */
class Refusal extends Error {
  readonly status: number;
  /** Whether it is a localkms that answered. */
  readonly isOurs: boolean;

  constructor(url: string, status: number, text: string) {
    const error = errorIn(text);
    super(error ?? `[localkms] ${url} answers with ${status}, as no localkms does`);
    this.status = status;
    this.isOurs = error !== undefined;
  }
}

function errorIn(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { readonly error?: unknown };
    return typeof error === 'string' ? error : undefined;
  } catch {
    return undefined;
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** Until the stream ends, or breaks, or is let go of. */
async function tellEach(lines: AsyncGenerator<string, void>, tell: (value: unknown) => void): Promise<void> {
  try {
    for await (const line of lines) if (line.startsWith('data: ')) tell(fromTagged(JSON.parse(line.slice(6))));
  } catch {
    // As when the other process ends.
  }
}
