import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { autoOptions } from '../../src/every-client/auto-options.js';
import { localKms } from '../../src/index.js';
import { readSeeds } from '../../src/readers/read-seeds.js';
import { repeated } from '../support/property-runs.js';

const RUNS = { numRuns: 300, ...repeated() };
const KEY_ID = '11111111-1111-4111-8111-111111111111';
const AES = 'a1'.repeat(32);

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const folder = mkdtempSync(join(tmpdir(), 'localkms-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  delete process.env.LOCALKMS_CONFIG;
});

/** A policy, each time anew: what is put into one must not be in another. */
const newPolicy = () => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'a',
      Effect: 'Allow',
      Action: 'kms:*',
      Resource: '*',
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    },
  ],
});

/** Options that are right, with every member that a key can be put into by mistake. */
function options(): object {
  return {
    region: 'eu-west-1',
    accountId: '111122223333',
    caller: {
      principal: 'arn:aws:iam::111122223333:role/app',
      sessionPolicies: [newPolicy()],
      via: 's3',
      sourceArn: 'arn:aws:s3:::bucket',
      vpcEndpoint: { id: 'vpce-0a1b2c3d', policy: newPolicy() },
      context: { 'aws:SourceIp': '203.0.113.5' },
    },
    iam: {
      roles: {
        'arn:aws:iam::111122223333:role/app': {
          policies: [newPolicy(), { PolicyName: 'inline', PolicyDocument: newPolicy() }],
          permissionsBoundary: newPolicy(),
          tags: { team: 'orders' },
        },
      },
      policies: { 'arn:aws:iam::111122223333:policy/keys': newPolicy() },
      accounts: ['111122223333'],
      serviceControlPolicies: { '111122223333': [[newPolicy()]] },
      organization: { id: 'o-a1b2c3d4e5', managementAccountId: '999988887777', paths: {} },
      strictPrincipals: true,
    },
    clock: '2026-01-01T00:00:00Z',
    quotas: { keys: 10, requests: { Decrypt: 10 } },
    ...seeds(),
  };
}

function seeds(): object {
  return {
    keys: [
      {
        KeyId: KEY_ID,
        Alias: 'alias/orders',
        Aliases: ['alias/more'],
        Description: 'orders',
        Tags: [{ TagKey: 'team', TagValue: 'shop' }],
        Policy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }],
        },
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyUsage: 'ENCRYPT_DECRYPT',
        Origin: 'AWS_KMS',
        KeyState: 'Enabled',
        Region: 'eu-west-1',
        AWSAccountId: '111122223333',
        CreationDate: '2025-01-01',
        NextRotationDate: '2027-01-01',
        KeyMaterials: [
          { KeyMaterial: { hex: AES } },
          { KeyMaterial: { base64: Buffer.alloc(32).toString('base64') }, RotationDate: '2025-06-01' },
        ],
      },
      { KeyMaterial: { kty: 'oct', k: 'A'.repeat(43) }, ReplicaRegions: ['us-west-2'], MultiRegion: 'true' },
      { KeyMaterial: privateKey.export({ format: 'pem', type: 'pkcs8' }), KeyUsage: 'SIGN_VERIFY' },
      { KeyMaterial: privateKey.export({ format: 'jwk' }), KeyUsage: 'SIGN_VERIFY' },
    ],
    aliases: [{ AliasName: 'alias/other', TargetKeyId: KEY_ID }],
  };
}

/** The seed file of local-kms. */
function localKmsSeed(): object {
  const Metadata = { KeyId: KEY_ID, Description: 'orders' };
  return {
    Keys: {
      Symmetric: { Aes: [{ Metadata, BackingKeys: [AES] }], Hmac: [] },
      Asymmetric: {
        Rsa: [],
        Ecc: [{ Metadata, PrivateKeyPem: privateKey.export({ format: 'pem', type: 'sec1' }) }],
      },
    },
    Aliases: [{ AliasName: 'alias/orders', TargetKeyId: KEY_ID }],
  };
}

type Place = readonly (string | number)[];

/** Every place in a value, its own excepted. */
function placesIn(value: unknown, place: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const names = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return names.flatMap((name) => {
    const here = [...place, name];
    return [here, ...placesIn((value as Record<string | number, unknown>)[name], here)];
  });
}

function put(root: object, place: Place, value: unknown): object {
  const target = place.slice(0, -1).reduce((at, name) => at[name] as never, root as Record<string | number, unknown>);
  target[place.at(-1) as string] = value;
  return root;
}

const bytes = fc.uint8Array({ minLength: 28, maxLength: 64 }).map((array) => Buffer.from(array));

/** Key material of 224 bits and more, as text. */
const secretText = fc.oneof(
  bytes.map((secret) => secret.toString('hex')),
  bytes.map((secret) => secret.toString('base64')),
  bytes.map((secret) => secret.toString('base64url')),
  bytes.map((secret) => `-----BEGIN PRIVATE KEY-----\n${secret.toString('base64')}\n-----END PRIVATE KEY-----\n`),
);

/** The secret where it is, or in something that holds it. */
const WRAPPINGS: readonly ((secret: string) => unknown)[] = [
  (secret) => secret,
  (secret) => [secret],
  (secret) => ({ hex: secret }),
  (secret) => ({ [secret]: 1 }),
  (secret) => ({ KeyMaterial: { hex: secret } }),
  (secret) => [{ KeyMaterial: secret }],
];
const wrapping = fc.constantFrom(...WRAPPINGS);

/** Fails where anything that a thrown error shows has the secret, or its beginning. */
function expectUntold(secret: string, run: () => unknown): void {
  try {
    run();
  } catch (error) {
    const { message, stack, cause } = error as Error;
    const shown = [message, stack, inspect(error, { depth: 9 }), inspect(cause, { depth: 9 })].join('\n');
    expect(shown).toContain('[localkms] ');
    for (const line of secret.split('\n').filter((text) => !text.startsWith('-----'))) {
      if (line !== '') expect(shown).not.toContain(line.slice(0, 16));
    }
  }
}

describe('an error never tells key material', () => {
  it('that stands anywhere in options', () => {
    const anywhere = fc.constantFrom(...placesIn(options()));
    fc.assert(
      fc.property(anywhere, secretText, wrapping, (place, secret, wrap) => {
        expectUntold(secret, () => localKms(put(options(), place, wrap(secret))));
      }),
      RUNS,
    );
  });

  it('that is short, where key material belongs', () => {
    const short = fc.stringMatching(/^[A-Za-z0-9]{16,36}$/);
    const material = fc.constantFrom(...placesIn(options()).filter((place) => place.includes('KeyMaterial')));
    fc.assert(
      fc.property(material, short, wrapping, (place, secret, wrap) => {
        expectUntold(secret, () => localKms(put(options(), place, wrap(secret))));
      }),
      RUNS,
    );
  });

  it('that stands anywhere in a file of seeds', () => {
    const document = fc.constantFrom(seeds, localKmsSeed);
    const random = fc.nat();
    fc.assert(
      fc.property(document, random, secretText, wrapping, fc.boolean(), (make, at, secret, wrap, json) => {
        const places = placesIn(make());
        const changed = put(make(), places[at % places.length] as Place, wrap(secret));
        const file = join(folder, json ? 'kms.json' : 'kms.yaml');
        writeFileSync(file, json ? JSON.stringify(changed) : stringify(changed));
        expectUntold(secret, () => localKms(readSeeds(file)));
      }),
      RUNS,
    );
  });

  it('that stands in a file with a mistake', () => {
    const secret = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((array) => Buffer.from(array).toString('hex'));
    const mistake = fc.constantFrom('{', '}', '"', "'", ': ', ', ', '\t', '\n', '&a ', '*a ', '!a ', '%', '- ');
    let file = 0;
    fc.assert(
      fc.property(secret, mistake, fc.nat(), fc.constantFrom('json', 'yaml', 'cjs'), (hex, text, at, ending) => {
        const path = join(folder, `mistake-${file++}.${ending}`);
        const value = { keys: [{ Description: 'x', KeyMaterial: { hex } }] };
        const written = ending === 'yaml' ? stringify(value) : JSON.stringify(value, null, 1);
        const from = at % written.length;
        // Without its quotes the secret is code.
        const source = ending === 'cjs' ? `module.exports = ${written.replace(`"${hex}"`, `f${hex}`)}` : written;
        writeFileSync(path, source.slice(0, from) + text + source.slice(from));
        process.env.LOCALKMS_CONFIG = path;
        if (ending !== 'yaml') expectUntold(hex, () => localKms(autoOptions()));
        if (ending !== 'cjs') expectUntold(hex, () => localKms(readSeeds(path)));
      }),
      RUNS,
    );
  });
});
