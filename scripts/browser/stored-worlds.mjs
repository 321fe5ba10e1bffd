// A page with a world in IndexedDB: loaded again and again, and in two tabs.
import { deepEqual } from 'node:assert/strict';

const REFUSED =
  '[localkms] the store LevelDB kms cannot be opened: another tab or worker has it: a database is for one at a time. Close ' +
  'that one, give this one another name, or let it wait with { whenLocked: "wait" }';

/** What the page told, once it has. */
async function toldBy(page) {
  await page.waitForFunction('globalThis.told !== undefined');
  return page.evaluate('globalThis.told');
}

/** Fails where a load of the page does not find what the loads before it have left. */
export async function checkStoredWorlds(browser, origin) {
  const page = await browser.newPage();
  await page.goto(origin);
  deepEqual(await toldBy(page), { keys: 1, opened: [] });
  await page.reload();
  deepEqual(await toldBy(page), { keys: 2, opened: ['load 1'] });
  await page.reload();
  deepEqual(await toldBy(page), { keys: 3, opened: ['load 1', 'load 2'] });
  const second = await browser.newPage();
  await second.goto(origin);
  deepEqual(await toldBy(second), REFUSED);
  await second.goto(`${origin}/?wait`);
  await page.close();
  deepEqual(await toldBy(second), { keys: 4, opened: ['load 1', 'load 2', 'load 3'] });
  await second.close();
}
