import { type AccessQuestions, accessQuestions } from './bench/access/access-questions.js';
import { attestationDocument } from './bench/attestation/attestation.js';
import type { AttestationOptions } from './bench/attestation/attestation-options.js';
import { type CallFilter, callFilterOf, callTest } from './bench/calls/call-filter.js';
import { type CallListener, harmless, listening } from './bench/calls/call-listener.js';
import { type CallLog, callLog, MOST_CALLS } from './bench/calls/calls.js';
import { type RecordedCall, recording } from './bench/calls/recorded-call.js';
import { type Command, operationOf } from './bench/command.js';
import { type Faults, faultInjection } from './bench/faults/faults.js';
import { describeKeys, existingKey, findKey, type KeyDescription, keyArnFor } from './bench/keys.js';
import { refuseExcessCalls } from './bench/quotas/refuse-excess-calls.js';
import type { World } from './contract/world.js';
import type { KmsEventBridgeEvent } from './events/event-bridge.js';
import type { EventFilter } from './events/event-filter.js';
import { type EventListener, tellingEvents } from './events/event-listener.js';
import { loadRecords } from './events/lazy.js';
import type { CloudTrailRecord } from './events/record.js';
import type { CallerIn } from './options/callers.js';
import { expected, oneOfTexts, ownMembers } from './options/checks.js';
import { type CallerPlaceOptions, checkCallerPlace, checkOptions, type LocalKmsOptions } from './options/options.js';
import { refuseProduction } from './options/production.js';
import { timeOf } from './options/time.js';
import { regionOfEnvironment } from './runtime/environment.js';
import { attach } from './sdk-door/attach.js';
import type { Door } from './sdk-door/door.js';
import { addToStack } from './sdk-door/middleware.js';
import type { Attaching, MiddlewareStack } from './sdk-door/stack.js';
import { BEHIND, type BehindHandle } from './world/handle.js';
import type { Iam } from './world/iam/iam.js';
import { iamOf } from './world/iam/late-iam.js';
import { beginLife } from './world/life.js';
import type { Outside } from './world/outside.js';
import { newWorld } from './world/own-world.js';
import type { WorldSnapshot } from './world/snapshot.js';
import { type TestClock, testClock } from './world/test-clock.js';
import { visitor } from './world/visitor.js';

/** What `client.middlewareStack.use()` takes. */
export interface KmsPlugin extends Attaching {
  /** Called by the SDK. A typed stack would not compile where two versions of the SDK's types meet, hence `any`. */
  // biome-ignore lint/suspicious/noExplicitAny: the one type that every version of the SDK's stack is assignable to
  readonly applyToStack: (stack: any) => void;
}

/** A world of its own: accounts, Regions, keys and time. */
export interface LocalKms extends KmsPlugin, AccessQuestions {
  /**
   * The same world for another caller: `client.middlewareStack.use(kms.as({ accountId: '111122223333' }))`.
   * @throws TypeError for an option that cannot be
   */
  as(caller: CallerPlaceOptions): KmsPlugin;
  /** The time of this world. A store keeps how it was set. */
  readonly clock: TestClock;
  /**
   * Every attempt of every call, oldest first: also those that were refused or aborted, and those that are under way.
   * The latest 1000, and of these as many as hold 64 MiB together, unless options say otherwise. Of one command, given
   * alone or in a filter, input and output have its types.
   *
   * @example
   * kms.calls(EncryptCommand)[0]?.input.EncryptionContext;
   * kms.calls({ operation: 'Decrypt', outcome: 'refused' });
   *
   * @throws TypeError for what is not an operation of AWS KMS, or a filter that cannot be
   * @throws Error where `options.calls` is false
   */
  calls<Named extends Command>(command: Named): RecordedCall<Named>[];
  calls<Named extends Command = Command>(filter?: CallFilter<Named>): RecordedCall<Named>[];
  /**
   * How often an operation was sent, or all of them together: retries of one `send` count once, and calls that `calls()`
   * no longer has count too.
   * @throws TypeError for what is not an operation of AWS KMS
   * @throws Error where `options.calls` is false
   */
  countSends(operation?: Command): number;
  /** Forgets all calls and events, and counts from 0 again. */
  clearCalls(): void;
  /**
   * Tells of each attempt of each call when it has ended, as `calls()` would: answered, refused or aborted. Listeners see
   * calls also where `options.calls` is false, and stay through `reset()`. What a listener throws does not change the
   * call: it becomes an unhandled rejection, by which test runners fail the test.
   *
   * @example
   * const stop = kms.on('call', ({ operation, error }) => console.log(operation, error?.name ?? 'answered'));
   * await client.send(new ListKeysCommand({})); // ListKeys answered
   * stop();
   *
   * @returns the function that stops it
   * @throws TypeError for another event, or a listener that is no function
   */
  on(event: 'call', listener: CallListener): () => void;
  /**
   * Tells of each record as `events()` has it: of a call before its answer, of what AWS KMS did by itself when the clock has
   * passed it and somebody calls. In all else as with `call`.
   */
  on(event: 'event', listener: EventListener): () => void;
  /**
   * What CloudTrail would have, the earliest first: a record for each attempt of a call that AWS KMS answered, in the log of
   * each account that it concerns, and one for what AWS KMS did by itself. Not of requests that are malformed. The records
   * are those of the calls that `calls()` still has, and of the latest 1000 other events, unless options say otherwise.
   *
   * @example
   * const [denied] = await kms.events({ errorCode: 'AccessDenied' });
   * denied?.userIdentity.arn; // who was denied
   *
   * @throws TypeError for a filter that cannot be
   * @throws Error where `options.events` is false, or `options.calls` alone
   */
  events(filter?: EventFilter): Promise<CloudTrailRecord[]>;
  /**
   * The same as the content of a log file of CloudTrail.
   * @example writeFileSync('trail.json', JSON.stringify(await kms.cloudTrail()))
   */
  cloudTrail(): Promise<{ Records: CloudTrailRecord[] }>;
  /**
   * What AWS KMS would have sent to EventBridge by itself: rotations, expiries of imported key material, deletions of keys.
   * @throws Error as `events`
   */
  eventBridge(): Promise<KmsEventBridgeEvent[]>;
  /** Every key of every account and Region, as copies without key material. */
  keys(): KeyDescription[];
  /**
   * The key of a key id, key ARN, alias name or alias ARN, as a copy without key material; the first, where several
   * accounts or Regions have one.
   *
   * @example
   * kms.key('alias/orders').KeyState; // 'Enabled'
   *
   * @throws Error that lists the keys that are there, where there is no such key
   * @throws TypeError for what is not text
   */
  key(id: string): KeyDescription;
  /**
   * The same; undefined where there is none.
   * @throws TypeError for what is not text
   */
  findKey(id: string): KeyDescription | undefined;
  /** Users, roles and policies, to change and to read while calls go on. */
  readonly iam: Iam;
  /** Faults for the calls to meet. */
  readonly faults: Faults;
  /** The CloudHSM clusters and external key store proxies behind custom key stores. */
  readonly outside: Outside;
  /**
   * An attestation document for `Recipient.AttestationDocument`, as a Nitro enclave or NitroTPM would give it: COSE_Sign1
   * with a fresh certificate from the public test root, which every world trusts unless `options.attestationRoot` names
   * another root. It is made at the time of this world, and with its randomness.
   *
   * @throws TypeError for an option that cannot be, or without `publicKey`
   * @throws RangeError for registers that no platform has
   * @see https://docs.aws.amazon.com/enclaves/latest/user/verify-root.html
   */
  attestationDocument(options: AttestationOptions): Promise<Uint8Array>;
  /**
   * All records as a frozen value that survives JSON, key material included.
   * @example writeFileSync('world.json', JSON.stringify(kms.snapshot()))
   */
  snapshot(): WorldSnapshot;
  /**
   * Goes back to a snapshot, of this world or another. Calls, faults and clock stay. A snapshot of an older version, or one
   * that was changed, goes through `readSnapshot` of `localkms/snapshots` first.
   * @throws TypeError for a snapshot that is not as `snapshot()` gave it, or of another version; nothing is changed then
   */
  restore(snapshot: WorldSnapshot): void;
  /**
   * Back to the beginning: the keys of the options and no others, no calls, no faults, the clock as the options set it. So
   * is the store of the world, before the next call is answered; `await kms.ready()` waits for it.
   */
  reset(): void;
  /**
   * Waits until the world has begun: its store is open, its seeds are there, and all that was done is in the store. Calls
   * wait by themselves; `keys()`, `key()`, `snapshot()`, `restore()` and `reset()` of a world with a store need it once.
   * @throws StoreError where the store fails; the next call tries again. Also where it is damaged, or a newer version made
   * it: then it stays as it is.
   * @throws TypeError for seeds that cannot be
   */
  ready(): Promise<void>;
  /**
   * Ends the world: what is still to be written is written, and its store is free for others. Later calls are refused.
   * @throws StoreError where the store fails; it is closed nevertheless
   */
  close(): Promise<void>;
}

const checkEvent = oneOfTexts(['call', 'event']);

/**
 * Makes a world of AWS KMS; it is itself the plugin: `client.middlewareStack.use(localKms())`.
 * @throws TypeError for an option that cannot be
 * @throws Error in production, unless `allowInProduction` is true
 */
export function localKms(options: LocalKmsOptions = {}): LocalKms {
  checkOptions(options, 'options');
  return worldOf(ownMembers(options));
}

function worldOf(options: LocalKmsOptions): LocalKms {
  refuseProduction(options.allowInProduction);
  const clock = testClock(options.clock === undefined ? undefined : timeOf(options.clock), () => life.changed());
  const log = callLog(clock, typeof options.calls === 'number' ? options.calls : MOST_CALLS);
  const own = newWorld(options, clock);
  const { world } = own;
  const keyArnOf = keyArnFor(world);
  const { faults, hooks } = faultInjection({ random: world.random, keyArnOf });
  const rates = options.quotas?.requests;
  const { onUnhandled = 'error', wholeStack = false } = options;
  const warned = new Set<string>();
  const newRequestId = () => world.random.uuid('request id');
  /** The plugin for one kind of visitor. */
  function pluginFor(callerIn: CallerIn, region: string | undefined): KmsPlugin {
    const door: Door = { world, region, callerIn, newRequestId, wholeStack, onUnhandled, warned };
    return {
      applyToStack: (stack: MiddlewareStack) => addToStack(stack, door),
      attach: (client) => attach(client, door),
    };
  }
  const atHome: CallerPlaceOptions = { ...(options.accountId && { accountId: options.accountId }), ...options.caller };
  const home = visitor(own.watch, atHome, 'options.caller', 'options.accountId');
  const seedRegion = options.region ?? regionOfEnvironment();
  const { account } = home(seedRegion).scope;
  const life = beginLife(own, { account, region: seedRegion }, options);
  // In this order: a call is remembered whatever happens to it, and quotas count what then meets a fault.
  if (options.calls !== false || options.events) own.watch(log.hooks);
  own.watch(life.hooks);
  if (rates !== undefined) own.watch({ before: refuseExcessCalls(clock, rates === true ? {} : rates) });
  own.watch(hooks);

  /** Who calls from a place, in any Region. */
  function callerFor(place: CallerPlaceOptions, path: string): CallerIn {
    checkCallerPlace(place, path);
    const { accountId, principal, service } = ownMembers(place);
    const base = (accountId ?? principal ?? service) === undefined ? atHome : service && { accountId: account };
    return visitor(own.watch, { ...base, ...place }, path);
  }

  function openWorld(): World {
    life.requireOpen();
    return world;
  }

  function remembered(): CallLog {
    if (options.calls === false) throw new Error('[localkms] options.calls is false: no calls are remembered');
    return log;
  }

  const trail = async () => (await loadRecords()).trailOf({ options, world, log, keyArnOf });

  const handle: LocalKms & { [BEHIND]: BehindHandle } = {
    [BEHIND]: { world, callerIn: home, callerFor, newRequestId },
    ...pluginFor(home, options.region),
    as: (place) => pluginFor(callerFor(place, 'as'), ownMembers(place).region ?? options.region),
    clock,
    calls<Named extends Command>(of: Named | CallFilter<Named> = {}) {
      // The test lets through what was asked for.
      return remembered().calls(callTest(callFilterOf(of), keyArnOf)) as unknown as RecordedCall<Named>[];
    },
    countSends(operation) {
      return remembered().countSends(operation && operationOf(operation, 'operation'));
    },
    on(event: 'call' | 'event', listener: CallListener & EventListener) {
      checkEvent(event, 'event');
      if (typeof listener !== 'function') expected('listener', listener, 'a function');
      const hooks =
        event === 'call'
          ? listening(clock, listener)
          : tellingEvents(world, harmless(listener), (over) => recording(clock, { ended: over, carriedOut: over }));
      return own.watch(hooks, 'first');
    },
    events: async (filter) => (await trail()).events(filter),
    cloudTrail: async () => (await trail()).cloudTrail(),
    eventBridge: async () => (await trail()).eventBridge(),
    clearCalls: () => log.clear(),
    ...accessQuestions(
      world,
      (place, path) => callerFor(place, path)(ownMembers(place).region ?? seedRegion),
      remembered,
    ),
    attestationDocument: (attested) => attestationDocument(world, attested),
    iam: iamOf(world),
    keys: () => describeKeys(openWorld()),
    key: (id) => existingKey(openWorld(), id),
    findKey: (id) => findKey(openWorld(), id),
    faults,
    outside: own.outside,
    snapshot() {
      openWorld();
      return own.snapshot();
    },
    restore: (snapshot) => life.restore(snapshot),
    reset() {
      life.reset();
      log.clear();
      faults.clear();
      own.outside.clear();
      clock.reset();
    },
    ready: () => life.ready(),
    close: () => life.close(),
  };
  return handle;
}
