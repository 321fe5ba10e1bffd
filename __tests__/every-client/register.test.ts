import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundle, programFolder, run } from './programs.js';

const USE = `
const { KeyMetadata } = await new KMSClient({}).send(new CreateKeyCommand({}));
const { kms } = await import('./register.cjs');
console.log(JSON.stringify({ made: KeyMetadata.KeyId, keys: kms.keys().map(({ KeyId }) => KeyId) }));
`;

describe('localkms/register', () => {
  const folder = programFolder();
  beforeAll(() => bundle('every-client/register.ts', folder, 'register.cjs'));

  it.each([
    [
      '--require',
      'an ES module',
      'app.mjs',
      `import { KMSClient, CreateKeyCommand } from '@aws-sdk/client-kms';${USE}`,
    ],
    ['--import', 'an ES module', 'app.mjs', `import { KMSClient, CreateKeyCommand } from '@aws-sdk/client-kms';${USE}`],
    [
      '--require',
      'a CommonJS module',
      'app.cjs',
      `const { KMSClient, CreateKeyCommand } = require('@aws-sdk/client-kms'); (async () => {${USE}})()`,
    ],
    [
      '--import',
      'a CommonJS module',
      'app.cjs',
      `const { KMSClient, CreateKeyCommand } = require('@aws-sdk/client-kms'); (async () => {${USE}})()`,
    ],
  ])('with %s answers the clients of %s', (flag, _, program, text) => {
    const { made, keys } = run(folder, program, text, {}, flag, './register.cjs');
    expect(keys).toEqual([made]);
  });

  // As npm makes it for a library of another version, and as Turbopack and npm aliases call it.
  it.each(['library/node_modules/@aws-sdk/client-kms', '@aws-sdk/client-kms-6aeb72e0b7a88221', 'kms-of-last-year'])(
    'answers the clients of another copy of the SDK, %s',
    (name) => {
      const text = `
const another = ${copied(name)};
const hoisted = require('@aws-sdk/client-kms');
(async () => {
  for (const { KMSClient, CreateKeyCommand } of [another, hoisted]) await new KMSClient({}).send(new CreateKeyCommand({}));
  const { kms } = require('./register.cjs');
  console.log(JSON.stringify({ copies: another.KMSClient === hoisted.KMSClient ? 1 : 2, keys: kms.keys().length }));
})();`;
      expect(run(folder, 'another.cjs', text, {}, '--require', './register.cjs')).toEqual({ copies: 2, keys: 2 });
    },
  );

  it('answers the copies that were loaded before it, and gives all back to AWS', () => {
    const text = `
const sdks = [${copied('loaded-before')}, require('@aws-sdk/client-kms')];
const { kms, uninstall } = require('./register.cjs');
const later = ${copied('loaded-after')};
(async () => {
  for (const { KMSClient, CreateKeyCommand } of sdks) await new KMSClient({}).send(new CreateKeyCommand({}));
  const keys = kms.keys().length;
  const isInstalled = ({ KMSClient }) => Object.hasOwn(KMSClient.prototype, 'send');
  const installed = [...sdks, later].map(isInstalled);
  uninstall();
  const last = ${copied('loaded-last')};
  console.log(JSON.stringify({ keys, installed, uninstalled: [...sdks, later, last].map(isInstalled) }));
})();`;
    expect(run(folder, 'before.cjs', text)).toEqual({
      keys: 2,
      installed: [true, true, true],
      uninstalled: [false, false, false, false],
    });
  });

  /** Makes a copy of the SDK in node_modules; returns the text that loads it. */
  function copied(name: string): string {
    const copy = join(folder, 'node_modules', name);
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(dirname(require.resolve('@aws-sdk/client-kms/package.json')), copy, { recursive: true });
    return `require('./node_modules/${name}')`;
  }
});

describe('localkms/register in a thread', () => {
  const folder = programFolder();
  beforeAll(() => bundle('every-client/register.ts', folder, 'register.cjs'));

  it('answers it from a world of its own', () => {
    const text = `
const { Worker, isMainThread, parentPort } = require('node:worker_threads');
const { KMSClient, CreateKeyCommand, ListKeysCommand } = require('@aws-sdk/client-kms');
(async () => {
  const client = new KMSClient({});
  if (isMainThread) {
    await client.send(new CreateKeyCommand({}));
    const keys = (await client.send(new ListKeysCommand({}))).Keys.length;
    new Worker(__filename).on('message', (inThread) => console.log(JSON.stringify({ keys, inThread })));
  } else {
    parentPort.postMessage((await client.send(new ListKeysCommand({}))).Keys.length);
  }
})();`;
    expect(run(folder, 'threads.cjs', text, {}, '--require', './register.cjs')).toEqual({ keys: 1, inThread: 0 });
  });
});

/** What a program of its own writes to stderr. */
describe('what localkms/register says', () => {
  const folder = programFolder();
  beforeAll(() => {
    bundle('every-client/register.ts', folder, 'register.cjs');
    for (const name of ['app.cjs', 'orders.test.cjs']) writeFileSync(join(folder, name), '');
    const thread =
      "const { Worker, isMainThread } = require('node:worker_threads'); if (isMainThread) new Worker(__filename);";
    writeFileSync(join(folder, 'threads.cjs'), thread);
  });
  const told = (program: string, env: Record<string, string>, ...flags: string[]) =>
    spawnSync(process.execPath, [...flags, '--require', './register.cjs', program], {
      cwd: folder,
      env: env as NodeJS.ProcessEnv,
      encoding: 'utf8',
    }).stderr;

  it.each([
    [{}, "account 000000000000, each client's own Region"],
    [{ LOCALKMS_REGION: 'eu-west-1', LOCALKMS_ACCOUNT_ID: '111122223333' }, 'account 111122223333, Region eu-west-1'],
    [{ LOCALKMS_PRINCIPAL: 'arn:aws:iam::444455556666:role/app' }, "account 444455556666, each client's own Region"],
  ])('is where clients are answered: %j', (env, where) => {
    expect(told('app.cjs', env)).toBe(
      `localkms: every KMS client of this process is answered locally, ${where} (LOCALKMS_QUIET=true leaves this line out)\n`,
    );
  });

  it('is said once where there are threads', () => {
    expect(told('threads.cjs', {})).toBe(told('app.cjs', {}));
  });

  it.each([
    ['LOCALKMS_QUIET', 'app.cjs', { LOCALKMS_QUIET: 'true' }],
    ['NODE_ENV=test', 'app.cjs', { NODE_ENV: 'test' }],
    ['Jest', 'app.cjs', { JEST_WORKER_ID: '1' }],
    ['Vitest', 'app.cjs', { VITEST: 'true' }],
    ['node:test', 'app.cjs', { NODE_TEST_CONTEXT: 'child-v8' }],
    ['the name of a test file', 'orders.test.cjs', {}],
  ])('is nothing under %s', (_, program, env) => {
    expect(told(program, env)).toBe('');
  });
});
