import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSync } from 'esbuild';
import { refuseFetches, refuseRequests } from '../../src/every-client/unreached.js';
import { bundle, programFolder, run } from './programs.js';

/** Sends two calls to `endpoint` and prints what becomes of them; bundled, so that no loader sees its copy of the SDK. */
const PROGRAM = `
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
const config = {
  region: 'eu-west-1', endpoint: 'http://127.0.0.1:9', maxAttempts: 1, credentials: { accessKeyId: 'A', secretAccessKey: 'b' },
};
const messageOf = (sent) => sent.then(() => 'answered', (error) => error.message || error.code);
(async () => {
  const kms = await messageOf(new KMSClient(config).send(new ListKeysCommand({})));
  const sts = await messageOf(new STSClient(config).send(new GetCallerIdentityCommand({})));
  console.log(JSON.stringify({ kms, sts }));
})();
`;

const REFUSED =
  '[localkms] ListKeys did not leave for 127.0.0.1: every KMS client of this process is to be answered locally, but ' +
  'localkms could not reach the client that sent it. Most often a bundler has put a copy of the SDK into the program: ' +
  'keep @aws-sdk/client-kms external there, or call kms.attach(client), with the kms of localkms/auto. ' +
  'LOCALKMS_ON_UNREACHED=passthrough lets such calls pass to AWS.';

function bundled(format: 'cjs' | 'esm', mainFields: readonly string[]): string {
  const [file] = buildSync({
    stdin: { contents: PROGRAM, resolveDir: __dirname },
    bundle: true,
    write: false,
    platform: 'node',
    format,
    mainFields: [...mainFields],
    logLevel: 'error',
  }).outputFiles;
  // What esbuild leaves out of an ES module.
  const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);\n";
  return (format === 'esm' ? banner : '') + file?.text;
}

describe('a client whose SDK is bundled into the program, under localkms/register', () => {
  const folder = programFolder();
  beforeAll(() => bundle('every-client/register.ts', folder, 'register.cjs'));

  it.each([
    ['program.cjs', 'cjs', ['main', 'module']],
    ['program.mjs', 'esm', ['module', 'main']],
  ] as const)('gets an error, and nothing leaves: %s', (program, format, mainFields) => {
    const text = bundled(format, mainFields);
    const { kms, sts } = run(folder, program, text, {}, '--require', './register.cjs');
    expect(kms).toBe(REFUSED);
    // Other services are left alone.
    expect(sts).toMatch(/ECONNREFUSED/);
  });

  it('passes where LOCALKMS_ON_UNREACHED is passthrough', () => {
    const env = { LOCALKMS_ON_UNREACHED: 'passthrough' };
    const { kms } = run(folder, 'passing.cjs', bundled('cjs', ['main']), env, '--require', './register.cjs');
    expect(kms).toMatch(/ECONNREFUSED/);
  });

  it('passes after uninstall()', () => {
    const text = `require('./register.cjs').uninstall();\n${bundled('cjs', ['main'])}`;
    const { kms } = run(folder, 'given-back.cjs', text, {}, '--require', './register.cjs');
    expect(kms).toMatch(/ECONNREFUSED/);
  });
});

describe('requests for AWS KMS', () => {
  const headers = { 'X-Amz-Target': 'TrentService.Encrypt' };
  let connections = 0;
  let server: Server;
  let url: string;
  const stops: (() => void)[] = [];

  beforeAll(async () => {
    server = createServer((_, response) => response.end('answered'));
    server.on('connection', () => connections++);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  beforeEach(() => {
    connections = 0;
  });
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
  });
  afterAll(() => server.close());

  /** What comes of a request of node:http, sent by a function that was taken out of the module before. */
  const { request } = require('node:http') as typeof import('node:http');
  function sent(given: Record<string, string>): Promise<string> {
    return new Promise((resolve, reject) => {
      const client = request(url, { method: 'POST', headers: given }, (response) => {
        response.resume();
        response.on('end', () => resolve('answered'));
      });
      client.on('error', reject);
      client.end('secret');
    });
  }

  it('end before they connect, through node:http', async () => {
    const stop = refuseRequests(() => false);
    stops.push(stop);
    await expect(sent(headers)).rejects.toThrow('[localkms] Encrypt did not leave for 127.0.0.1: ');
    expect(connections).toBe(0);
    stop();
    expect(await sent(headers)).toBe('answered');
  });

  it.each([
    ['new Request()', () => fetch(new Request(url, { method: 'POST', headers }))],
    ['a URL as text', () => fetch(url, { method: 'POST', headers })],
    ['a URL', () => fetch(new URL(url), { method: 'POST', headers: Object.entries(headers) })],
  ])('end before they connect, through fetch with %s', async (_, send) => {
    const before = globalThis.fetch;
    const stop = refuseFetches(() => false);
    stops.push(stop);
    await expect(send()).rejects.toThrow(`[localkms] Encrypt did not leave for ${new URL(url).host}: `);
    expect(connections).toBe(0);
    stop();
    expect(globalThis.fetch).toBe(before);
    expect(await (await send()).text()).toBe('answered');
  });

  it.each([
    ['another service', { 'X-Amz-Target': 'DynamoDB_20120810.ListTables' }],
    ['no service', {}],
  ])('are left alone where they are for %s', async (_, given) => {
    stops.push(
      refuseRequests(() => false),
      refuseFetches(() => false),
    );
    expect(await sent(given as Record<string, string>)).toBe('answered');
    expect(await (await fetch(url, { headers: given as Record<string, string> })).text()).toBe('answered');
  });

  it('pass where the operation may', async () => {
    stops.push(
      refuseRequests((operation) => operation === 'Encrypt'),
      refuseFetches(() => true),
    );
    expect(await sent(headers)).toBe('answered');
    expect(await (await fetch(url, { headers })).text()).toBe('answered');
    await expect(sent({ 'x-amz-target': 'TrentService.Decrypt' })).rejects.toThrow('[localkms] Decrypt did not leave');
  });
});
