import type { World } from '../../contract/world.js';
import type { DueRecord } from '../../state/due-queue.js';
import type { Records, TableName } from '../../state/tables.js';
import { earliest, TIMETABLE, type TimedChange } from './timetable.js';

/** One thing that time did; `record` is the key or custom key store as it was before. */
export type Happening = {
  readonly [T in TableName]: {
    readonly what: TimedChange<Records[T]>['what'];
    readonly table: T;
    readonly record: Records[T];
    /** Milliseconds since the epoch. */
    readonly at: number;
  };
}[TableName];

const NOTHING: readonly Happening[] = [];

/** Carries out all that has become due up to `now`, and tells it, the earliest first. */
export function settle(world: World, now: number): readonly Happening[] {
  let due = world.state.takeDue(now);
  if (due === undefined) return NOTHING;
  const happenings: Happening[] = [];
  for (; due !== undefined; due = world.state.takeDue(now)) settleRecord(world, due, now, happenings);
  return happenings.sort((a, b) => a.at - b.at);
}

/** The earliest thing that is due on a record; applying it makes the next one due, if any. */
function settleRecord<T extends TableName>(
  world: World,
  { table, id, at }: DueRecord<T>,
  now: number,
  happenings: Happening[],
): void {
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
  world.state.applyAtOnce(row.happen(world, record, dates));
  for (const date of dates) happenings.push({ what: row.what, table, record, at: date } as Happening);
}
