import { ENUMS } from '../../../src/model/enums.js';
import type { AliasSeed, KeySeed } from '../../../src/options/seeds/key-seed.js';
import { plantSeeds } from '../../../src/world/seeds/plant-seeds.js';
import { ACCOUNT, REGION } from '../../support/engine.js';
import { KEY_ID, refusalOf, seeded } from './support.js';

const MRK = 'mrk-0123456789abcdef0123456789abcdef';
const AES = { hex: 'a1'.repeat(32) };

const MEMBERS = [
  'KeyId, Alias, Aliases, Description, Tags, Policy, KeySpec, KeyUsage, Origin, KeyState, DeletionDate, MultiRegion',
  'ReplicaRegions, Region, AWSAccountId, CreationDate, RotationPeriodInDays, NextRotationDate, KeyMaterial, KeyMaterials, ValidTo',
].join(', ');
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

  it.each(ALIASES)('%j is refused, and nothing is planted', async (seed, rest) => {
    const keys = [{ KeyId: KEY_ID, Alias: 'alias/orders' }];
    expect(await refusalOf({ keys, aliases: [seed as AliasSeed] })).toBe(`[localkms] options.aliases[0]${rest}`);
  });

  it('of which there is another is refused', async () => {
    expect(await refusalOf({ keys: [{ KeyId: KEY_ID }, {}, { KeyId: KEY_ID, Region: 'eu-west-1' }] })).toBe(
      `[localkms] options.keys[2].KeyId: "${KEY_ID}" is not unique: options.keys[0] has it too`,
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
