import { ENUMS } from '../../../src/model/everyday-enums.js';
import type { AliasSeed, KeySeed } from '../../../src/options/seeds/key-seed.js';
import { plantSeeds } from '../../../src/world/seeds/plant-seeds.js';
import { ACCOUNT, REGION } from '../../support/engine.js';
import { KEY_ID, refusalOf, seeded } from './support.js';

const MRK = 'mrk-0123456789abcdef0123456789abcdef';
const AES = { hex: 'a1'.repeat(32) };

const MEMBERS = [
  'KeyId, Alias, Aliases, Description, Tags, Policy, Grants, KeySpec, KeyUsage, Origin, KeyState, DeletionDate, PendingDeletionWindowInDays',
  'MultiRegion, ReplicaRegions, Region, AWSAccountId, CreationDate, RotationPeriodInDays, NextRotationDate, KeyMaterial, KeyMaterials, ValidTo, source',
].join(', ');
const KEY_ID_RULE = 'a lower-case UUID, or mrk- and 32 lower-case hexadecimal digits';
const DATE_RULE = 'a Date or the text of one, such as "2026-01-31T12:00:00Z"';

/** `[localkms] options.keys[0]` begins every one of these messages. */
const KEYS: readonly (readonly [seed: unknown, rest: string])[] = [
  [null, `: expected an object with ${MEMBERS}; got null`],
  ['alias/orders', `: expected an object with ${MEMBERS}; got text of 12 characters`],
  [{ keySpec: 'RSA_2048' }, `.keySpec: there is no such option, only ${MEMBERS}`],
  [{ KeySpec: 'RSA_1024' }, `.KeySpec: expected one of ${ENUMS.KeySpec.join(', ')}; got "RSA_1024"`],
  [{ KeySpec: 'SM2', KeyUsage: 'SIGN_VERIFY' }, '.KeySpec: AWS KMS does not offer SM2 in Region us-east-1'],
  [{ KeySpec: 'ML_KEM_768', Region: 'cn-north-1' }, '.KeySpec: AWS KMS does not offer ML_KEM_768 in Region cn-north-1'],
  [{ KeyId: 'orders' }, `.KeyId: expected ${KEY_ID_RULE}; got "orders"`],
  [{ KeyId: KEY_ID.replace('4', 'A') }, `.KeyId: expected ${KEY_ID_RULE}; got "${KEY_ID.replace('4', 'A')}"`],
  [{ KeyId: 42 }, `.KeyId: expected ${KEY_ID_RULE}; got 42`],
  [{ KeySpec: 'RSA_2048' }, '.KeyUsage is missing: expected a usage that RSA_2048 has: ENCRYPT_DECRYPT or SIGN_VERIFY'],
  [
    { KeyUsage: 'SIGN_VERIFY' },
    '.KeyUsage: expected a usage that SYMMETRIC_DEFAULT has: ENCRYPT_DECRYPT; got "SIGN_VERIFY"',
  ],
  [{ KeyUsage: 'SIGN' }, `.KeyUsage: expected one of ${ENUMS.KeyUsage.join(', ')}; got "SIGN"`],
  [{ Origin: 'AWS_CLOUDHSM' }, '.Origin: expected one of AWS_KMS, EXTERNAL; got "AWS_CLOUDHSM"'],
  [
    { Origin: 'EXTERNAL', KeySpec: 'ML_DSA_44' },
    '.Origin: a key of ML_DSA_44 cannot have Origin EXTERNAL, only AWS_KMS',
  ],
  [
    { KeyState: 'Unavailable' },
    '.KeyState: expected one of Enabled, Disabled, PendingDeletion, PendingImport, PendingReplicaDeletion; got "Unavailable"',
  ],
  [
    { KeyState: 'PendingImport' },
    '.KeyState: a key with key material cannot be PendingImport, only Enabled, Disabled, PendingDeletion, PendingReplicaDeletion',
  ],
  [
    { Origin: 'EXTERNAL', KeyState: 'Enabled' },
    '.KeyState: a key of Origin EXTERNAL without key material cannot be Enabled, only PendingImport, PendingDeletion, PendingReplicaDeletion',
  ],
  [{ KeyState: 'PendingReplicaDeletion' }, '.KeyState: only a primary key with replica keys waits for them'],
  [
    { PendingDeletionWindowInDays: 7 },
    '.PendingDeletionWindowInDays: only a key in KeyState PendingReplicaDeletion has one',
  ],
  [{ PendingDeletionWindowInDays: 6 }, '.PendingDeletionWindowInDays: expected a whole number from 7 to 30; got 6'],
  [{ DeletionDate: '2026-02-01' }, '.DeletionDate: only a key in KeyState PendingDeletion has one'],
  [
    { KeyState: 'PendingDeletion', DeletionDate: '2025-01-01' },
    '.DeletionDate: 2025-01-01T00:00:00.000Z is not after the time of the world, 2026-01-01T00:00:00.000Z',
  ],
  [
    { KeyState: 'PendingDeletion', ReplicaRegions: ['eu-west-1'] },
    '.KeyState: a primary key with replica keys cannot be PendingDeletion, but PendingReplicaDeletion',
  ],
  [{ CreationDate: 'yesterday' }, `.CreationDate: expected ${DATE_RULE}; got "yesterday"`],
  [{ CreationDate: 1767225600 }, `.CreationDate: expected ${DATE_RULE}; got 1767225600`],
  [
    { Alias: 'orders' },
    '.Alias: AWS KMS refuses "orders" with ValidationException: Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
  ],
  [{ Aliases: ['alias/a', 'alias/aws/s3'] }, '.Aliases[1]: AWS KMS refuses "alias/aws/s3" with NotAuthorizedException'],
  [
    { Alias: 'alias/a b' },
    '.Alias: expected text of 1 to 256 characters that match ^[a-zA-Z0-9:/_-]+$; got "alias/a b"',
  ],
  [{ Aliases: 'alias/a' }, '.Aliases: expected a list of alias names; got text of 7 characters'],
  [{ Alias: 'alias/a', Aliases: ['alias/a'] }, '.Aliases[0]: options.keys[0].Alias has the name alias/a already'],
  [{ Description: 5 }, '.Description: expected text of 0 to 8192 characters; got 5'],
  [{ Tags: { team: 'shop' } }, '.Tags: expected a list of tags, each { TagKey, TagValue }; got an object'],
  [{ Tags: [{ TagKey: 'team' }] }, '.Tags[0].TagValue is missing'],
  [{ Tags: [{ TagKey: '', TagValue: '' }] }, '.Tags[0].TagKey: expected text of 1 to 128 characters; got ""'],
  [
    { Tags: ['one', 'two'].map((TagValue) => ({ TagKey: 'aws:a', TagValue })) },
    '.Tags: AWS KMS refuses this with TagException: Duplicate tag keys',
  ],
  [
    { Policy: 'allow all' },
    '.Policy: AWS KMS refuses "allow all" with MalformedPolicyDocumentException (this text is not JSON)',
  ],
  [
    {
      Policy: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }, { Effect: 'allow' }] },
    },
    '.Policy: AWS KMS refuses this with MalformedPolicyDocumentException (Statement[1].Effect must be Allow or Deny)',
  ],
  [{ Policy: [] }, '.Policy: expected the text of a key policy, or an object; got a list'],
  [
    { Policy: { Statement: { Effect: 'Allow', Principal: { AWS: 'bob' }, Action: '*', Resource: '*' } } },
    '.Policy: AWS KMS refuses this with MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.',
  ],
  [
    { Region: 'Ireland' },
    '.Region: expected text of 1 to 32 characters that match ^([a-z]+-){2,3}\\d+$; got "Ireland"',
  ],
  [{ AWSAccountId: '123' }, '.AWSAccountId: expected a 12-digit account id; got "123"'],
  [{ MultiRegion: 'yes' }, '.MultiRegion: expected true or false; got "yes"'],
  [
    { KeyId: KEY_ID, MultiRegion: true },
    `.KeyId: MultiRegion is true, and the KeyId of a multi-Region key begins with mrk-; got "${KEY_ID}"`,
  ],
  [
    { KeyId: MRK, MultiRegion: false },
    `.KeyId: MultiRegion is false, and the KeyId of a single-Region key is a UUID; got "${MRK}"`,
  ],
  [
    { KeyId: KEY_ID, ReplicaRegions: ['eu-west-1'] },
    '.ReplicaRegions: only multi-Region keys have replica keys, and this key is none',
  ],
  [
    { ReplicaRegions: ['eu-west-1', 'cn-north-1'] },
    '.ReplicaRegions[1]: cn-north-1 is not in the partition of us-east-1, where the primary key is',
  ],
  [{ ReplicaRegions: ['us-east-1'] }, '.ReplicaRegions[0]: us-east-1 is the Region of the primary key itself'],
  [{ ReplicaRegions: ['eu-west-1', 'eu-west-1'] }, '.ReplicaRegions[1]: eu-west-1 is in the list twice'],
  [{ ReplicaRegions: [{}] }, '.ReplicaRegions[0].Region is missing'],
  [
    { ReplicaRegions: [{ Region: 'eu-west-1', KeyState: 'PendingImport' }] },
    '.ReplicaRegions[0].KeyState: expected one of Enabled, Disabled, PendingDeletion; got "PendingImport"',
  ],
  [
    { ReplicaRegions: [{ Region: 'eu-west-1', DeletionDate: '2026-02-01' }] },
    '.ReplicaRegions[0].DeletionDate: only a key in KeyState PendingDeletion has one',
  ],
  [
    { ReplicaRegions: [{ Region: 'eu-west-1', KeyState: 'PendingDeletion', DeletionDate: '2025-01-01' }] },
    '.ReplicaRegions[0].DeletionDate: 2025-01-01T00:00:00.000Z is not after the time of the world, 2026-01-01T00:00:00.000Z',
  ],
  [
    { ReplicaRegions: [{ Region: 'eu-west-1', Grants: [{ GranteePrincipal: 'arn:aws:iam::111122223333:root' }] }] },
    '.ReplicaRegions[0].Grants[0].Operations is missing',
  ],
  [
    { ReplicaRegions: [{ Region: 'eu-west-1', Policy: '{' }] },
    '.ReplicaRegions[0].Policy: AWS KMS refuses "{" with MalformedPolicyDocumentException (this text is not JSON)',
  ],
  [
    { ReplicaRegions: [{ Region: 'eu-west-1', Tags: [{ TagKey: 'a!', TagValue: '' }] }] },
    '.ReplicaRegions[0].Tags: AWS KMS refuses this with TagException: Invalid tag',
  ],
  [{ RotationPeriodInDays: 30 }, '.RotationPeriodInDays: expected a whole number from 90 to 2560; got 30'],
  [
    { KeySpec: 'HMAC_256', RotationPeriodInDays: 90 },
    '.RotationPeriodInDays: only symmetric encryption keys of Origin AWS_KMS rotate automatically',
  ],
  [
    { Origin: 'EXTERNAL', NextRotationDate: '2027-01-01' },
    '.NextRotationDate: only symmetric encryption keys of Origin AWS_KMS rotate automatically',
  ],
  [{ ValidTo: '2027-01-01' }, '.ValidTo: there is no KeyMaterial beside it that could expire'],
  [{ KeyMaterial: AES, ValidTo: '2027-01-01' }, '.ValidTo: only the key material of Origin EXTERNAL expires'],
  [
    { KeyMaterial: AES, KeyMaterials: [{ KeyMaterial: AES }] },
    '.KeyMaterials: give either KeyMaterial or KeyMaterials, not both',
  ],
  [{ KeyMaterials: [] }, '.KeyMaterials: expected at least one { KeyMaterial }; the list is empty'],
  [
    { KeyMaterials: [{ Material: AES }] },
    '.KeyMaterials[0].Material: there is no such option, only KeyMaterial, RotationDate, RotationType, ValidTo, KeyMaterialDescription',
  ],
  [
    { KeyMaterials: [{ KeyMaterial: AES }, { KeyMaterial: AES }] },
    '.KeyMaterials[1].KeyMaterial: this is the key material of options.keys[0].KeyMaterials[0] again',
  ],
  [
    { KeyMaterials: [{ KeyMaterial: AES, RotationDate: '2025-01-01' }] },
    '.KeyMaterials[0].RotationDate: the first key material came with the key, not by a rotation',
  ],
  [
    { KeySpec: 'HMAC_256', KeyMaterials: [{ KeyMaterial: AES }, { KeyMaterial: { hex: 'b2'.repeat(32) } }] },
    '.KeyMaterials[1]: only symmetric encryption keys can have more than one key material',
  ],
];

const ALIASES: readonly (readonly [seed: unknown, rest: string])[] = [
  [{ AliasName: 'alias/a' }, '.TargetKeyId is missing'],
  [{ AliasName: 'alias/a', TargetKeyId: 'alias/b' }, '.TargetKeyId: expected a key id or key ARN; got "alias/b"'],
  [
    { AliasName: 'alias/a', TargetKeyId: KEY_ID.replaceAll('1', '2') },
    `.TargetKeyId: there is no key ${KEY_ID.replaceAll('1', '2')} in 000000000000/us-east-1`,
  ],
  [
    { AliasName: 'alias/orders', TargetKeyId: KEY_ID },
    '.AliasName: options.keys[0].Alias has the name alias/orders already',
  ],
  [
    { AliasName: 'alias/aws/s3', TargetKeyId: KEY_ID },
    '.AliasName: AWS KMS refuses "alias/aws/s3" with NotAuthorizedException',
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
      `[localkms] options.keys[2].KeyId: options.keys[0] has the KeyId ${KEY_ID} already`,
    );
  });

  it.each([
    [{ keys: {} }, 'options.keys: expected a list of keys; got an object'],
    [{ aliases: 'alias/a' }, 'options.aliases: expected a list of aliases; got text of 7 characters'],
  ])('%j is no list', async (seeds, rest) => {
    expect(await refusalOf(seeds as never)).toBe(`[localkms] ${rest}`);
  });

  it('is not planted over a key or alias that is there', async () => {
    const { world } = await seeded({ keys: [{ KeyId: KEY_ID, Alias: 'alias/orders' }] });
    const plant = (key: KeySeed) => () => plantSeeds(world, { account: ACCOUNT, region: REGION }, { keys: [key] });
    expect(plant({ KeyId: KEY_ID })).toThrow(
      `[localkms] options.keys[0].KeyId: another key has the KeyId ${KEY_ID} already`,
    );
    expect(plant({ Alias: 'alias/orders' })).toThrow(
      '[localkms] options.keys[0].Alias: another alias has the name alias/orders already',
    );
    expect(world.state.count('keys')).toBe(1);
  });
});
