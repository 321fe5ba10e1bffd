// `localkms/services` over an S3 that is not ours: moto's, in a virtual environment that is kept; and the memory that a
// long object takes. `node scripts/check-services.mjs --megabytes 1024` streams that much instead of 64.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { gate, run } from './gates.mjs';

const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'localkms', 'services');
const VENV = join(CACHE, 'venv');
const at = process.argv.indexOf('--megabytes');
const megabytes = at < 0 ? '64' : process.argv[at + 1];

async function installMoto() {
  mkdirSync(CACHE, { recursive: true });
  if (!existsSync(VENV)) await run('python3', ['-m', 'venv', VENV]);
  await run(join(VENV, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', 'moto[server,s3]>=5']);
  const told = await run(join(VENV, 'bin', 'python'), ['-c', 'import moto; print(moto.__version__)']);
  return `moto ${told.trim()}`;
}

/** moto takes no port 0. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startMoto() {
  const port = await freePort();
  const child = spawn(join(VENV, 'bin', 'moto_server'), ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  const end = Date.now() + 60_000;
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response !== undefined) return { url, stop: () => child.kill() };
    if (child.exitCode !== null || Date.now() > end) throw new Error('the server of moto did not start');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

await gate('services: objects, uploads, keys and permissions over moto', async () => {
  const version = await installMoto();
  const moto = await startMoto();
  try {
    const env = { ...process.env, NODE_NO_WARNINGS: '1', S3_ENDPOINT: moto.url };
    const jest = ['jest', '--ci', '--silent', '--json', '--maxWorkers=1', '__tests__/services/any-store'];
    const { numPassedTests } = JSON.parse(await run('npx', jest, { env }));
    return `${version}, ${numPassedTests} tests`;
  } finally {
    moto.stop();
  }
});
await gate('services: a long object at constant memory', async () => {
  const env = { ...process.env, NODE_NO_WARNINGS: '1' };
  return (await run(process.execPath, ['--expose-gc', 'scripts/services/stream.mjs', megabytes], { env })).trim();
});
