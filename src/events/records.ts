import type { Happening } from '../contract/hooks.js';
import type { World } from '../contract/world.js';
import type { LocalKmsOptions } from '../options/options.js';
import type { State } from '../state/state.js';
import { recordsOfCall } from './call-records.js';
import type { CallToTell } from './call-to-tell.js';
import { eventBridgeEvent, type KmsEventBridgeEvent } from './event-bridge.js';
import { type EventFilter, eventTest, type KeyArnOf } from './event-filter.js';
import type { CloudTrailRecord } from './record.js';
import { recordsOfHappening } from './service-records.js';

/** What records are made of. */
export type Told = CallToTell | Happening;

/** The records of one call, or of one thing that time did. */
export function recordsOf(told: Told, state: State): CloudTrailRecord[] {
  return 'operation' in told ? recordsOfCall(told, state) : recordsOfHappening(told, state);
}

/** What records are made from, whenever somebody asks for them. */
export interface TrailSource {
  readonly options: Pick<LocalKmsOptions, 'calls' | 'events'>;
  readonly world: Pick<World, 'state'>;
  readonly log: { entries(): readonly CallToTell[]; happenings(): readonly Happening[] };
  readonly keyArnOf: KeyArnOf;
}

export interface Trail {
  events(filter?: EventFilter): CloudTrailRecord[];
  cloudTrail(): { Records: CloudTrailRecord[] };
  eventBridge(): KmsEventBridgeEvent[];
}

/** The records up to now, the earliest first. Throws where the options want none. */
export function trailOf({ options, world: { state }, log, keyArnOf }: TrailSource): Trail {
  const missing = options.events === false ? 'events' : 'calls';
  if (options[missing] === false && options.events !== true) {
    throw new Error(`[localkms] options.${missing} is false: there are no events`);
  }

  function events(filter: EventFilter = {}): CloudTrailRecord[] {
    const passes = eventTest(filter, keyArnOf);
    return inOrder([...log.happenings(), ...log.entries()])
      .flatMap((told) => recordsOf(told, state))
      .filter(passes);
  }

  return {
    events,
    cloudTrail: () => ({ Records: events() }),
    eventBridge: () => events().flatMap((record) => eventBridgeEvent(record) ?? []),
  };
}

/** A call that finds that something was due comes after it; what comes at one time keeps its order. */
function inOrder(told: readonly Told[]): readonly Told[] {
  const timeOf = (one: Told) => ('operation' in one ? one.time : one.at);
  return [...told].sort((a, b) => timeOf(a) - timeOf(b));
}
