import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListKeysCommand } from '@aws-sdk/client-kms';
import { autoOptions } from '../../src/every-client/auto-options.js';
import { localKms } from '../../src/local-kms.js';
import { clientOf } from '../support/clients.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'localkms-config-'));
  jest.spyOn(process, 'cwd').mockReturnValue(folder);
});

afterEach(() => {
  jest.restoreAllMocks();
  for (const name of Object.keys(process.env)) if (name.startsWith('LOCALKMS_')) delete process.env[name];
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

describe('options of localkms/auto', () => {
  it('are none without file and variables', () => {
    expect(autoOptions()).toEqual({});
  });

  it.each([
    ['localkms.config.json', '{ "region": "eu-west-1" }'],
    ['localkms.config.cjs', 'module.exports = { region: "eu-west-1" };'],
    ['localkms.config.js', 'exports.default = { region: "eu-west-1" };'],
  ])('come from %s in the working directory', (name, text) => {
    write(name, text);
    expect(autoOptions()).toEqual({ region: 'eu-west-1' });
  });

  it('tell of identities and of how the caller calls', async () => {
    const role = 'arn:aws:iam::111122223333:role/app/orders';
    const session = 'arn:aws:sts::111122223333:assumed-role/orders/s';
    const policy = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' } };
    const options = {
      caller: { principal: session, sessionPolicies: [policy], via: 's3' },
      iam: { roles: { [role]: { policies: [policy] } } },
    };
    write('localkms.config.json', JSON.stringify(options));
    const kms = localKms(autoOptions());
    expect(Object.keys((await kms.iam.describe()).roles ?? {})).toEqual([role]);
    await expect(clientOf(kms, 'us-east-1').send(new ListKeysCommand({}))).rejects.toThrow(
      `User: ${session} is not authorized to perform: kms:ListKeys on resource: * because no identity-based policy allows the kms:ListKeys action`,
    );
  });

  it('come from the file that LOCALKMS_CONFIG names', () => {
    write('localkms.config.json', '{ "region": "eu-west-1" }');
    write('other.json', '{ "region": "eu-west-3" }');
    process.env.LOCALKMS_CONFIG = 'other.json';
    expect(autoOptions()).toEqual({ region: 'eu-west-3' });
  });

  it.each([
    ['LOCALKMS_REGION', 'eu-west-1', { region: 'eu-west-1' }],
    ['LOCALKMS_ACCOUNT_ID', '012345678901', { accountId: '012345678901' }],
    [
      'LOCALKMS_PRINCIPAL',
      'arn:aws:iam::111122223333:role/app',
      { caller: { principal: 'arn:aws:iam::111122223333:role/app' } },
    ],
    ['LOCALKMS_CLOCK', '2030-01-01T00:00:00Z', { clock: '2030-01-01T00:00:00Z' }],
    ['LOCALKMS_RANDOM_SEED', '42', { randomSeed: '42' }],
    ['LOCALKMS_CALLS', 'false', { calls: false }],
    ['LOCALKMS_CALLS', '50', { calls: 50 }],
    ['LOCALKMS_TRANSITION_DELAY', '200', { transitionDelay: 200 }],
    ['LOCALKMS_ON_UNHANDLED', 'warn', { onUnhandled: 'warn' }],
    ['LOCALKMS_WHOLE_STACK', 'true', { wholeStack: true }],
    ['LOCALKMS_ALLOW_IN_PRODUCTION', 'true', { allowInProduction: true }],
    ['LOCALKMS_REGION', '', {}],
  ])('come from %s=%s', (name, text, options) => {
    process.env[name] = text;
    expect(autoOptions()).toEqual(options);
  });

  it('take a variable before the file', () => {
    write('localkms.config.json', '{ "region": "eu-west-1", "randomSeed": "orders" }');
    process.env.LOCALKMS_REGION = 'eu-west-3';
    expect(autoOptions()).toEqual({ region: 'eu-west-3', randomSeed: 'orders' });
  });

  it('are refused by the name of the variable', () => {
    process.env.LOCALKMS_TRANSITION_DELAY = 'soon';
    expect(autoOptions).toThrow(
      new TypeError(
        '[localkms] LOCALKMS_TRANSITION_DELAY: options.transitionDelay: expected a whole number from 0; got "soon"',
      ),
    );
  });

  it('are refused by the name of the file', () => {
    write('localkms.config.json', '{ "regoin": "eu-west-1" }');
    expect(autoOptions).toThrow(
      /^\[localkms\] localkms\.config\.json: options\.regoin: there is no such option, only region, /,
    );
  });

  it('are refused as a promise, for which nobody waits', () => {
    write('localkms.config.cjs', 'module.exports = Promise.resolve({ region: "eu-west-1" });');
    expect(autoOptions).toThrow(
      /^\[localkms\] localkms\.config\.cjs: options: expected an object with region, .*; got a Promise$/,
    );
  });

  it('are refused where two files have them', () => {
    write('localkms.config.json', '{}');
    write('localkms.config.cjs', 'module.exports = {};');
    expect(autoOptions).toThrow(
      new Error(`[localkms] localkms.config.json and localkms.config.cjs: keep one of them, in ${folder}`),
    );
  });

  it('are refused where the file cannot be loaded', () => {
    write('localkms.config.json', '{');
    expect(autoOptions).toThrow(new Error('[localkms] localkms.config.json: expected options in JSON; it is not JSON'));
    process.env.LOCALKMS_CONFIG = 'broken.cjs';
    write('broken.cjs', 'module.exports = {');
    expect(autoOptions).toThrow(
      new Error(
        '[localkms] LOCALKMS_CONFIG broken.cjs: it cannot be loaded with require(): SyntaxError; to see it, run: node broken.cjs',
      ),
    );
    process.env.LOCALKMS_CONFIG = 'missing.json';
    expect(autoOptions).toThrow(
      new Error('[localkms] LOCALKMS_CONFIG missing.json: expected a file of options; there is no such file'),
    );
  });

  it('are none in a browser', () => {
    process.env.LOCALKMS_REGION = 'eu-west-1';
    const process_ = globalThis.process;
    try {
      Reflect.deleteProperty(globalThis, 'process');
      expect(autoOptions()).toEqual({});
    } finally {
      globalThis.process = process_;
    }
  });
});
