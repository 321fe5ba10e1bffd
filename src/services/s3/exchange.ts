import type { DataKeys } from './data-keys.js';
import type { Layouts } from './layout.js';
import type { BucketDefaults } from './sse-settings.js';
import type { S3Request, Send } from './wire.js';

/** One attempt of one command: what was asked, of whom, and how to ask the store of the objects. */
export interface Exchange {
  readonly request: S3Request;
  /** The input of the command, as the program wrote it. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly bucket: string;
  /** Empty for what is asked of a bucket. */
  readonly key: string;
  readonly send: Send;
  readonly keys: DataKeys;
  readonly defaults: BucketDefaults;
  readonly layouts: Layouts;
}
