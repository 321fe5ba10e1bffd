// A page whose SDK client knows nothing of localkms: Mock Service Worker answers its requests from a world.
import { deepEqual } from 'node:assert/strict';

const EXPECTED = {
  opened: 'from a page',
  missing: 'NotFoundException: Alias arn:aws:kms:eu-west-1:000000000000:alias/none is not found.',
  calls: ['Encrypt 1 eu-west-1', 'Decrypt 1 eu-west-1', 'Decrypt 2 eu-west-1', 'Encrypt 1 eu-west-1'],
};

/** A service worker that is slow to take its page leaves the page waiting: then it is loaded once more, which has the worker. */
const PATIENCE = { timeout: 15_000 };

/** Fails where the page was answered otherwise, or something answered that is no service worker. */
export async function checkInterceptedPage(browser, origin) {
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  let answered = [];
  page.on('response', (response) => {
    if (!response.url().startsWith(`${origin}/`) && !response.url().startsWith('data:')) answered.push(response);
  });
  const told = () => page.waitForFunction('globalThis.told !== undefined', undefined, PATIENCE);
  await page.goto(origin);
  await told().catch(() => {
    deepEqual(errors, []);
    answered = [];
    return page.reload().then(told);
  });
  deepEqual(await page.evaluate('globalThis.told'), EXPECTED);
  deepEqual(
    answered.map((response) => [response.url(), response.status(), response.fromServiceWorker()]),
    [200, 500, 200, 400].map((status) => ['https://kms.eu-west-1.amazonaws.com/', status, true]),
  );
  await page.close();
}
