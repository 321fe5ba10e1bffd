import { type CallFilter, callTest } from './bench/calls/call-filter.js';
import { callLog, MOST_CALLS, type RecordedCall } from './bench/calls/calls.js';
import { type Faults, faultInjection } from './bench/faults/faults.js';
import { describeKey, describeKeys, type KeyDescription, keyArnFor } from './bench/keys.js';
import { requestQuotas } from './bench/quotas/request-quotas.js';
import { type CallerIn, callerIn } from './options/callers.js';
import { type CallerPlaceOptions, checkCallerPlace, checkOptions, type LocalKmsOptions } from './options/options.js';
import { refuseProduction } from './options/production.js';
import { timeOf } from './options/time.js';
import { regionOfEnvironment } from './runtime/environment.js';
import { attach } from './sdk-door/attach.js';
import { addToStack, type Door } from './sdk-door/middleware.js';
import type { MiddlewareStack } from './sdk-door/stack.js';
import { type TestClock, testClock } from './world/clock.js';
import type { SimulatedOutsideWorld } from './world/outside-world.js';
import { newWorld } from './world/own-world.js';
import { seedWorld } from './world/seeds/seeded-world.js';
import type { WorldSnapshot } from './world/snapshot.js';

/** A client of the AWS SDK, `KMSClient` or `KMS`, in any version. */
export interface AttachableClient {
  readonly middlewareStack: { use(plugin: never): void };
}

/** What `client.middlewareStack.use()` takes. */
export interface KmsPlugin {
  /** Called by the SDK. A typed stack would not compile where two versions of the SDK's types meet, hence `any`. */
  // biome-ignore lint/suspicious/noExplicitAny: the one type that every version of the SDK's stack is assignable to
  readonly applyToStack: (stack: any) => void;
  /**
   * Answers the client's commands from this world and returns the client. Unlike `use`, it reads the client's Region
   * also where a custom endpoint hides it.
   */
  attach<Client extends AttachableClient>(client: Client): Client;
}

/** A world of its own: accounts, Regions, keys and time. */
export interface LocalKms extends KmsPlugin {
  /**
   * The same world for another caller: `client.middlewareStack.use(kms.as({ account: '111122223333' }))`.
   * @throws TypeError for an option that cannot be
   */
  as(caller: CallerPlaceOptions): KmsPlugin;
  /** The time of this world. */
  readonly clock: TestClock;
  /**
   * Every attempt of every call, refused ones included, oldest first; the latest 1000 unless options say otherwise.
   * @throws Error where `options.calls` is false
   */
  calls(filter?: CallFilter): RecordedCall[];
  clearCalls(): void;
  /** Every key of every account and Region, as copies without key material. */
  keys(): KeyDescription[];
  /** The key of a key id, key ARN, alias name or alias ARN; undefined where there is none. */
  key(id: string): KeyDescription | undefined;
  /** Faults for the calls to meet. */
  readonly faults: Faults;
  /** The CloudHSM clusters and external key store proxies behind custom key stores. */
  readonly outside: SimulatedOutsideWorld;
  /** All records as a value that survives JSON, key material included. */
  snapshot(): WorldSnapshot;
  /**
   * Goes back to a snapshot, of this world or another. Calls, faults and clock stay.
   * @throws TypeError for a snapshot that is damaged, or made by a newer version; nothing is changed then
   */
  restore(snapshot: WorldSnapshot): void;
  /** Back to the beginning: the keys of the options and no others, no calls, no faults, the clock as the options set it. */
  reset(): void;
}

/**
 * Makes a world of AWS KMS; it is itself the plugin: `client.middlewareStack.use(localKms())`.
 * @throws TypeError for an option that cannot be
 * @throws Error where `NODE_ENV` is `production`, unless `allowInProduction` is true
 */
export function localKms(options: LocalKmsOptions = {}): LocalKms {
  checkOptions(options, 'options');
  refuseProduction(options.allowInProduction);
  const clock = testClock(options.clock === undefined ? undefined : timeOf(options.clock));
  const log = callLog(clock, typeof options.calls === 'number' ? options.calls : MOST_CALLS);
  const own = newWorld(options, clock);
  const { world } = own;
  const keyArnOf = keyArnFor(world);
  const { faults, hooks } = faultInjection({ random: world.random, keyArnOf });
  const rates = options.quotas?.requests;
  const onUnhandled = options.onUnhandled ?? (options.strict === false ? 'passthrough' : 'error');
  const newRequestId = () => world.random.uuid('request id');
  const pluginFor = (region: string | undefined, caller: CallerIn) =>
    plugin({ world, region, callerIn: caller, newRequestId, onUnhandled });
  const home = callerIn(options.accountId, options.caller?.principal, 'options.accountId');
  const seedRegion = options.region ?? regionOfEnvironment();
  const { account } = home(seedRegion).scope;
  const seeded = seedWorld(own, { account, region: seedRegion }, options);
  // In this order: a call is remembered whatever happens to it, and quotas count what then meets a fault.
  if (options.calls !== false) own.watch(log);
  own.watch(seeded.hooks);
  if (rates !== undefined) own.watch({ before: requestQuotas(clock, rates === true ? {} : rates) });
  own.watch(hooks);

  return {
    ...pluginFor(options.region, home),
    as(caller) {
      checkCallerPlace(caller, 'as');
      const { account, principal, region = options.region } = caller;
      const another = account !== undefined || principal !== undefined;
      return pluginFor(region, another ? callerIn(account, principal, 'as.account') : home);
    },
    clock,
    calls(filter = {}) {
      if (options.calls === false) throw new Error('[localkms] options.calls is false: no calls are remembered');
      return log.calls(callTest(filter, keyArnOf));
    },
    clearCalls: () => log.clear(),
    keys: () => describeKeys(world),
    key: (id) => describeKey(world, id),
    faults,
    outside: own.outside,
    snapshot: () => own.snapshot(),
    restore: (snapshot) => own.restore(snapshot),
    reset() {
      own.restore(seeded.beginning());
      log.clear();
      faults.clear();
      own.outside.clear();
      clock.reset();
    },
  };
}

/** The plugin for one kind of visitor of a world. */
function plugin(door: Door): KmsPlugin {
  return {
    applyToStack: (stack: MiddlewareStack) => addToStack(stack, door),
    attach: (client) => attach(client, door),
  };
}
