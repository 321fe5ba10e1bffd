import { callerIn } from '../options/callers.js';
import { type Check, isPlainObject, listOf, members, refuse, text, trueOrFalse } from '../options/checks.js';
import { type CallerPlaceOptions, checkCallerPlace } from '../options/options.js';

/** Whose an access key is. */
export interface CredentialOptions extends Pick<CallerPlaceOptions, 'accountId' | 'principal'> {
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
   * What a request below `/_localkms/` has to bring, as `Authorization: Bearer …`. Default: none, and only programs of the
   * same machine may send them, through `serve`.
   */
  readonly adminToken?: string;
}

const token = text(/^[\x21-\x7e]+$/, 'text without spaces');

const checkCredential = members<CredentialOptions>({
  accountId: (value, path) => checkCallerPlace({ accountId: value }, path.replace(/\.accountId$/, '')),
  principal: (value, path) => checkCallerPlace({ principal: value }, path.replace(/\.principal$/, '')),
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
  for (const [accessKeyId, credential] of Object.entries(value)) {
    const place = `${path}.${accessKeyId}`;
    checkCredential(credential, place);
    const { accountId, principal } = credential as CredentialOptions;
    callerIn(accountId, principal, `${place}.accountId`);
  }
};

const origin = text(/^(\*|[a-z][a-z0-9+.-]*:\/\/[^/\s]+)$/, 'an origin, such as "http://localhost:5173", or "*"');

export const HANDLER_CHECKS: { readonly [Option in keyof Required<KmsHandlerOptions>]: Check } = {
  credentials: checkCredentials,
  verifySignatures: trueOrFalse,
  origins: listOf(origin, 'a list of origins'),
  adminToken: secret,
};

export const checkHandlerOptions: Check = members<KmsHandlerOptions>(HANDLER_CHECKS);
