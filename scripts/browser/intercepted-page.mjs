// A page whose SDK client knows nothing of localkms: Mock Service Worker answers its requests from a world.
import { deepEqual } from 'node:assert/strict';

const EXPECTED = {
  opened: 'from a page',
  missing: 'NotFoundException: Alias arn:aws:kms:eu-west-1:000000000000:alias/none is not found.',
  calls: ['Encrypt 1 eu-west-1', 'Decrypt 1 eu-west-1', 'Decrypt 2 eu-west-1', 'Encrypt 1 eu-west-1'],
};

/** Fails where the page was answered otherwise, or something answered that is no service worker. */
export async function checkInterceptedPage(browser, origin) {
  const page = await browser.newPage();
  const answered = [];
  page.on('response', (response) => {
    if (!response.url().startsWith(`${origin}/`) && !response.url().startsWith('data:')) answered.push(response);
  });
  await page.goto(origin);
  await page.waitForFunction('globalThis.told !== undefined');
  deepEqual(await page.evaluate('globalThis.told'), EXPECTED);
  deepEqual(
    answered.map((response) => [response.url(), response.status(), response.fromServiceWorker()]),
    [200, 500, 200, 400].map((status) => ['https://kms.eu-west-1.amazonaws.com/', status, true]),
  );
  await page.close();
}
