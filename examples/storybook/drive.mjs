// Works the forms of the built Storybook in headless Chromium, which may load nothing but its own files.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';

const { CHROMIUM = '/usr/bin/chromium', SCREENSHOT } = process.env;
// Keeps the browser itself off the network.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Serves the built Storybook on localhost, which is a secure context: WebCrypto needs one. */
async function serve(folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = join(folder, pathname === '/' ? 'index.html' : pathname);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    response.end(readFileSync(file));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, origin: `http://localhost:${server.address().port}` };
}

async function encryptForATenant(page, origin) {
  await page.goto(`${origin}/iframe.html?id=encrypt--for-a-tenant`);
  await page.getByRole('button', { name: 'Encrypt' }).click();
  await result(page, 'Ciphertext', /^[A-Za-z0-9+/]{100,}={0,2}$/);
  await page.getByRole('button', { name: 'Decrypt' }).click();
  await result(page, 'Decrypted', /^4111 1111 1111 1111$/);
  await page.getByLabel('Tenant').fill('other');
  await page.getByRole('button', { name: 'Decrypt' }).click();
  await result(page, 'Error', /^InvalidCiphertextException: /);
}

async function denied(page, origin) {
  await page.goto(`${origin}/iframe.html?id=encrypt--denied`);
  await page.getByRole('button', { name: 'Encrypt' }).click();
  await result(page, 'Error', /^AccessDeniedException: Ask for kms:Encrypt$/);
}

async function signAnInvoice(page, origin) {
  await page.goto(`${origin}/?path=/story/sign--an-invoice&panel=false`);
  const story = page.frameLocator('#storybook-preview-iframe');
  await story.getByRole('button', { name: 'Sign' }).click();
  await result(story, 'Signature', /^[A-Za-z0-9+/]{80,}={0,2}$/);
  await story.getByRole('button', { name: 'Verify' }).click();
  await result(story, 'Valid', /^yes$/);
  if (SCREENSHOT) await page.screenshot({ path: SCREENSHOT });
  await story.getByLabel('Text').fill('4711: 9.00 EUR');
  await story.getByRole('button', { name: 'Verify' }).click();
  await result(story, 'Valid', /^no$/);
}

async function result(page, name, expected) {
  await page.locator(`[data-name="${name}"]`).filter({ hasText: expected }).waitFor({ timeout: 30_000 });
}

const userData = mkdtempSync(join(tmpdir(), 'storybook-chromium-'));
const { server, origin } = await serve('dist');
const browser = await chromium.launchPersistentContext(userData, {
  executablePath: CHROMIUM,
  headless: true,
  args: FLAGS,
  viewport: { width: 1100, height: 400 },
});
const page = await browser.newPage();
const strangers = [];
page.on('request', (request) => {
  const { protocol } = new URL(request.url());
  if (!request.url().startsWith(`${origin}/`) && !['data:', 'blob:'].includes(protocol)) strangers.push(request.url());
});
try {
  await encryptForATenant(page, origin);
  await denied(page, origin);
  await signAnInvoice(page, origin);
  assert.deepEqual(strangers, [], 'the Storybook asked for something else than its own files');
} finally {
  await browser.close();
  server.close();
  rmSync(userData, { recursive: true, force: true });
}
