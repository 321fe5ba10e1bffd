/**
 * Holds the Web Lock of a database until the function returned is called, or the tab is closed. A page that is served
 * without TLS has no locks.
 * https://developer.mozilla.org/docs/Web/API/Web_Locks_API
 */
export function lockTab(location: string, whenLocked: 'refuse' | 'wait'): Promise<() => void> {
  const { locks } = navigator as { readonly locks?: LockManager };
  if (locks === undefined) return Promise.resolve(() => {});
  return new Promise((resolve, reject) => {
    const name = `localkms ${location}`;
    locks
      .request(name, { ifAvailable: whenLocked === 'refuse' }, (lock) => {
        if (lock === null) throw inUse();
        // The lock is held until this promise is settled.
        return new Promise<void>((unlock) => {
          resolve(unlock);
        });
      })
      .catch(reject);
  });
}

function inUse(): Error {
  return Object.assign(
    new Error(
      'another tab or worker has it: a database is for one at a time. Close that one, give this one another name, or let it ' +
        'wait with { whenLocked: "wait" }',
    ),
    { code: 'LEVEL_LOCKED' },
  );
}
