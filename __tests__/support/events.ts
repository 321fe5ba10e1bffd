import { callLog } from '../../src/bench/calls/calls.js';
import { keyArnFor } from '../../src/bench/keys.js';
import type { World } from '../../src/contract/world.js';
import type { EventFilter } from '../../src/events/event-filter.js';
import type { CloudTrailRecord } from '../../src/events/record.js';
import { type Trail, trailOf } from '../../src/events/records.js';
import { scopeOf } from '../../src/model/arn.js';
import type { Caller } from '../../src/model/caller.js';
import type { TestKms } from './engine.js';
import { importKms } from './key-import.js';

export interface ToldKms extends TestKms {
  readonly trail: Trail;
  /** The records of the calls since the last time, and of what time did. */
  news(filter?: EventFilter): CloudTrailRecord[];
}

/** A world whose events are remembered as `localKms` remembers them. */
export function toldKms(world: Partial<World> = {}): ToldKms {
  const now = () => kms.now;
  const log = callLog({ now }, 1000);
  const kms = importKms({ world: { hooks: log.hooks, ...world } });
  const trail = trailOf({ options: {}, world: kms.world, log, keyArnOf: keyArnFor(kms.world) });
  return Object.assign(kms, {
    trail,
    news(filter?: EventFilter) {
      const records = trail.events(filter);
      log.clear();
      return records;
    },
  });
}

/** A caller of an account, in Oregon. */
export function callerOf(principal: string, members: Partial<Caller> = {}, account = '111122223333'): Caller {
  return { scope: scopeOf(account, 'us-west-2'), principal, ...members };
}
