import type { CallHooks } from '../contract/hooks.js';
import type { World } from '../contract/world.js';
import { loadRecords } from './lazy.js';
import type { CloudTrailRecord } from './record.js';
import type { Told } from './records.js';

/** Is told of each record of CloudTrail. */
export type EventListener = (record: CloudTrailRecord) => void;

/** The hooks that tell a listener, which must not throw; `following` gives those that tell when a call is over. */
export function tellingEvents(
  { state }: Pick<World, 'state'>,
  listener: EventListener,
  following: (over: (told: Told) => void) => CallHooks,
): CallHooks {
  let records: Awaited<ReturnType<typeof loadRecords>> | undefined;
  const loading = loadRecords().then((loaded) => {
    records = loaded;
  });
  function tell(told: Told): void {
    if (records === undefined) void loading.then(() => tell(told));
    else records.recordsOf(told, state).forEach(listener);
  }
  const hooks = following(tell);
  return {
    ...hooks,
    // Only a call that comes at once after the listener waits: then it is told before its answer, as all that follow.
    before(info) {
      void hooks.before?.(info);
      return records ? undefined : loading;
    },
    happened: (happenings) => happenings.forEach(tell),
  };
}
