import { memo } from '../bytes/memo.js';
import { once } from '../bytes/memoize.js';
import type { LocalKms } from '../local-kms.js';
import type { Caller } from '../model/caller.js';
import type { CallerIn } from '../options/callers.js';
import { type BehindHandle, behindHandle } from '../world/handle.js';
import type { Administer } from './administration/administer.js';
import { type Arriving, arrivals } from './arrivals.js';
import { loadAdministration } from './lazy.js';
import { type CredentialOptions, checkHandlerOptions, type KmsHandlerOptions } from './options.js';

/** What stands behind the HTTP door: a world, and whom it lets in. */
export interface HttpDoor extends Pick<BehindHandle, 'world' | 'newRequestId'> {
  readonly credentials: ReadonlyMap<string, CredentialOptions>;
  readonly verifySignatures: boolean;
  readonly trustProxy: boolean;
  callerOf(accessKeyId: string, region: string, request: Arriving): Caller;
  readonly administer: Administer;
  /** Whether pages of that origin may send requests. */
  allowsOrigin(origin: string): boolean;
}

/**
 * The door to the world of a handle.
 * @throws TypeError for what `localKms()` did not give, or an option that cannot be
 */
export function httpDoor(kms: LocalKms, options: KmsHandlerOptions): HttpDoor {
  const { world, callerIn: home, callerFor, newRequestId } = behindHandle(kms);
  checkHandlerOptions(options, 'options');
  const credentials = new Map(Object.entries(options.credentials ?? {}));
  const known = new Map(
    Array.from(credentials, ([accessKeyId, credential]) => [accessKeyId, ownerOf(accessKeyId, credential)]),
  );
  const origins = new Set(options.origins);
  // Anybody may send any access key id: those of programs are few.
  const callersOf = memo(1000, (accessKeyId: string) => {
    const callerIn = memo(100, known.get(accessKeyId) ?? ownerOf(accessKeyId));
    return memo(100, (region: string) => arrivals(callerIn(region)));
  });

  function ownerOf(accessKeyId: string, { secretAccessKey, sessionToken, ...place }: CredentialOptions = {}): CallerIn {
    const path = `options.credentials.${accessKeyId}`;
    if (Object.keys(place).length > 0) return callerFor(place, path);
    return ACCOUNT.test(accessKeyId) ? callerFor({ accountId: accessKeyId }, path) : home;
  }

  const administration = once(async () => (await loadAdministration()).administration(kms, options.adminToken));

  return {
    world,
    newRequestId,
    credentials,
    administer: async (request) => (await administration())(request),
    verifySignatures: options.verifySignatures ?? false,
    trustProxy: options.trustProxy ?? false,
    callerOf: (accessKeyId, region, request) => callersOf(accessKeyId)(region)(request),
    allowsOrigin: (origin) => origins.has(origin) || origins.has('*'),
  };
}

const ACCOUNT = /^\d{12}$/;
