import { hasBrand } from '../bytes/brand.js';

const BRAND = Symbol.for('localkms.KmsFault');

/**
 * An error as AWS KMS puts it on the wire; `message` stays undefined where AWS sends none. What makes one with a message
 * that no public source shows has the tag `@inventedText`: `npm run docs` lists these in docs/conformance.md.
 */
export class KmsFault extends Error {
  override readonly name: string;
  /** The message on the wire; `Error.message` cannot tell an absent one from an empty one. */
  readonly wireMessage: string | undefined;
  /** HTTP status: 400 for every client fault of KMS (whatever the model's traits say), 500 and 503 for its own. */
  readonly status: number;

  static override [Symbol.hasInstance](error: unknown): error is KmsFault {
    return hasBrand(error, BRAND);
  }

  get [BRAND](): true {
    return true;
  }

  constructor(name: string, message?: string, status = 400) {
    super(message ?? '');
    this.name = name;
    this.wireMessage = message;
    this.status = status;
  }
}
