// Bundles a page with esbuild and with Vite from the packed tarball, and opens it in headless Chromium; then the contract
// of the crypto backends, with the web backend in the page and the node backend here.
import { deepEqual } from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build as esbuild } from 'esbuild';
import { chromium } from 'playwright-core';
import { build as vite } from 'vite';
import { checkInterceptedPage } from './browser/intercepted-page.mjs';
import { checkStoredWorlds } from './browser/stored-worlds.mjs';
import { gate } from './gates.mjs';
import { installConsumer, newFolder, pack } from './tarball.mjs';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
// Keeps the browser itself off the network, so that what is seen there is the page's own doing.
const FLAGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  );
const PAGE = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="./app.mjs"></script>';
const EXPECTED = { opened: 'from a page', refused: 'InvalidCiphertextException', missing: true, signatureValid: true };
const ROLE = 'arn:aws:iam::111122223333:role/orders';
const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const PERMISSIONS = {
  why: `- kms:Decrypt on ${KEY_ARN}: denied, no identity-based policy allows it`,
  access: { [ROLE]: { 'arn:aws:kms:eu-west-1:111122223333:alias/orders': { Decrypt: true, DisableKey: true } } },
  least: ['kms:Decrypt', 'kms:Encrypt'],
  trail: [
    ['Encrypt', 'no error'],
    ['Decrypt', 'AccessDenied'],
    ['Decrypt', 'no error'],
  ],
};
const TYPES = { '.html': 'text/html', '.mjs': 'text/javascript', '.js': 'text/javascript' };

const ESBUILD = {
  bundle: true,
  splitting: true,
  format: 'esm',
  minify: true,
  logLevel: 'error',
  outExtension: { '.js': '.mjs' },
};

const BUNDLERS = {
  async esbuild(folder) {
    const outdir = join(folder, 'esbuild');
    await esbuild({ ...ESBUILD, entryPoints: [join(folder, 'app.mjs')], outdir });
    writeFileSync(join(outdir, 'index.html'), PAGE);
    return outdir;
  },
  async Vite(folder) {
    const outDir = join(folder, 'vite');
    writeFileSync(join(folder, 'index.html'), PAGE);
    await vite({ root: folder, logLevel: 'error', build: { outDir, target: 'esnext', chunkSizeWarningLimit: 2000 } });
    return outDir;
  },
};

/** A page of its own in a folder of the same name. */
async function bundlePage(folder, name) {
  const outdir = join(folder, name);
  await esbuild({ ...ESBUILD, entryPoints: [{ in: join(folder, `${name}.mjs`), out: 'app' }], outdir });
  writeFileSync(join(outdir, 'index.html'), PAGE);
  return outdir;
}

/** Serves a folder on this machine: WebCrypto needs a secure context, and localhost is one. */
async function serve(folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = join(folder, pathname === '/' ? 'index.html' : pathname);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] }).end(readFileSync(file));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, origin: `http://localhost:${server.address().port}` };
}

/** The contract as a page, and what answers its calls of the node backend. */
async function bundleContract() {
  const folder = newFolder('contract');
  const app = { in: '__tests__/browser/contract-page.ts', out: 'app' };
  await esbuild({ ...ESBUILD, minify: false, entryPoints: [app], outdir: folder });
  writeFileSync(join(folder, 'index.html'), PAGE);
  const outfile = join(newFolder('contract-node'), 'node.mjs');
  const entryPoints = ['__tests__/browser/contract-node.ts'];
  await esbuild({ ...ESBUILD, splitting: false, platform: 'node', entryPoints, outfile });
  return { folder, callNode: (await import(pathToFileURL(outfile))).answer };
}

/**
 * Opens the page and returns what it told; every request that is not for the page's own files fails the check. The page
 * may call the functions given.
 */
async function open(browser, folder, functions = {}) {
  const { server, origin } = await serve(folder);
  const page = await browser.newPage();
  const strangers = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) strangers.push(url);
  });
  page.on('pageerror', (error) => strangers.push(String(error)));
  try {
    for (const [name, call] of Object.entries(functions)) await page.exposeFunction(name, call);
    await page.goto(origin);
    await page.waitForFunction('globalThis.told !== undefined');
    return { told: await page.evaluate('globalThis.told'), strangers };
  } finally {
    await page.close();
    server.close();
  }
}

const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const { version } = JSON.parse(readFileSync('node_modules/@aws-sdk/client-kms/package.json', 'utf8'));
const userData = mkdtempSync(join(tmpdir(), 'localkms-chromium-'));
let folder;
let browser;

await gate('browser: installs', async () => {
  // browser-level needs the events of Node, which bundlers take from the package of this name.
  const dependencies = Object.fromEntries(['browser-level', 'events'].map((name) => [name, devDependencies[name]]));
  dependencies['@aws-sdk/client-kms'] = version;
  dependencies.msw = JSON.parse(readFileSync('examples/msw/package.json', 'utf8')).devDependencies.msw;
  folder = await installConsumer(await pack(), { name: 'browser', dependencies });
});
await gate('browser: Chromium starts', async () => {
  browser = await chromium.launchPersistentContext(userData, { executablePath: CHROMIUM, headless: true, args: FLAGS });
  return browser.browser()?.version();
});
if (folder !== undefined && browser !== undefined) {
  for (const [name, bundle] of Object.entries(BUNDLERS)) {
    await gate(`browser: a bundle by ${name}, no request but its own files`, async () => {
      const { told, strangers } = await open(browser, await bundle(folder));
      deepEqual(strangers, []);
      deepEqual(told, EXPECTED);
    });
  }
}
if (folder !== undefined && browser !== undefined) {
  await gate('browser: a page asks who may do what, why, and what the trail has', async () => {
    const { told, strangers } = await open(browser, await bundlePage(folder, 'permissions'));
    deepEqual(strangers, []);
    deepEqual(told, PERMISSIONS);
  });
  await gate('browser: a world in IndexedDB, over reloads and in two tabs', async () => {
    const { server, origin } = await serve(await bundlePage(folder, 'stored'));
    await checkStoredWorlds(browser, origin).finally(() => server.close());
  });
  await gate('browser: Mock Service Worker answers a client that knows nothing', async () => {
    const outdir = await bundlePage(folder, 'intercepted');
    const worker = 'mockServiceWorker.js';
    copyFileSync(join(folder, 'node_modules/msw/lib', worker), join(outdir, worker));
    const { server, origin } = await serve(outdir);
    await checkInterceptedPage(browser, origin).finally(() => server.close());
  });
}
if (browser !== undefined) {
  await gate('browser: the contract of the crypto backends, web in the page and node in Node', async () => {
    const { folder, callNode } = await bundleContract();
    const { told, strangers } = await open(browser, folder, { callNode });
    deepEqual(strangers, []);
    if (told.failures.length > 0) throw new Error(told.failures.join('\n'));
    if (told.passed === 0) throw new Error('no test ran');
    return `${told.passed} tests`;
  });
}
await browser?.close();
rmSync(userData, { recursive: true, force: true });
