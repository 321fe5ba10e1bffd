import type { Happening } from '../../contract/hooks.js';
import type { World } from '../../contract/world.js';
import { isPromise, type MaybePromise, whenReady } from '../../ports/maybe-promise.js';
import type { Change } from '../../state/changes.js';
import type { DueRecord } from '../../state/due-queue.js';
import type { Records, TableName } from '../../state/tables.js';
import { earliest, TIMETABLE, type TimedChange } from './timetable.js';

const NOTHING: readonly Happening[] = [];

/** Carries out all that has become due up to `now`, and tells it, the earliest first. */
export function settle(world: World, now: number): MaybePromise<readonly Happening[]> {
  if (world.state.nextDue(now) === undefined) return NOTHING;
  const happenings: Happening[] = [];
  return whenReady(settleAll(world, now, happenings), () => {
    happenings.sort((a, b) => a.at - b.at);
    if (happenings.length > 0) world.hooks.happened?.(happenings);
    return happenings;
  });
}

function settleAll(world: World, now: number, happenings: Happening[]): MaybePromise<void> {
  for (let due = world.state.nextDue(now); due !== undefined; due = world.state.nextDue(now)) {
    const { changes, happened } = dueChanges(world, due, now);
    const written = world.write(() => changes);
    if (isPromise(written)) {
      return written.then((done) => {
        if (done) happenings.push(...happened);
        // Where it did not, somebody else has carried it out.
        return settleAll(world, now, happenings);
      }, refuseUnlessLate);
    }
    if (!written) throw new Error(`[localkms] ${due.table} ${due.id} is due and cannot be settled: a bug of localkms`);
    happenings.push(...happened);
  }
}

/** What is due waits while the store fails: calls that only read go on, and AWS's own work is not punctual either. */
function refuseUnlessLate(error: Error): void {
  if (error.name !== 'StoreError') throw error;
}

interface DueChanges {
  readonly changes: readonly Change[];
  readonly happened: readonly Happening[];
}

/** The earliest thing that is due on a record; applying it makes the next one due, if any. */
function dueChanges<T extends TableName>(world: World, { table, id, at }: DueRecord<T>, now: number): DueChanges {
  const record = world.state.get(table, id) as Records[T];
  const rows = (TIMETABLE[table] ?? []) as readonly TimedChange<Records[T]>[];
  const row = rows.find((one) => one.at(record) === at) as TimedChange<Records[T]>;
  const dates: [number, ...number[]] = [at];
  const period = row.period?.(record);
  if (period !== undefined) {
    const others = rows.filter((other) => other !== row);
    const next = earliest(others, (other) => other.at(record)) ?? Number.POSITIVE_INFINITY;
    for (let date = at + period; date <= now && date < next; date += period) dates.push(date);
  }
  const changes = row.happen(world, record, dates);
  const happened = dates.map((date) => ({ what: row.what, table, record, at: date, changes }) as Happening);
  return { changes, happened };
}
