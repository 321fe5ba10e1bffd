// The rows of page.mjs, in headless Chromium.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { format } from './measure.mjs';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
const PAGE = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>';

export async function benchBrowser() {
  const outdir = mkdtempSync(join(tmpdir(), 'localkms-bench-'));
  const entryPoints = [fileURLToPath(new URL('page.mjs', import.meta.url))];
  // Without the project's own tsconfig: its paths would bundle the node backend's source.
  const tsconfigRaw = {};
  await build({ entryPoints, outdir, tsconfigRaw, bundle: true, splitting: true, format: 'esm', minify: true });
  const server = createServer((request, response) => {
    const script = request.url.endsWith('.js');
    response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html' });
    response.end(script ? readFileSync(join(outdir, request.url)) : PAGE);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
  const page = await browser.newPage();
  await page.goto(`http://localhost:${server.address().port}/`);
  await page.waitForFunction(() => globalThis.figures !== undefined);
  const figures = await page.evaluate(() => globalThis.figures);
  const version = browser.version();
  await browser.close();
  server.close();
  rmSync(outdir, { recursive: true });
  return [
    `### Algorithms in Chromium ${version}, 1 KB messages`,
    '',
    '| | primitive, µs | client.send, µs | difference, µs |',
    '|---|---:|---:|---:|',
    ...Object.entries(figures).map(
      ([name, [primitive, call]]) =>
        `| ${name} | ${format(primitive)} | ${format(call)} | ${format(call - primitive)} |`,
    ),
    '',
  ].join('\n');
}
