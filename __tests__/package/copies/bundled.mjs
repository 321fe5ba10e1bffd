// A program that a bundler has put the SDK into: under localkms/register, its calls must not leave the process.
import { match } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { buildSync } from 'esbuild';

const PROGRAM = `
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
const client = new KMSClient({ region: 'eu-west-1', credentials, endpoint: 'https://127.0.0.1:9', maxAttempts: 1 });
client.send(new ListKeysCommand({})).catch((error) => console.log(error.message || error.code));
`;

function build(platform) {
  const stdin = { contents: PROGRAM, resolveDir: '.' };
  buildSync({ stdin, bundle: true, platform, outfile: `bundled-for-${platform}.js`, logLevel: 'error' });
}

function printed(platform, env = {}) {
  const flags = [...process.execArgv, '--import', 'localkms/register'];
  const options = { env: { ...process.env, ...env }, encoding: 'utf8' };
  return spawnSync(process.execPath, [...flags, `bundled-for-${platform}.js`], options).stdout;
}

// An SDK for browsers sends by fetch.
for (const platform of ['node', 'browser']) {
  build(platform);
  match(printed(platform), /^\[localkms\] ListKeys did not leave for 127\.0\.0\.1(:9)?: /);
}
match(printed('node', { LOCALKMS_ON_UNREACHED: 'passthrough' }), /ECONNREFUSED/);
