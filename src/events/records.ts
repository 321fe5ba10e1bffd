import type { Happening } from '../contract/hooks.js';
import type { LocalKmsOptions } from '../options/options.js';
import type { State } from '../state/state.js';
import { recordsOfCall } from './call-records.js';
import type { CallToTell } from './call-to-tell.js';
import { eventBridgeEvent, type KmsEventBridgeEvent } from './event-bridge.js';
import { type EventFilter, eventTest, type KeyArnOf } from './event-filter.js';
import type { CloudTrailRecord } from './record.js';
import { recordsOfHappening } from './service-records.js';

export { recordsOfCall, recordsOfHappening };

/** What records are made from: nothing is kept for them alone but what AWS KMS did by itself. */
export interface TrailSource {
  readonly options: Pick<LocalKmsOptions, 'calls' | 'events'>;
  readonly state: State;
  readonly log: { entries(): readonly CallToTell[] };
  readonly happenings: () => readonly Happening[];
  readonly keyArnOf: KeyArnOf;
}

export interface Trail {
  events(filter?: EventFilter): CloudTrailRecord[];
  cloudTrail(): { Records: CloudTrailRecord[] };
  eventBridge(): KmsEventBridgeEvent[];
}

/** The records up to now, the earliest first. Throws where the options want none. */
export function trailOf({ options, state, log, happenings, keyArnOf }: TrailSource): Trail {
  const missing = options.events === false ? 'events' : 'calls';
  if (options[missing] === false && options.events !== true) {
    throw new Error(`[localkms] options.${missing} is false: there are no events`);
  }

  function events(filter: EventFilter = {}): CloudTrailRecord[] {
    const passes = eventTest(filter, keyArnOf);
    return inOrder([...happenings(), ...log.entries()])
      .flatMap((told) => ('operation' in told ? recordsOfCall(told, state) : recordsOfHappening(told, state)))
      .filter(passes);
  }

  return {
    events,
    cloudTrail: () => ({ Records: events() }),
    eventBridge: () => events().flatMap((record) => eventBridgeEvent(record) ?? []),
  };
}

/** A call that finds that something was due comes after it; what comes at one time keeps its order. */
function inOrder(told: readonly (CallToTell | Happening)[]): readonly (CallToTell | Happening)[] {
  const timeOf = (one: CallToTell | Happening) => ('operation' in one ? one.time : one.at);
  return [...told].sort((a, b) => timeOf(a) - timeOf(b));
}
