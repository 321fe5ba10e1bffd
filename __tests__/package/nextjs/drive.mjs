// `node drive.mjs turbopack` or `webpack`: builds the application of the guide, starts it and asks its route.
import { match } from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const [bundler] = process.argv.slice(2);
const NEXT = '../node_modules/next/dist/bin/next';
const PORT = '39472';

// A production build refuses to start, unless it is told to.
const instrumentation = readFileSync('instrumentation.ts', 'utf8');
const ALIAS = "keys: [{ Alias: 'alias/orders' }]";
if (!instrumentation.includes('allowInProduction')) {
  writeFileSync('instrumentation.ts', instrumentation.replace(ALIAS, `${ALIAS}, allowInProduction: true`));
}
const layout = 'export default function Layout({ children }) { return <html><body>{children}</body></html>; }\n';
writeFileSync('app/layout.jsx', layout);
const env = { ...process.env, LOCALKMS: '1', NEXT_TELEMETRY_DISABLED: '1' };
execFileSync(process.execPath, [NEXT, 'build', `--${bundler}`], { env, stdio: 'inherit' });
const arguments_ = [NEXT, 'start', '--hostname', '127.0.0.1', '--port', PORT];
const server = spawn(process.execPath, arguments_, { env, stdio: ['ignore', 'pipe', 'inherit'] });
try {
  await new Promise((listening, failed) => {
    server.stdout.on('data', (text) => String(text).includes('Ready') && listening());
    server.on('exit', () => failed(new Error('the server ended')));
  });
  const origin = `http://127.0.0.1:${PORT}`;
  const response = await fetch(`${origin}/api/seal`, { method: 'POST', body: '4111 1111 1111 1111' });
  match(await response.text(), /^[A-Za-z0-9+/]{100,}={0,2}$/);
  match(await (await fetch(`${origin}/card`)).text(), /<button type="button">Seal<\/button>/);
} finally {
  server.kill();
}
