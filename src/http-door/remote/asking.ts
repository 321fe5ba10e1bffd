import type { Refusal } from '../administration/route.js';
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

  async function ask(method: string, path: string, body?: unknown, orElse?: () => unknown): Promise<unknown> {
    const response = await send(path, { method, ...(body !== undefined && { body: JSON.stringify(toTagged(body)) }) });
    const text = await response.text();
    if (response.ok) return text === '' ? undefined : fromTagged(JSON.parse(text));
    if (response.status === 404 && refusalIn(text) !== undefined && orElse !== undefined) return orElse();
    throw refusalOf(url, response.status, text);
  }

  // What answers are is the contract of docs/openapi.json: hence the casts.
  return {
    find: <T>(path: string) => ask('GET', path, undefined, () => undefined) as Promise<T | undefined>,
    have: <T>(path: string) => ask('GET', path) as Promise<T>,
    post: <T>(path: string, body: unknown) => ask('POST', path, body) as Promise<T>,
    tell: async (method, path, body) => void (await ask(method, path, body)),
    async follow(path, tell) {
      const ending = new AbortController();
      const headers = { accept: 'text/event-stream' };
      const response = await send(path, { headers, signal: ending.signal });
      if (!response.ok || response.body === null) throw refusalOf(url, response.status, await response.text());
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

/** The path of what a collection has by some name, which may be any text. */
export function itemOf(collection: string, name: string): string {
  return `${collection}/?${new URLSearchParams({ id: name })}`;
}

const CLASSES = new Map<unknown, ErrorConstructor>([TypeError, RangeError].map((type) => [type.name, type]));

/** What the other process refuses, in its words and by the class that the handle in that process throws. */
function refusalOf(url: string, status: number, text: string): Error {
  const refusal = refusalIn(text);
  if (refusal === undefined) return new Error(`[localkms] ${url} answers with ${status}, as no localkms does`);
  const { error, name } = refusal;
  return new (CLASSES.get(name) ?? Error)(error);
}

function refusalIn(text: string): Refusal | undefined {
  try {
    const refusal = JSON.parse(text) as Partial<Refusal>;
    return typeof refusal.error === 'string' ? { ...refusal, error: refusal.error } : undefined;
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
