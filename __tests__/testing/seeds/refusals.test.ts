import { createPublicKey, generateKeyPairSync, webcrypto } from 'node:crypto';
import { ENUMS } from '../../../src/model/enums.js';
import type { AliasSeed, KeySeed } from '../../../src/testing/seeds/key-seed.js';
import { plantSeeds } from '../../../src/testing/seeds/plant-seeds.js';
import { ACCOUNT, REGION } from '../../support/engine.js';
import { KEY_ID, refusalOf, seeded } from './support.js';

const MRK = 'mrk-0123456789abcdef0123456789abcdef';
const AES = { hex: 'a1'.repeat(32) };
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ecPem = ec.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
const ecJwk = ec.privateKey.export({ format: 'jwk' });
const rsa1024 = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
const x25519 = generateKeyPairSync('x25519').privateKey;
const encrypted = ec.privateKey.export({
  format: 'pem',
  type: 'pkcs8',
  cipher: 'aes-256-cbc',
  passphrase: 'secret',
}) as string;
const legacyEncrypted = ec.privateKey.export({
  format: 'pem',
  type: 'sec1',
  cipher: 'aes-256-cbc',
  passphrase: 'secret',
}) as string;
const publicPem = createPublicKey(ec.privateKey).export({ format: 'pem', type: 'spki' }) as string;

const MEMBERS = [
  'KeyId, Alias, Aliases, Description, Tags, Policy, KeySpec, KeyUsage, Origin, KeyState, DeletionDate, MultiRegion',
  'ReplicaRegions, Region, AWSAccountId, CreationDate, RotationPeriodInDays, NextRotationDate, KeyMaterial, KeyMaterials, ValidTo',
].join(', ');
const PEM_LABELS = 'PEM of one PRIVATE KEY, one EC PRIVATE KEY, one RSA PRIVATE KEY';
const FORMS = 'PEM text, bytes, { hex }, { base64 }, a JWK, a KeyObject or a CryptoKey';
const KEY_ID_RULE = 'a lower-case UUID, or mrk- and 32 lower-case hexadecimal digits';
const DATE_RULE = 'a Date or the text of one, such as "2026-01-31T12:00:00Z"';

/** `[localkms] options.keys[0]` begins every one of these messages. */
const KEYS: readonly (readonly [seed: unknown, rest: string])[] = [
  [null, `: null is not an object with ${MEMBERS}`],
  ['alias/orders', `: "alias/orders" is not an object with ${MEMBERS}`],
  [{ keySpec: 'RSA_2048' }, `.keySpec: there is no such option, only ${MEMBERS}`],
  [{ KeySpec: 'RSA_1024' }, `.KeySpec: "RSA_1024" is not one of ${ENUMS.KeySpec.join(', ')}`],
  [
    { KeySpec: 'SM2', KeyUsage: 'SIGN_VERIFY' },
    '.KeySpec: "SM2" is not a key spec that AWS KMS has in Region us-east-1',
  ],
  [
    { KeySpec: 'ML_KEM_768', Region: 'cn-north-1' },
    '.KeySpec: "ML_KEM_768" is not a key spec that AWS KMS has in Region cn-north-1',
  ],
  [{ KeyId: 'orders' }, `.KeyId: "orders" is not ${KEY_ID_RULE}`],
  [{ KeyId: KEY_ID.replace('4', 'A') }, `.KeyId: "${KEY_ID.replace('4', 'A')}" is not ${KEY_ID_RULE}`],
  [{ KeyId: 42 }, `.KeyId: 42 is not ${KEY_ID_RULE}`],
  [{ KeySpec: 'RSA_2048' }, '.KeyUsage: undefined is not one of ENCRYPT_DECRYPT, SIGN_VERIFY, which RSA_2048 has'],
  [{ KeyUsage: 'SIGN_VERIFY' }, '.KeyUsage: "SIGN_VERIFY" is not one of ENCRYPT_DECRYPT, which SYMMETRIC_DEFAULT has'],
  [{ KeyUsage: 'SIGN' }, `.KeyUsage: "SIGN" is not one of ${ENUMS.KeyUsage.join(', ')}`],
  [{ Origin: 'AWS_CLOUDHSM' }, '.Origin: "AWS_CLOUDHSM" is not one of AWS_KMS, EXTERNAL'],
  [{ Origin: 'EXTERNAL', KeySpec: 'ML_DSA_44' }, '.Origin: "EXTERNAL" is not an origin of ML_DSA_44: AWS_KMS'],
  [
    { KeyState: 'Unavailable' },
    '.KeyState: "Unavailable" is not one of Enabled, Disabled, PendingDeletion, PendingImport',
  ],
  [
    { KeyState: 'PendingImport' },
    '.KeyState: "PendingImport" is not one of Enabled, Disabled, PendingDeletion, as for a key with key material',
  ],
  [
    { Origin: 'EXTERNAL', KeyState: 'Enabled' },
    '.KeyState: "Enabled" is not one of PendingImport, PendingDeletion, as for a key of Origin EXTERNAL without key material',
  ],
  [{ DeletionDate: '2026-02-01' }, '.DeletionDate: "2026-02-01" is not possible unless KeyState is PendingDeletion'],
  [{ KeyState: 'PendingDeletion', DeletionDate: '2025-01-01' }, '.DeletionDate: "2025-01-01" is not in the future'],
  [
    { KeyState: 'PendingDeletion', ReplicaRegions: ['eu-west-1'] },
    '.KeyState: "PendingDeletion" is not possible while there are replica keys',
  ],
  [{ CreationDate: 'yesterday' }, `.CreationDate: "yesterday" is not ${DATE_RULE}`],
  [{ CreationDate: 1767225600 }, `.CreationDate: 1767225600 is not ${DATE_RULE}`],
  [
    { Alias: 'orders' },
    '.Alias: "orders" is not what AWS KMS allows (ValidationException: Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html)',
  ],
  [
    { Aliases: ['alias/a', 'alias/aws/s3'] },
    '.Aliases[1]: "alias/aws/s3" is not what AWS KMS allows (NotAuthorizedException)',
  ],
  [{ Alias: 'alias/a b' }, '.Alias: "alias/a b" is not text of 1 to 256 characters that match ^[a-zA-Z0-9:/_-]+$'],
  [{ Aliases: 'alias/a' }, '.Aliases: "alias/a" is not a list of alias names'],
  [
    { Alias: 'alias/a', Aliases: ['alias/a'] },
    '.Aliases[0]: "alias/a" is not unique: options.keys[0].Alias has it too',
  ],
  [{ Description: 5 }, '.Description: 5 is not text of 0 to 8192 characters'],
  [{ Tags: { team: 'shop' } }, '.Tags: {"team":"shop"} is not a list of tags, each { TagKey, TagValue }'],
  [{ Tags: [{ TagKey: 'team' }] }, '.Tags[0].TagValue: undefined is not possible: it must be there'],
  [{ Tags: [{ TagKey: '', TagValue: '' }] }, '.Tags[0].TagKey: "" is not text of 1 to 128 characters'],
  [
    { Tags: [{ TagKey: 'aws:a', TagValue: '' }] },
    '.Tags: [{"TagKey":"aws:a","TagValue":""}] is not what AWS KMS allows (TagException: Tags beginning with aws: are reserved)',
  ],
  [{ Policy: 'allow all' }, '.Policy: "allow all" is not what AWS KMS allows (MalformedPolicyDocumentException)'],
  [{ Policy: [] }, '.Policy: [] is not the text of a key policy, or an object'],
  [
    { Policy: { Statement: { Effect: 'Allow', Principal: { AWS: 'bob' }, Action: '*' } } },
    '.Policy: {"Statement":{"Effect":"Allow","Principal":{"AWS":"bob"},"Action":"*"}} is not what AWS KMS allows (MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.)',
  ],
  [{ Region: 'Ireland' }, '.Region: "Ireland" is not text of 1 to 32 characters that match ^([a-z]+-){2,3}\\d+$'],
  [{ AWSAccountId: '123' }, '.AWSAccountId: "123" is not a 12-digit account id'],
  [{ MultiRegion: 'yes' }, '.MultiRegion: "yes" is not true or false'],
  [{ KeyId: KEY_ID, MultiRegion: true }, `.KeyId: "${KEY_ID}" is not that of a multi-Region key: mrk-`],
  [{ KeyId: MRK, MultiRegion: false }, `.KeyId: "${MRK}" is not that of a single-Region key: a UUID`],
  [
    { KeyId: KEY_ID, ReplicaRegions: ['eu-west-1'] },
    '.ReplicaRegions: ["eu-west-1"] is not possible: only multi-Region keys have replica keys',
  ],
  [
    { ReplicaRegions: ['eu-west-1', 'cn-north-1'] },
    '.ReplicaRegions[1]: "cn-north-1" is not in the partition of us-east-1',
  ],
  [
    { ReplicaRegions: ['us-east-1'] },
    '.ReplicaRegions[0]: "us-east-1" is not another Region than that of the primary key',
  ],
  [
    { ReplicaRegions: ['eu-west-1', 'eu-west-1'] },
    '.ReplicaRegions[1]: "eu-west-1" is not new: the list has it before',
  ],
  [{ RotationPeriodInDays: 30 }, '.RotationPeriodInDays: 30 is not a whole number from 90 to 2560'],
  [
    { KeySpec: 'HMAC_256', RotationPeriodInDays: 90 },
    '.RotationPeriodInDays: 90 is not possible: only symmetric encryption keys of Origin AWS_KMS rotate automatically',
  ],
  [
    { Origin: 'EXTERNAL', NextRotationDate: '2027-01-01' },
    '.NextRotationDate: "2027-01-01" is not possible: only symmetric encryption keys of Origin AWS_KMS rotate automatically',
  ],
  [{ ValidTo: '2027-01-01' }, '.ValidTo: "2027-01-01" is not possible without KeyMaterial'],
  [
    { KeyMaterial: AES, ValidTo: '2027-01-01' },
    '.ValidTo: "2027-01-01" is not possible: only the key material of Origin EXTERNAL expires',
  ],
  [
    { KeyMaterial: AES, KeyMaterials: [{ KeyMaterial: AES }] },
    '.KeyMaterials: "1 materials" is not possible beside KeyMaterial',
  ],
  [{ KeyMaterials: [] }, '.KeyMaterials: [] is not a list of at least one { KeyMaterial }'],
  [
    { KeyMaterials: [{ Material: AES }] },
    '.KeyMaterials[0].Material: there is no such option, only KeyMaterial, RotationDate, RotationType, ValidTo, KeyMaterialDescription',
  ],
  [{ KeyMaterials: [{}] }, `.KeyMaterials[0].KeyMaterial: undefined is not ${FORMS}`],
  [
    { KeyMaterials: [{ KeyMaterial: AES }, { KeyMaterial: AES }] },
    '.KeyMaterials[1].KeyMaterial: the key material is not new: options.keys[0].KeyMaterials[0] has it too',
  ],
  [
    { KeyMaterials: [{ KeyMaterial: AES, RotationDate: '2025-01-01' }] },
    '.KeyMaterials[0].RotationDate: "2025-01-01" is not possible: no rotation brought the first key material',
  ],
  [
    { KeySpec: 'HMAC_256', KeyMaterials: [{ KeyMaterial: AES }, { KeyMaterial: { hex: 'b2'.repeat(32) } }] },
    '.KeyMaterials[1]: a second key material is not possible: only symmetric encryption keys rotate',
  ],
];

/** `[localkms] options.keys[0].KeyMaterial` begins every one of these; the material itself never shows. */
const MATERIALS: readonly (readonly [seed: Omit<KeySeed, 'KeyMaterial'> & { KeyMaterial: unknown }, rest: string])[] = [
  [{ KeyMaterial: 42 }, `: 42 is not ${FORMS}`],
  [{ KeyMaterial: {} }, `: an object with no members is not ${FORMS}`],
  [{ KeyMaterial: { hex: 'a1', base64: '' } }, `: an object with hex, base64 is not ${FORMS}`],
  [{ KeyMaterial: { hex: 'a1b' } }, '.hex: text of 3 characters is not an even number of hexadecimal digits'],
  [{ KeyMaterial: { hex: 1e31 } }, '.hex: a value of type number is not an even number of hexadecimal digits'],
  [{ KeyMaterial: { base64: 'a1_-' } }, '.base64: text of 4 characters is not base64 (RFC 4648 §4, with padding)'],
  [{ KeyMaterial: { hex: 'a1'.repeat(31) } }, ': 31 bytes is not the 32 bytes that SYMMETRIC_DEFAULT has'],
  [{ KeySpec: 'HMAC_512', KeyMaterial: new Uint8Array(32) }, ': 32 bytes is not the 64 to 128 bytes that HMAC_512 has'],
  [
    { KeyMaterial: 'a1'.repeat(32) },
    `: text without a PEM block is not ${PEM_LABELS}; write { hex } or { base64 } for bytes`,
  ],
  [
    { KeyMaterial: ecPem + ecPem, KeyUsage: 'SIGN_VERIFY' },
    `: PEM of PRIVATE KEY and PRIVATE KEY is not ${PEM_LABELS}`,
  ],
  [{ KeyMaterial: publicPem }, `: PEM of PUBLIC KEY is not ${PEM_LABELS}`],
  [
    { KeyMaterial: encrypted },
    ': an encrypted private key is not readable here: decrypt it first (openssl pkey -in key.pem)',
  ],
  [
    { KeyMaterial: legacyEncrypted },
    ': an encrypted private key is not readable here: decrypt it first (openssl pkey -in key.pem)',
  ],
  [
    { KeyMaterial: '-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n' },
    ': PEM of PRIVATE KEY is not a private key of a key spec of AWS KMS',
  ],
  [{ KeyMaterial: rsa1024 }, ': a private KeyObject is not a private key of a key spec of AWS KMS'],
  [{ KeyMaterial: x25519 }, ': a private KeyObject is not a private key of a key spec of AWS KMS'],
  [{ KeyMaterial: ec.publicKey }, ': a public KeyObject is not a private or secret key'],
  [
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', KeyMaterial: new Uint8Array(31) },
    ': 31 bytes is not a private key in strict DER (DER: truncated)',
  ],
  [
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', KeyMaterial: new Uint8Array(32) },
    ': this key of ECC_NIST_P256 is not a sound one (private key: ECPrivateKey out of range)',
  ],
  [
    { KeySpec: 'ECC_NIST_P384', KeyUsage: 'SIGN_VERIFY', KeyMaterial: ecPem },
    ': a private key of ECC_NIST_P256 is not one of ECC_NIST_P384',
  ],
  [
    { KeySpec: 'SYMMETRIC_DEFAULT', KeyMaterial: ecPem },
    ': a private key of ECC_NIST_P256 is not key material of SYMMETRIC_DEFAULT',
  ],
  [
    { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', KeyMaterial: { kty: 'oct', k: 'oaGh' } },
    ': a symmetric key is not a private key of ECC_NIST_P256',
  ],
  [{ KeyMaterial: { kty: 'DSA' } }, '.kty: "DSA" is not one of oct, RSA, EC, OKP, AKP'],
  [{ KeyMaterial: { ...ecJwk, crv: 'P-192' } }, '.crv: "P-192" is not one of P-256, P-384, P-521, secp256k1, SM2'],
  [
    { KeyMaterial: { ...ecJwk, d: undefined }, KeyUsage: 'SIGN_VERIFY' },
    '.d: undefined is not base64url text: a JWK of kty EC with its secret has it',
  ],
  [{ KeyMaterial: { kty: 'oct', k: 'a+b=' } }, '.k: its value is not unpadded base64url text'],
  [
    { KeyMaterial: { ...ecJwk, x: ecJwk.y, y: ecJwk.x }, KeyUsage: 'SIGN_VERIFY' },
    ': this key of ECC_NIST_P256 is not a sound one (private key: with the public key of another)',
  ],
];

const ALIASES: readonly (readonly [seed: unknown, rest: string])[] = [
  [{ AliasName: 'alias/a' }, '.TargetKeyId: undefined is not possible: it must be there'],
  [{ AliasName: 'alias/a', TargetKeyId: 'alias/b' }, '.TargetKeyId: "alias/b" is not a key id or key ARN'],
  [
    { AliasName: 'alias/a', TargetKeyId: KEY_ID.replaceAll('1', '2') },
    `.TargetKeyId: "${KEY_ID.replaceAll('1', '2')}" is not the key id or key ARN of a key in 000000000000/us-east-1`,
  ],
  [
    { AliasName: 'alias/orders', TargetKeyId: KEY_ID },
    '.AliasName: "alias/orders" is not unique: options.keys[0].Alias has it too',
  ],
  [
    { AliasName: 'alias/aws/s3', TargetKeyId: KEY_ID },
    '.AliasName: "alias/aws/s3" is not what AWS KMS allows (NotAuthorizedException)',
  ],
];

describe('a seed that cannot be', () => {
  it.each(KEYS)('%j is refused, and nothing is planted', async (seed, rest) => {
    const message = await refusalOf({ keys: [seed as KeySeed, { Alias: 'alias/right' }] });
    expect(message).toBe(`[localkms] options.keys[0]${rest}`);
  });

  it.each(MATERIALS.map(([seed, rest]) => [rest, seed] as const))('key material%s', async (rest, seed) => {
    const message = await refusalOf({ keys: [seed as KeySeed] });
    expect(message).toBe(`[localkms] options.keys[0].KeyMaterial${rest}`);
  });

  it.each(ALIASES)('%j is refused, and nothing is planted', async (seed, rest) => {
    const keys = [{ KeyId: KEY_ID, Alias: 'alias/orders' }];
    expect(await refusalOf({ keys, aliases: [seed as AliasSeed] })).toBe(`[localkms] options.aliases[0]${rest}`);
  });

  it('of which there is another is refused', async () => {
    expect(await refusalOf({ keys: [{ KeyId: KEY_ID }, {}, { KeyId: KEY_ID, Region: 'eu-west-1' }] })).toBe(
      `[localkms] options.keys[2].KeyId: "${KEY_ID}" is not unique: options.keys[0] has it too`,
    );
  });

  it('is refused also where its key material has to be awaited', async () => {
    const { subtle } = webcrypto;
    const locked = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
    const short = await subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, ['encrypt']);
    expect(await refusalOf({ keys: [{}, { KeyMaterial: locked }] })).toBe(
      '[localkms] options.keys[1].KeyMaterial: a CryptoKey that was made not extractable is not one that can be exported',
    );
    expect(await refusalOf({ keys: [{}, { KeyMaterial: short }] })).toBe(
      '[localkms] options.keys[1].KeyMaterial: 16 bytes is not the 32 bytes that SYMMETRIC_DEFAULT has',
    );
  });

  it.each([
    [{ keys: {} }, 'options.keys: {} is not a list of keys'],
    [{ aliases: 'alias/a' }, 'options.aliases: "alias/a" is not a list of aliases'],
  ])('%j is no list', async (seeds, rest) => {
    expect(await refusalOf(seeds as never)).toBe(`[localkms] ${rest}`);
  });

  it('is not planted over a key or alias that is there', async () => {
    const { world } = await seeded({ keys: [{ KeyId: KEY_ID, Alias: 'alias/orders' }] });
    const plant = (key: KeySeed) => () => plantSeeds(world, { account: ACCOUNT, region: REGION }, { keys: [key] });
    expect(plant({ KeyId: KEY_ID })).toThrow(
      `[localkms] options.keys[0].KeyId: "${KEY_ID}" is not unique: another key has it too`,
    );
    expect(plant({ Alias: 'alias/orders' })).toThrow(
      '[localkms] options.keys[0].Alias: "alias/orders" is not unique: another alias has it too',
    );
    expect(world.state.count('keys')).toBe(1);
  });
});
