import type { CallHooks } from '../contract/hooks.js';
import type { State } from '../state/state.js';
import type { CallToTell } from './call-to-tell.js';
import { loadRecords } from './lazy.js';
import type { CloudTrailRecord } from './record.js';

/** Is told of each record of CloudTrail. */
export type EventListener = (record: CloudTrailRecord) => void;

type Records = Awaited<ReturnType<typeof loadRecords>>;

/** The hooks that tell a listener, which must not throw; `following` gives those that tell when a call is over. */
export function tellingEvents(
  state: State,
  listener: EventListener,
  following: (over: (call: CallToTell) => void) => CallHooks,
): CallHooks {
  let records: Records | undefined;
  const loading = loadRecords().then((loaded) => {
    records = loaded;
  });

  function tell(recordsBy: (by: Records) => readonly CloudTrailRecord[]): void {
    if (records === undefined) void loading.then(() => tell(recordsBy));
    else recordsBy(records).forEach(listener);
  }

  const hooks = following((call) => tell(({ recordsOfCall }) => recordsOfCall(call, state)));
  return {
    ...hooks,
    // Only a call that comes at once after the listener waits: then it is told before its answer, as all that follow.
    before(info) {
      const done = hooks.before?.(info);
      return records === undefined ? loading : done;
    },
    happened: (happenings) =>
      tell(({ recordsOfHappening }) => happenings.flatMap((happening) => recordsOfHappening(happening, state))),
  };
}
