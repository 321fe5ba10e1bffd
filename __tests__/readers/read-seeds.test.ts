import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readSeeds } from '../../src/readers/read-seeds.js';
import { plantSeeds } from '../../src/world/seeds/plant-seeds.js';
import { ACCOUNT, testKms } from '../support/engine.js';
import { seeded } from '../world/seeds/support.js';

const folder = mkdtempSync(join(tmpdir(), 'localkms-seeds-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string, name = 'kms.yaml'): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** What planting a file is refused with, the folder left out. */
function refusalOf(text: string, name = 'kms.yaml'): string {
  try {
    const planted = plantSeeds(testKms().world, { account: ACCOUNT, region: 'us-east-1' }, readSeeds(file(text, name)));
    return `planted ${planted}`;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return error.message.replace(`${folder}/`, '');
  }
}

const [A, B, C, D] = ['1', '2', '3', '4'].map((digit) => `${digit.repeat(8)}-1111-4111-8111-111111111111`) as [
  string,
  string,
  string,
  string,
];

function indented(text: string, spaces: number): string {
  return text.trim().replaceAll(/^/gm, ' '.repeat(spaces));
}

describe('seeds of our own form', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;

  const YAML = `
keys:
  - KeyId: ${A}
    Alias: alias/orders
    Description: orders, rotated
    RotationPeriodInDays: 90
    Tags: [{ TagKey: team, TagValue: shop }]
    AWSAccountId: 012345678901
    KeyMaterials:
      - KeyMaterial: { hex: 1111111111111111111111111111111111111111111111111111111111111111 }
      - KeyMaterial: { hex: 00000000000000000000000000000000000000000000000000000000000012e3 }
  - KeyId: mrk-${'0'.repeat(32)}
    MultiRegion: true
    ReplicaRegions: [eu-west-1]
  - KeyId: ${B}
    KeyUsage: SIGN_VERIFY
    KeyMaterial: |
${indented(pem, 6)}
  - KeyId: ${C}
    Policy:
      Version: 2012-10-17
      Statement: [{ Effect: Allow, Principal: { AWS: ['000000000000', 111122223333] }, Action: 'kms:*', Resource: '*' }]
aliases:
  - { AliasName: alias/signing, TargetKeyId: ${B} }
`;

  it('are read from YAML', async () => {
    const kms = await seeded(readSeeds(file(YAML)));
    const there = kms.as({ account: '012345678901' });
    expect((await there.call('DescribeKey', { KeyId: 'alias/orders' })).KeyMetadata.Description).toBe(
      'orders, rotated',
    );
    expect((await there.call('GetKeyRotationStatus', { KeyId: A })).RotationPeriodInDays).toBe(90);
    const { PublicKey } = await kms.call('GetPublicKey', { KeyId: 'alias/signing' });
    expect(Buffer.from(PublicKey)).toEqual(publicKey.export({ format: 'der', type: 'spki' }));
    expect((await kms.call('GetKeyPolicy', { KeyId: C })).Policy).toContain('"arn:aws:iam::111122223333:root"');
    const replica = await kms.as({ region: 'eu-west-1' }).call('DescribeKey', { KeyId: `mrk-${'0'.repeat(32)}` });
    expect(replica.KeyMetadata.MultiRegionConfiguration?.MultiRegionKeyType).toBe('REPLICA');
  });

  it('are read from JSON, by path or URL', () => {
    const seeds = {
      keys: [{ KeyId: A, MultiRegion: false, RotationPeriodInDays: 90 }],
      aliases: [{ AliasName: 'alias/a', TargetKeyId: A }],
    };
    const path = file(JSON.stringify(seeds, null, '\t'), 'kms.json');
    const from = (source: string) => ({
      keys: [{ ...seeds.keys[0], source: `${source}: keys[0]` }],
      aliases: [{ ...seeds.aliases[0], source: `${source}: aliases[0]` }],
    });
    expect(readSeeds(path)).toEqual(from(path));
    expect(readSeeds(pathToFileURL(path))).toEqual(from(String(pathToFileURL(path))));
  });

  it('are told by their place in the file also as copies', () => {
    const [key] = readSeeds(file('keys: [{ KeyState: Gone }]')).keys;
    const plant = () => plantSeeds(testKms().world, { account: ACCOUNT, region: 'us-east-1' }, { keys: [{ ...key }] });
    expect(plant).toThrow(/^\[localkms\] .*kms\.yaml: keys\[0\]\.KeyState: expected one of Enabled, /);
  });

  it('may have no keys or no aliases', () => {
    expect(readSeeds(file('keys:\n'))).toEqual({ keys: [], aliases: [] });
  });

  it.each([
    ['', 'kms.yaml: expected an object with keys, aliases; got null'],
    ['keys: alias/a', 'kms.yaml: keys: expected a list; got text of 7 characters'],
    ['keys: [alias/a]', 'kms.yaml: keys[0]: expected an object; got text of 7 characters'],
    ['key: []', 'kms.yaml.key: there is no such option, only keys, aliases'],
    ['keys: [{}, { MultiRegion: yes }]', 'kms.yaml: keys[1].MultiRegion: expected true or false; got "yes"'],
    [
      'keys: [{ RotationPeriodInDays: 1e2 }]',
      'kms.yaml: keys[0].RotationPeriodInDays: expected a whole number from 90 to 2560; got "1e2"',
    ],
    [
      'keys: [{ KeyMaterial: { hex: 12e3 } }]',
      'kms.yaml: keys[0].KeyMaterial: expected the 32 bytes of a key of SYMMETRIC_DEFAULT; got 2 bytes',
    ],
    ['aliases: [{ AliasName: alias/a }]', 'kms.yaml: aliases[0].TargetKeyId is missing'],
  ])('are refused: %s', (text, message) => {
    expect(refusalOf(text)).toBe(`[localkms] ${message}`);
  });

  const ALIASES = 'the YAML has an alias that is unknown, holds itself, or is repeated too often';
  const BOMB = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
    .concat([...'bcdefgh'].map((name, at) => `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[at]}`)}]`))
    .join('\n');
  it.each([
    ['keys: [{ KeySpec: RSA_1024, KeySpec: RSA_2048 }]', 'not YAML: duplicate key at line 1, column 29'],
    ['keys:\n\t- KeyMaterial: {hex: deadbeef', 'not YAML: tab as indent at line 2, column 1'],
    ['keys: [*orders]', ALIASES],
    ['keys: [{ Policy: &policy { Statement: *policy } }]', ALIASES],
    [BOMB, ALIASES],
  ])('are refused as YAML that cannot be read: %j', (text, message) => {
    expect(refusalOf(text)).toBe(`[localkms] kms.yaml: ${message}`);
  });

  it('may have aliases of YAML', () => {
    const text = 'keys:\n  - Tags: &tags [{ TagKey: team, TagValue: shop }]\n  - Tags: *tags\n';
    const [first, second] = readSeeds(file(text)).keys;
    expect(second?.Tags).toEqual(first?.Tags);
    expect(second?.Tags).not.toBe(first?.Tags);
  });

  it('are refused as JSON that cannot be read', () => {
    expect(refusalOf('{', 'kms.json')).toMatch(/^\[localkms\] kms\.json: not JSON( at position 1)?$/);
  });

  it('say which file is missing', () => {
    expect(() => readSeeds(join(folder, 'nowhere.yaml'))).toThrow(/ENOENT.*nowhere\.yaml/);
  });
});

describe('a seed.yaml of local-kms', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
  // The hexadecimal keys that a YAML reader takes for a number and for infinity.
  const DIGITS = '1234567890123456789012345678901234567890123456789012345678901234';
  const EXPONENT = '123456789012345678901234567890e345678901234567890123456789012345';

  const SEED = `
Keys:
  Symmetric:
    Aes:
      - Metadata:
          KeyId: ${A}
          Description: rotated once
        NextKeyRotation: "2030-01-01T00:00:00+00:00"
        BackingKeys:
          - ${DIGITS}
          - ${EXPONENT}
      - Metadata: { KeyId: ${B}, Origin: EXTERNAL }
    Hmac:
      - Metadata: { KeyId: ${'5'.repeat(8)}-1111-4111-8111-111111111111, KeySpec: HMAC_224 }
        BackingKeys: [${'07'.repeat(28)}]
  Asymmetric:
    Rsa:
      - Metadata: { KeyId: ${C}, KeyUsage: SIGN_VERIFY, Enabled: true }
        PrivateKeyPem: |
${indented(rsa.privateKey.export({ format: 'pem', type: 'pkcs1' }) as string, 10)}
    Ecc:
      - Metadata: { KeyId: ${D}, KeyUsage: SIGN_VERIFY }
        PrivateKeyPem: |
${indented(ec.privateKey.export({ format: 'pem', type: 'sec1' }) as string, 10)}
Aliases:
  - AliasName: alias/orders
    TargetKeyId: ${A}
`;

  it('has its keys and aliases', async () => {
    const kms = await seeded(readSeeds(file(SEED)));
    const describeKey = async (KeyId: string) => (await kms.call('DescribeKey', { KeyId })).KeyMetadata;
    expect(await describeKey('alias/orders')).toMatchObject({
      KeyId: A,
      Description: 'rotated once',
      KeySpec: 'SYMMETRIC_DEFAULT',
    });
    expect(await describeKey(B)).toMatchObject({ Origin: 'EXTERNAL', KeyState: 'PendingImport' });
    expect(await describeKey(C)).toMatchObject({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY', Enabled: true });
    expect(await describeKey(D)).toMatchObject({ KeySpec: 'ECC_SECG_P256K1' });
    for (const [KeyId, { publicKey }] of [
      [C, rsa],
      [D, ec],
    ] as const) {
      const { PublicKey } = await kms.call('GetPublicKey', { KeyId });
      const expected = createPublicKey(publicKey.export({ format: 'pem', type: 'spki' })).export({
        format: 'der',
        type: 'spki',
      });
      expect(Buffer.from(PublicKey)).toEqual(expected);
    }
  });

  it('keeps key material as it is written, whatever YAML would make of it', async () => {
    const kms = await seeded(readSeeds(file(SEED)));
    const [key] = [...kms.world.state.all('keys')].filter(({ KeyId }) => KeyId === A);
    const written = key?.materials.entries.map(({ material }) => Buffer.from(material.value, 'base64').toString('hex'));
    expect(written).toEqual([DIGITS, EXPONENT]);
  });

  it('rotates when it says', async () => {
    const kms = await seeded(readSeeds(file(SEED)));
    const status = await kms.call('GetKeyRotationStatus', { KeyId: A });
    expect(status).toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays: 365,
      NextRotationDate: new Date('2030-01-01'),
    });
  });

  it('may have its older form, a list of AES keys', async () => {
    const kms = await seeded(readSeeds(file(`Keys:\n  - Metadata: { KeyId: ${A} }\n    BackingKeys: [${DIGITS}]\n`)));
    expect((await kms.call('DescribeKey', { KeyId: A })).KeyMetadata.KeySpec).toBe('SYMMETRIC_DEFAULT');
  });

  const aes = (rest: string) => `Keys: { Symmetric: { Aes: [${rest}] } }`;
  it.each([
    [aes('{}'), 'Keys.Symmetric.Aes[0].Metadata is missing'],
    [aes('{ Metadata: {} }'), 'Keys.Symmetric.Aes[0].Metadata.KeyId is missing'],
    [
      aes(`{ Metadata: { KeyId: ${A} } }`),
      'Keys.Symmetric.Aes[0].BackingKeys: expected at least one key in hexadecimal; there is none',
    ],
    [
      aes(`{ Metadata: { KeyId: ${A} }, BackingKeys: [${DIGITS}, ${DIGITS.slice(2)}] }`),
      'Keys.Symmetric.Aes[0].BackingKeys[1]: expected 64 hexadecimal digits; got text of 62 characters',
    ],
    [
      aes(`{ Metadata: { KeyId: ${A} }, BackingKeys: [secret] }`),
      'Keys.Symmetric.Aes[0].BackingKeys[0]: expected an even number of hexadecimal digits; got text of 6 characters',
    ],
    [
      aes(`{ Metadata: { KeyId: my-key }, BackingKeys: [${DIGITS}] }`),
      'Keys.Symmetric.Aes[0].KeyId: expected a lower-case UUID, or mrk- and 32 lower-case hexadecimal digits; got "my-key"',
    ],
    [
      aes(`{ Metadata: { KeyId: ${A}, Enabled: false } }`),
      'Keys.Symmetric.Aes[0].Metadata.Enabled: expected true; got "false"',
    ],
    [
      aes(`{ Metadata: { KeyId: ${A}, Tags: [] } }`),
      'Keys.Symmetric.Aes[0].Metadata.Tags: there is no such option, only KeyId, Description, Origin, KeyUsage, KeySpec, Enabled',
    ],
    ['Keys: { Symetric: {} }', 'Keys.Symetric: there is no such option, only Symmetric, Asymmetric'],
    [
      `Keys: { Asymmetric: { Ecc: [{ Metadata: { KeyId: ${A} }, PrivateKeyPem: "-----BEGIN PRIVATE" }] } }`,
      'Keys.Asymmetric.Ecc[0].PrivateKeyPem: expected the PEM of one PRIVATE KEY, one EC PRIVATE KEY, one RSA PRIVATE KEY; got text without a PEM block (write { hex } or { base64 } for bytes)',
    ],
    [
      `Keys: { Asymmetric: { Rsa: [{ Metadata: { KeyId: ${A} }, PrivateKeyPem: ${JSON.stringify(ec.privateKey.export({ format: 'pem', type: 'pkcs8' }))} }] } }`,
      'Keys.Asymmetric.Rsa[0].PrivateKeyPem: this is a private key of ECC_SECG_P256K1, which belongs to another list',
    ],
    [
      `Aliases: [{ AliasName: alias/a, TargetKeyId: ${A} }]`,
      `Aliases[0].TargetKeyId: there is no key ${A} in 000000000000/us-east-1`,
    ],
  ])('is refused: %s', (text, message) => {
    expect(refusalOf(text, 'seed.yaml')).toBe(`[localkms] seed.yaml: ${message}`);
  });
});
