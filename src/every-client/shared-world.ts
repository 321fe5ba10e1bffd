import { isKnownOperation } from '../engine.js';
import { type LocalKms, localKms } from '../local-kms.js';
import { callerIn } from '../options/callers.js';
import { autoOptions } from './auto-options.js';
import { watchBun } from './bun-loader.js';
import { type ClientClass, installLocalKms } from './install.js';
import { watchJest } from './jest-runtime.js';
import { watchNode } from './node-loader.js';
import { tell } from './notice.js';
import { type MayPass, refuseFetches, refuseRequests } from './unreached.js';

/** What `localkms/auto` and `localkms/register` share: one per process, and per test file under Jest. */
interface EveryClient {
  readonly kms: LocalKms;
  /** Says where clients are answered, at the first start. */
  tell(): void;
  /** Which requests for AWS KMS may leave; undefined where all may. */
  readonly mayPass: MayPass | undefined;
  /** Undo what was installed. Empty where clients are AWS's. */
  readonly stops: Set<() => void>;
  started: boolean;
}

// On globalThis, because module registries come and go: jest.resetModules() must not lose the keys.
const EVERY = Symbol.for('localkms.every-client');

function everyClient(): EveryClient {
  const place = globalThis as { [EVERY]?: EveryClient };
  place[EVERY] ??= newEveryClient();
  return place[EVERY];
}

function newEveryClient(): EveryClient {
  const { onUnreached = 'error', quiet = false, ...options } = autoOptions();
  const { region, accountId, caller, onUnhandled = 'error' } = options;
  let told = quiet;
  return {
    kms: localKms(options),
    tell() {
      if (told) return;
      told = true;
      tell(callerIn(accountId, caller?.principal, 'options.accountId')('').scope.account, region);
    },
    // What localkms does not know, clients that it reached may send too.
    mayPass:
      onUnreached === 'passthrough'
        ? undefined
        : (operation) => onUnhandled !== 'error' && !isKnownOperation(operation),
    stops: new Set(),
    started: false,
  };
}

/** The world of `localkms/auto` and `localkms/register`. */
export function sharedWorld(): LocalKms {
  return everyClient().kms;
}

function install(KMSClient: ClientClass): void {
  const { kms, stops } = everyClient();
  stops.add(installLocalKms(KMSClient, kms));
}

/** Answers every copy of the SDK that can be reached, also the one given; requests of what cannot be reached are refused. */
export function answerEveryClient(KMSClient?: ClientClass): void {
  const every = everyClient();
  if (KMSClient !== undefined) install(KMSClient);
  if (every.started) return;
  every.started = true;
  every.tell();
  const { stops, mayPass } = every;
  const watched = watchJest(install, uninstallSharedWorld) ?? watchBun(install) ?? watchNode(install);
  if (watched !== undefined) stops.add(watched);
  if (mayPass === undefined) return;
  stops.add(refuseFetches(mayPass));
  // Where nothing is watched, nothing tells when it ends: a page, or a context that shares Node's channels with others.
  if (watched !== undefined) stops.add(refuseRequests(mayPass));
}

/** Gives every class that was installed, and its clients, back to AWS. */
export function uninstallSharedWorld(): void {
  const every = everyClient();
  for (const stop of every.stops) stop();
  every.stops.clear();
  every.started = false;
}
