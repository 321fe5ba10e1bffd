import type { CallSignal } from '../runtime/abortable.js';

/** A request, as much of it as the door reads: what every server and every test has. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly target: string;
  /** A header by its name in lower case; several of one name joined by `, `. */
  header(name: string): string | undefined;
  readonly body: Uint8Array;
  /** The IP address of the client, where it is known. */
  readonly sourceIp: string | undefined;
  /** Whether it is known to come from the machine on which it is answered. */
  readonly isLocal: boolean;
  /** Aborted when the client no longer waits. */
  readonly signal: CallSignal | undefined;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer whose body goes on, until the client or the server ends it. */
export interface HttpStream {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Writes the body; the function that it returns ends that. */
  follow(write: (text: string) => void): () => void;
}

/** No answer: the connection is to be cut, as a network does. */
export const CUT = 'cut';

export type HttpAnswer = HttpResponse | HttpStream | typeof CUT;

/** Where administration lies: AWS KMS has the path `/` alone. */
export const ADMINISTRATION = '/_localkms/';

/**
 * Bytes of the longest body that is read. The largest request that KMS can carry out, with an attestation document of
 * 262,144 bytes or a key policy of 131,072 characters, each of them escaped, stays below 1 MiB; a snapshot does not.
 */
export function longestBody(target: string): number {
  return (target.startsWith(ADMINISTRATION) ? 64 : 4) * 1024 * 1024;
}
