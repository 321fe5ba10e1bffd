import { cpSync, mkdirSync } from 'node:fs';
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

  it('answers the clients of a nested copy of the SDK', () => {
    const nested = join(folder, 'node_modules/library/node_modules/@aws-sdk/client-kms');
    mkdirSync(dirname(nested), { recursive: true });
    cpSync(dirname(require.resolve('@aws-sdk/client-kms/package.json')), nested, { recursive: true });
    const text = `
const nested = require('./node_modules/library/node_modules/@aws-sdk/client-kms');
const hoisted = require('@aws-sdk/client-kms');
(async () => {
  for (const { KMSClient, CreateKeyCommand } of [nested, hoisted]) await new KMSClient({}).send(new CreateKeyCommand({}));
  const { kms } = require('./register.cjs');
  console.log(JSON.stringify({ copies: nested.KMSClient === hoisted.KMSClient ? 1 : 2, keys: kms.keys().length }));
})();`;
    expect(run(folder, 'nested.cjs', text, {}, '--require', './register.cjs')).toEqual({ copies: 2, keys: 2 });
  });
});
