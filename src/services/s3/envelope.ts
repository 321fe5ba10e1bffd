import { fromBase64Url, toBase64Url } from '../../bytes/base64.js';
import { fromUtf8, toUtf8 } from '../../bytes/utf8.js';
import type { KmsAlgorithm } from './sse-settings.js';
import type { Headers } from './wire.js';

/** What is kept with an object, in one entry of its user metadata, and never shown. */
export interface Envelope {
  readonly algorithm: KmsAlgorithm;
  readonly keyArn: string;
  /** The data key as AWS KMS encrypted it, in base64. */
  readonly blob: string;
  /** Whether the data key is one of a bucket. */
  readonly bucketKey?: true;
  /** The pairs of `SSEKMSEncryptionContext`; the ARN is not among them. */
  readonly context?: Readonly<Record<string, string>>;
  /** The head of the one part, in base64; absent: the object was uploaded in parts, each of which begins with its head. */
  readonly head?: string;
  /** The checksum of the plaintext: encrypted, in base64, or `footer` where it follows the body. */
  readonly checksum?: string;
}

const ENTRY = 'x-amz-meta-localkms';

export function isOwnHeader(name: string): boolean {
  return name === ENTRY;
}

export function envelopeText(envelope: Envelope): string {
  return toBase64Url(toUtf8(JSON.stringify(envelope)));
}

/** Undefined for text that `envelopeText` did not write: a program may have metadata of the same name. */
export function readEnvelope(text: string): Envelope | undefined {
  try {
    const envelope = JSON.parse(fromUtf8(fromBase64Url(text)));
    return typeof envelope.blob === 'string' ? envelope : undefined;
  } catch {
    return undefined;
  }
}

/** The header that keeps it with the object. */
export function envelopeHeader(envelope: Envelope): Headers {
  return { [ENTRY]: envelopeText(envelope) };
}

/** What is kept with an object; undefined where this package did not encrypt it. */
export function envelopeOf(headers: Headers): Envelope | undefined {
  const text = headers[ENTRY];
  return text === undefined ? undefined : readEnvelope(text);
}
