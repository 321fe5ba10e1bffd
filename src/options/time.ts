/** Milliseconds since the epoch, or NaN. */
export function timeOf(date: Date | number | string): number {
  return new Date(date).getTime();
}
