import { accessDecision } from '../../bench/access/access-decision.js';
import type { AccessQuestions } from '../../bench/access/access-questions.js';
import type { ReplayedCall } from '../../bench/access/replay.js';
import { requestIdOf } from '../../bench/access/request-id-of.js';
import { type CallFilter, callFilterOf, callTest } from '../../bench/calls/call-filter.js';
import { type CallListener, harmless } from '../../bench/calls/call-listener.js';
import type { RecordedCall } from '../../bench/calls/recorded-call.js';
import { redacted } from '../../bench/calls/redacted.js';
import { type Command, operationOf } from '../../bench/command.js';
import type { Fault } from '../../bench/faults/fault-rule.js';
import type { PendingFault } from '../../bench/faults/faults.js';
import type { KeyDescription } from '../../bench/keys.js';
import type { KmsEventBridgeEvent } from '../../events/event-bridge.js';
import { type EventFilter, eventTest } from '../../events/event-filter.js';
import type { EventListener } from '../../events/event-listener.js';
import type { CloudTrailRecord } from '../../events/record.js';
import { expected, members, oneOfTexts } from '../../options/checks.js';
import type { Iam } from '../../world/iam/iam.js';
import type { WorldSnapshot } from '../../world/snapshot.js';
import { checkedTime, type Duration, spanOf } from '../../world/test-clock.js';
import { HANDLER_CHECKS } from '../options.js';
import { askingAt, itemOf } from './asking.js';
import { remoteFault } from './remote-fault.js';
import { remoteIam } from './remote-iam.js';

/** A key as `keys` of another process tells it: without its key material, and nothing to export it. */
export type RemoteKeyDescription = Omit<KeyDescription, 'exportKeyMaterial'>;

/** A world in another process: what `LocalKms` has, by the same names, each as a promise. */
export interface RemoteLocalKms extends AccessQuestions {
  /** @throws TypeError for what is not an operation of AWS KMS, or a filter that cannot be */
  calls<Named extends Command>(command: Named): Promise<RecordedCall<Named>[]>;
  calls<Named extends Command = Command>(filter?: CallFilter<Named>): Promise<RecordedCall<Named>[]>;
  countSends(operation?: Command): Promise<number>;
  clearCalls(): Promise<void>;
  /**
   * Tells of each attempt of each call when it has ended, from when the promise is kept until the function that it gives
   * is called; also when the other process has ended, nothing more is told.
   * @throws TypeError for another event, or a listener that is no function
   */
  on(event: 'call', listener: CallListener): Promise<() => Promise<void>>;
  /** Tells of each record of CloudTrail; in all else as with `call`. */
  on(event: 'event', listener: EventListener): Promise<() => Promise<void>>;
  keys(): Promise<RemoteKeyDescription[]>;
  /** @throws Error that lists the keys that are there, where there is no such key */
  key(id: string): Promise<RemoteKeyDescription>;
  findKey(id: string): Promise<RemoteKeyDescription | undefined>;
  readonly faults: {
    /**
     * The function takes the fault away again.
     * @throws TypeError for a fault that cannot be; an Error to throw as it is stays in its process
     */
    add(fault: Fault): Promise<() => Promise<void>>;
    clear(): Promise<void>;
    pending(): Promise<PendingFault[]>;
    /** @throws Error that lists the faults which struck no call */
    assertAllMet(): Promise<void>;
  };
  readonly clock: {
    /** Milliseconds since the epoch. */
    now(): Promise<number>;
    set(date: Date | number | string): Promise<void>;
    advance(by: Duration): Promise<void>;
    useSystemTime(): Promise<void>;
  };
  events(filter?: EventFilter): Promise<CloudTrailRecord[]>;
  cloudTrail(): Promise<{ Records: CloudTrailRecord[] }>;
  eventBridge(): Promise<KmsEventBridgeEvent[]>;
  readonly iam: Iam;
  snapshot(): Promise<WorldSnapshot>;
  restore(snapshot: WorldSnapshot): Promise<void>;
  reset(): Promise<void>;
}

const checkConnectOptions = members<ConnectOptions>({ token: HANDLER_CHECKS.adminToken });
const checkEvent = oneOfTexts(['call', 'event']);

/** Options of `connectLocalKms`. */
export interface ConnectOptions {
  /** The token of `--admin-token`. */
  readonly token?: string;
}

/**
 * The handle on a world that `localkms serve` or `serve()` has in another process, for tests.
 *
 * @example
 * const kms = connectLocalKms('http://127.0.0.1:4566');
 * await kms.reset();
 * await kms.faults.add({ operation: 'Decrypt', error: 'KMSInternalException', times: 2 });
 *
 * @throws TypeError for what is no URL, or an option that cannot be; what the other process refuses rejects with the
 *   error that the handle there throws
 */
export function connectLocalKms(url: string, options: ConnectOptions = {}): RemoteLocalKms {
  if (!/^https?:/.test(url) || !URL.canParse(url)) {
    expected('url', url, 'the URL of an endpoint, such as "http://127.0.0.1:4566"');
  }
  checkConnectOptions(options, 'options');
  const { find, have, post, tell, follow } = askingAt(url, options.token);
  const decided = async (asked: Promise<Parameters<typeof accessDecision>[0]>) => accessDecision(await asked);

  async function events(filter: EventFilter = {}): Promise<CloudTrailRecord[]> {
    eventTest(filter, () => undefined);
    return have(`events${query(filter)}`);
  }

  return {
    async calls<Named extends Command>(of: Named | CallFilter<Named> = {}) {
      const filter = callFilterOf(of);
      callTest(filter, () => undefined);
      const { caller, operation, ...others } = filter;
      const name = operation && operationOf(operation, 'operation');
      const calls = await have<RecordedCall[]>(`calls${query({ ...others, operation: name, ...caller })}`);
      // The other process gives those that were asked for.
      return calls.map(masked) as unknown as RecordedCall<Named>[];
    },
    async countSends(operation) {
      const name = operation ? operationOf(operation, 'operation') : undefined;
      return (await have<{ count: number }>(`calls/count${query({ operation: name })}`)).count;
    },
    clearCalls: () => tell('DELETE', 'calls'),
    async on(event: 'call' | 'event', listener: CallListener & EventListener) {
      checkEvent(event, 'event');
      if (typeof listener !== 'function') expected('listener', listener, 'a function');
      const told = harmless(listener as (what: unknown) => void);
      return event === 'call' ? follow('calls', (call) => told(masked(call as RecordedCall))) : follow('events', told);
    },
    keys: () => have('keys'),
    key: async (id) => have(itemOf('keys', checked(id))),
    findKey: async (id) => find(itemOf('keys', checked(id))),
    faults: {
      async add(fault) {
        const { id } = await post<{ id: string }>('faults', remoteFault(fault));
        return () => tell('DELETE', `faults/${id}`);
      },
      clear: () => tell('DELETE', 'faults'),
      pending: () => have('faults'),
      assertAllMet: () => tell('POST', 'faults/assertAllMet'),
    },
    clock: {
      now: async () => Date.parse((await have<{ now: string }>('clock')).now),
      set: async (date) => tell('PUT', 'clock', { set: checkedTime(date) }),
      advance: async (by) => {
        spanOf(by);
        await tell('PUT', 'clock', { advance: by });
      },
      useSystemTime: () => tell('DELETE', 'clock'),
    },
    can: (question) => decided(post('can', question)),
    explain: async (of) => decided(have(itemOf('explain', requestIdOf(of)))),
    access: (question) => post('access', question),
    policies: {
      leastPrivilege: (principal, given) => post('policies/leastPrivilege', { principal, options: given }),
      coverage: () => have('policies/coverage'),
      async replay(policies) {
        const changed = await post<ReplayedCall[]>('policies/replay', policies);
        return changed.map(({ call, before, after }) => ({
          call: masked(call),
          before: accessDecision(before),
          after: accessDecision(after),
        }));
      },
    },
    events,
    cloudTrail: async () => ({ Records: await events() }),
    eventBridge: () => have('eventBridge'),
    iam: remoteIam({ describe: () => have('iam'), tell }),
    snapshot: () => have('snapshot'),
    restore: (snapshot) => tell('PUT', 'snapshot', snapshot),
    reset: () => tell('POST', 'reset'),
  };
}

/** Of members that are there. */
function query(members: Readonly<Record<string, unknown>> | object): string {
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

function checked(id: unknown): string {
  if (typeof id !== 'string') expected('id', id, 'a key id, key ARN, alias name or alias ARN');
  return id;
}

/** Sensitive members can be read, but are not printed: as in the process of the world. */
function masked(call: RecordedCall): RecordedCall {
  redacted(call.input);
  if (call.output !== undefined) redacted(call.output);
  return redacted(call);
}
