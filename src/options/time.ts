/** The end of the year 9999: dates that follow from a later one, such as the end of a waiting period, need not be dates. */
export const LATEST_TIME = 253_402_300_799_999;

const DATES: readonly string[] = ['[object Date]', '[object Number]', '[object String]'];

/** Milliseconds since the epoch; NaN for what is no date, a number or the text of one, or is after the year 9999. */
export function timeOf(date: unknown): number {
  const time = DATES.includes(Object.prototype.toString.call(date)) ? new Date(date as Date).getTime() : Number.NaN;
  return time <= LATEST_TIME ? time : Number.NaN;
}
