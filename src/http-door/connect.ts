import { type AccessDecision, accessDecision } from '../bench/access/access-decision.js';
import type { AccessQuestions } from '../bench/access/access-questions.js';
import { requestIdOf } from '../bench/access/request-id-of.js';
import type { CallFilter } from '../bench/calls/call-filter.js';
import type { RecordedCall } from '../bench/calls/recorded-call.js';
import { redacted } from '../bench/calls/redacted.js';
import type { Fault } from '../bench/faults/fault-rule.js';
import type { PendingFault } from '../bench/faults/faults.js';
import type { KeyDescription } from '../bench/keys.js';
import type { EventFilter } from '../events/event-filter.js';
import type { CloudTrailRecord } from '../events/record.js';
import type { OperationName } from '../model/operation-types.js';
import { expected } from '../options/checks.js';
import type { Iam } from '../world/iam/iam.js';
import type { WorldSnapshot } from '../world/snapshot.js';
import type { Duration } from '../world/test-clock.js';
import { fromTagged, toTagged } from './administration/tagged-json.js';
import { ADMINISTRATION } from './message.js';
import { remoteIam } from './remote-iam.js';

/** A key as `keys` of another process tells it: without its key material, and nothing to export it. */
export type RemoteKeyDescription = Omit<KeyDescription, 'exportKeyMaterial'>;

/** A world in another process: what `LocalKms` has, by the same names, each as a promise. */
export interface RemoteLocalKms extends Pick<AccessQuestions, 'can' | 'explain'> {
  calls(filter?: CallFilter<OperationName>): Promise<RecordedCall[]>;
  countSends(operation?: OperationName): Promise<number>;
  clearCalls(): Promise<void>;
  keys(): Promise<RemoteKeyDescription[]>;
  findKey(id: string): Promise<RemoteKeyDescription | undefined>;
  readonly faults: {
    /** Operations and errors by their names. The function takes the fault away again. */
    add(fault: Fault): Promise<() => Promise<void>>;
    clear(): Promise<void>;
    pending(): Promise<PendingFault[]>;
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
  readonly iam: Iam;
  snapshot(): Promise<WorldSnapshot>;
  restore(snapshot: WorldSnapshot): Promise<void>;
  reset(): Promise<void>;
}

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
 * @throws TypeError for what is no URL; what the other process refuses rejects with an Error that has its text
 */
export function connectLocalKms(url: string, { token }: ConnectOptions = {}): RemoteLocalKms {
  if (!URL.canParse(url)) expected('url', url, 'the URL of an endpoint, such as "http://127.0.0.1:4566"');
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };

  /** What the other process has; undefined where there is none. */
  async function ask<T>(method: string, path: string, body?: unknown): Promise<T | undefined> {
    const address = new URL(`${ADMINISTRATION}${path}`, url);
    const response = await fetch(address, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.status === 404) return undefined;
    // The form of an answer is that of docs/openapi.json.
    if (!response.ok) throw new Error((JSON.parse(text) as { error: string }).error);
    return text === '' ? undefined : (fromTagged(JSON.parse(text)) as T);
  }

  /** The same, of what there always is. */
  const have = async <T>(path: string) => (await ask<T>('GET', path)) as T;
  const tell = async (method: string, path: string, body?: unknown) => void (await ask(method, path, body));

  const events: RemoteLocalKms['events'] = (filter = {}) =>
    have(`events?${new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)]))}`);

  return {
    async calls({ caller, ...filter } = {}) {
      const calls = await have<RecordedCall[]>(`calls?${new URLSearchParams({ ...filter, ...caller })}`);
      return calls.map(masked);
    },
    async countSends(operation) {
      const query = operation === undefined ? '' : `?operation=${operation}`;
      return (await have<{ count: number }>(`calls/count${query}`)).count;
    },
    clearCalls: () => tell('DELETE', 'calls'),
    keys: () => have('keys'),
    findKey: (id) => ask('GET', `keys/${encodeURIComponent(id)}`),
    faults: {
      async add(fault) {
        const added = await ask<{ id: string }>('POST', 'faults', fault);
        return () => tell('DELETE', `faults/${added?.id}`);
      },
      clear: () => tell('DELETE', 'faults'),
      pending: () => have('faults'),
    },
    clock: {
      now: async () => Date.parse((await have<{ now: string }>('clock')).now),
      set: (date) => tell('PUT', 'clock', { set: date }),
      advance: (by) => tell('PUT', 'clock', { advance: by }),
      useSystemTime: () => tell('DELETE', 'clock'),
    },
    can: async (question) =>
      accessDecision((await ask<AccessDecision>('POST', 'can', toTagged(question))) as AccessDecision),
    explain: async (of) => accessDecision(await have(`explain/${encodeURIComponent(requestIdOf(of))}`)),
    events,
    cloudTrail: async () => ({ Records: await events() }),
    iam: remoteIam({ describe: () => have('iam'), tell }),
    snapshot: () => have('snapshot'),
    restore: (snapshot) => tell('PUT', 'snapshot', snapshot),
    reset: () => tell('POST', 'reset'),
  };
}

/** Sensitive members can be read, but are not printed: as in the process of the world. */
function masked(call: RecordedCall): RecordedCall {
  redacted(call.input);
  if (call.output !== undefined) redacted(call.output);
  return redacted(call);
}
