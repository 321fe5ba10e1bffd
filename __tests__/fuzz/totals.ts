/** What came out of a run. */
export interface Totals {
  sessions: number;
  calls: number;
  answered: number;
  /** Counts a refusal. */
  note(name: string): void;
  spent(operation: string, milliseconds: number): void;
  readonly refusals: ReadonlyMap<string, number>;
  readonly times: ReadonlyMap<string, number>;
}

export function newTotals(): Totals {
  const refusals = new Map<string, number>();
  const times = new Map<string, number>();
  return {
    sessions: 0,
    calls: 0,
    answered: 0,
    note: (name) => void refusals.set(name, (refusals.get(name) ?? 0) + 1),
    spent: (operation, milliseconds) => void times.set(operation, (times.get(operation) ?? 0) + milliseconds),
    refusals,
    times,
  };
}

export function totalsLine({ sessions, calls, answered, refusals }: Totals): string {
  const often = [...refusals].sort(([, a], [, b]) => b - a).map(([name, count]) => `${count} ${name}`);
  return `${calls} calls in ${sessions} worlds: ${answered} answered, ${often.join(', ')}`;
}
