/** Where the engine reads the time: milliseconds since the epoch, read anew at each call. */
export interface Clock {
  now(): number;
}
