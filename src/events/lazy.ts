// What events load when somebody first asks for them.

/** When a test first asks for the records of CloudTrail, or listens to them. */
export function loadRecords(): Promise<typeof import('./records.js')> {
  return import('./records.js');
}
