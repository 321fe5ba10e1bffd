// Builds the server and asks it, as it would run.
import { deepEqual } from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';

const PORT = '39471';
const NITRO = '../node_modules/nitropack/dist/cli/index.mjs';
execFileSync(process.execPath, [NITRO, 'build'], { stdio: 'inherit' });
const env = { ...process.env, HOST: '127.0.0.1', PORT };
const server = spawn(process.execPath, ['.output/server/index.mjs'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
try {
  await new Promise((listening, failed) => {
    server.stdout.on('data', (text) => String(text).includes('Listening') && listening());
    server.on('exit', () => failed(new Error('the server ended')));
  });
  const response = await fetch(`http://127.0.0.1:${PORT}/seal`, { method: 'POST', body: '4111 1111 1111 1111' });
  deepEqual(await response.json(), { opened: '4111 1111 1111 1111' });
} finally {
  server.kill();
}
