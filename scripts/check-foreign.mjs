// Programs of other languages at the endpoint of the packed tarball. `node scripts/check-foreign.mjs aws-cli boto3` runs
// only these; `--quick` those that CI runs at each change. What cannot be installed fails.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { gate, run } from './gates.mjs';
import { installIn, newFolder, pack } from './tarball.mjs';

const SCRIPTS = resolve('scripts/foreign');
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'localkms', 'foreign');
const VENV = join(CACHE, 'venv');

/** Of its own: AWS Encryption CLI holds an older version of the SDK, without keyrings. */
const SDK_VENV = join(CACHE, 'venv-encryption-sdk');
const python = inVenv(VENV, ['awscli', 'boto3', 'aws-encryption-sdk-cli']);
const encryptionSdk = inVenv(SDK_VENV, ['boto3', 'aws-encryption-sdk[MPL]>=4']);

/** What each client needs installed, and how its program is run in a folder of its own with the endpoint's variables. */
const CLIENTS = [
  { name: 'aws-cli', quick: true, needs: python, program: ['bash', join(SCRIPTS, 'aws-cli.sh')] },
  { name: 'aws-encryption-cli', quick: true, needs: python, program: ['bash', join(SCRIPTS, 'encryption-cli.sh')] },
  { name: 'boto3', quick: true, needs: python, program: ['python', join(SCRIPTS, 'boto3_client.py')] },
  {
    name: 'aws-encryption-sdk-python',
    needs: encryptionSdk,
    program: [join(SDK_VENV, 'bin', 'python'), join(SCRIPTS, 'encryption_sdk.py')],
  },
  { name: 'aws-sdk-js-v2', quick: true, needs: javascriptV2, program: ['node', 'sdk-v2.cjs'] },
  { name: 'aws-sdk-go-v2', needs: sources('go'), program: ['go', 'run', '-mod=mod', '.'] },
  {
    name: 'aws-sdk-java-v2',
    needs: sources('java'),
    program: ['mvn', '-q', '-B', '-Dstyle.color=never', 'compile', 'exec:java'],
  },
  { name: 'sops', needs: sops, program: ['bash', join(SCRIPTS, 'sops.sh')] },
];

/** Installs Python packages once, in a virtual environment that is kept. */
function inVenv(venv, packages) {
  let installed;
  async function install() {
    if (!existsSync(venv)) await run('python3', ['-m', 'venv', venv]);
    await run(join(venv, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...packages]);
  }
  return () => {
    installed ??= install();
    return installed;
  };
}

async function javascriptV2(folder) {
  cpSync(join(SCRIPTS, 'sdk-v2.cjs'), join(folder, 'sdk-v2.cjs'));
  await installIn(folder, tarball, { name: 'sdk-v2', private: true, dependencies: { 'aws-sdk': '2' } });
}

function sources(language) {
  return async (folder) => cpSync(join(SCRIPTS, language), folder, { recursive: true });
}

async function sops() {
  const bin = join(CACHE, 'bin');
  if (existsSync(join(bin, 'sops'))) return;
  await run('go', ['install', 'github.com/getsops/sops/v3/cmd/sops@v3.10.2'], { env: { ...process.env, GOBIN: bin } });
}

/** `npx localkms serve` of the tarball: its endpoint, and what ends it. */
async function startServer() {
  const folder = newFolder('foreign');
  await installIn(folder, tarball, { name: 'foreign', private: true });
  const command = join(folder, 'node_modules', '.bin', 'localkms');
  const start = performance.now();
  const child = spawn(command, ['serve', '--port', '0', '--log', 'off'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  const url = /http:\S+/.exec(line)[0];
  return { url, milliseconds: performance.now() - start, stop: () => child.kill() };
}

const words = process.argv.slice(2);
const names = words.filter((word) => !word.startsWith('--'));
const wanted = CLIENTS.filter(({ name, quick }) =>
  names.length > 0 ? names.includes(name) : quick || !words.includes('--quick'),
);

mkdirSync(CACHE, { recursive: true });
const tarball = await pack();
const server = await startServer();
const env = {
  ...process.env,
  PATH: [join(VENV, 'bin'), join(CACHE, 'bin'), process.env.PATH].join(delimiter),
  AWS_ENDPOINT_URL_KMS: server.url,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_PAGER: '',
};
await gate('foreign: the server of the tarball starts', () => `${Math.round(server.milliseconds)} ms to its endpoint`);
for (const { name, needs, program } of wanted) {
  await gate(`foreign: ${name}`, async () => {
    const folder = newFolder(name);
    await needs(folder);
    await fetch(`${server.url}/_localkms/reset`, { method: 'POST' });
    const [command, ...args] = program;
    const told = await run(command, args, { cwd: folder, env });
    const { count } = await (await fetch(`${server.url}/_localkms/calls/count`)).json();
    if (count === 0) throw new Error(`${name} called nothing`);
    return `${stripVTControlCharacters(told).trim().split('\n').at(-1)}; ${count} calls`;
  });
}
server.stop();
