import { anything, type Check, isPlainObject, listOf, members, refuse, text, trueOrFalse } from '../options/checks.js';
import type { CallerPlaceOptions } from '../options/options.js';

/** Whose an access key is: what `kms.as` takes, but for the Region, which the signature tells. */
export interface CredentialOptions extends Omit<CallerPlaceOptions, 'region'> {
  /** With it, every signature of this access key is verified. */
  readonly secretAccessKey?: string;
  /** With it, a request of this access key needs the same one. */
  readonly sessionToken?: string;
}

/** Options of `kmsHandler`. */
export interface KmsHandlerOptions {
  /**
   * Who calls, by access key id. Default: an access key id of 12 digits is the root user of that account, any other is
   * whoever calls in the world of `localKms()`.
   */
  readonly credentials?: Readonly<Record<string, CredentialOptions>>;
  /** Whether an access key id without a known secret is refused. Default: false, only known secrets are verified. */
  readonly verifySignatures?: boolean;
  /** The origins of pages that may send requests, such as `http://localhost:5173`; `*` for all. Default: none. */
  readonly origins?: readonly string[];
  /**
   * Whether a proxy stands before it, of which X-Forwarded-For tells the client's address; without one anybody could write
   * that header. Default: false.
   */
  readonly trustProxy?: boolean;
  /**
   * What a request below `/_localkms/` has to bring, as `Authorization: Bearer …`. Default: none, and only programs of the
   * same machine may send them, through `serve`.
   */
  readonly adminToken?: string;
}

const token = text(/^[\x21-\x7e]+$/, 'text without spaces');

const checkCredential = members<CredentialOptions>({
  // Who calls, the world checks.
  accountId: anything,
  principal: anything,
  sessionPolicies: anything,
  via: anything,
  service: anything,
  sourceArn: anything,
  vpcEndpoint: anything,
  context: anything,
  secretAccessKey: secret,
  sessionToken: secret,
});

/** Never shows what it refuses. */
function secret(value: unknown, path: string): void {
  try {
    token(value, path);
  } catch {
    refuse(path, 'expected text without spaces, which is not shown here');
  }
}

const checkCredentials: Check = (value, path) => {
  if (!isPlainObject(value)) refuse(path, 'expected an object with an access key id for each caller');
  for (const [accessKeyId, credential] of Object.entries(value)) checkCredential(credential, `${path}.${accessKeyId}`);
};

const origin = text(/^(\*|[a-z][a-z0-9+.-]*:\/\/[^/\s]+)$/, 'an origin, such as "http://localhost:5173", or "*"');

export const HANDLER_CHECKS: { readonly [Option in keyof Required<KmsHandlerOptions>]: Check } = {
  credentials: checkCredentials,
  verifySignatures: trueOrFalse,
  trustProxy: trueOrFalse,
  origins: listOf(origin, 'a list of origins'),
  adminToken: secret,
};

export const checkHandlerOptions: Check = members<KmsHandlerOptions>(HANDLER_CHECKS);
