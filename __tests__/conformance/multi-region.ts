import { REGION } from '../support/engine.js';
import { type Fact, refused } from './fact.js';
import { KEY_MATERIAL_ID } from './import-scenes.js';
import {
  fact,
  IRELAND,
  importedKeys,
  invalidState,
  metadataOf,
  NOT_PRIMARY,
  primaryKey,
  refusedOn,
  relatedKeys,
  TOKYO,
} from './multi-region-scenes.js';
import { inferred } from './source.js';
import { apiReference, requestMember } from './sources/aws.js';
import { KEY_STATE_TABLE } from './sources/common.js';
import { recorded } from './sources/localstack.js';

/** How replica keys come to be. */
export const MULTI_REGION_FACTS: readonly Fact[] = [
  fact(
    'CreateKey',
    'id',
    'Gives a multi-Region key an id that begins with mrk-.',
    recorded('test_create_multi_region_key'),
    true,
    async (kms) => {
      const { KeyMetadata } = await kms.call('CreateKey', { MultiRegion: true });
      return /^mrk-[0-9a-f]{32}$/.test(KeyMetadata.KeyId as string);
    },
  ),
  fact(
    'CreateKey',
    'lone-primary',
    'Shows an empty list of replica keys.',
    recorded('test_create_multi_region_key'),
    ['PRIMARY', []],
    async (kms) => {
      const { MultiRegionConfiguration } = await metadataOf(await primaryKey(kms));
      return [MultiRegionConfiguration?.MultiRegionKeyType, MultiRegionConfiguration?.ReplicaKeys];
    },
  ),
  fact(
    'ReplicateKey',
    'creating',
    'Answers with a key in state Creating.',
    recorded('test_replicate_key'),
    { KeyState: 'Creating', Enabled: false, CurrentKeyMaterialId: undefined },
    async (kms) => {
      const { KeyId } = await primaryKey(kms);
      const { ReplicaKeyMetadata } = await kms.call('ReplicateKey', { KeyId, ReplicaRegion: IRELAND });
      const { KeyState, Enabled, CurrentKeyMaterialId } = ReplicaKeyMetadata;
      return { KeyState, Enabled, CurrentKeyMaterialId };
    },
  ),
  fact(
    'ReplicateKey',
    'configuration',
    'Shows the new key among the replica keys.',
    recorded('test_replicate_key'),
    true,
    async (kms) => {
      const { KeyId } = await primaryKey(kms);
      const { ReplicaKeyMetadata } = await kms.call('ReplicateKey', { KeyId, ReplicaRegion: IRELAND });
      const { Arn, MultiRegionConfiguration } = ReplicaKeyMetadata;
      const [replica] = MultiRegionConfiguration?.ReplicaKeys ?? [];
      return replica?.Arn === Arn && replica?.Region === IRELAND;
    },
  ),
  fact(
    'ReplicateKey',
    'primary',
    'Shows the primary key.',
    recorded('test_replicate_key'),
    ['REPLICA', true, REGION],
    async (kms) => {
      const { KeyId } = await primaryKey(kms);
      const { ReplicaKeyMetadata } = await kms.call('ReplicateKey', { KeyId, ReplicaRegion: IRELAND });
      const { MultiRegionKeyType, PrimaryKey } = ReplicaKeyMetadata.MultiRegionConfiguration ?? {};
      return [MultiRegionKeyType, PrimaryKey?.Arn === KeyId, PrimaryKey?.Region];
    },
  ),
  fact(
    'ReplicateKey',
    'not-copied',
    'Copies neither description nor tags nor policy.',
    apiReference('ReplicateKey'),
    ['', undefined, true],
    async (kms) => {
      const { KeyId } = await primaryKey(kms, { Description: 'first', Tags: [{ TagKey: 'a', TagValue: 'b' }] });
      const answer = await kms.call('ReplicateKey', { KeyId, ReplicaRegion: IRELAND });
      const isDefault = JSON.parse(answer.ReplicaPolicy).Id === 'key-default-1';
      return [answer.ReplicaKeyMetadata.Description, answer.ReplicaTags, isDefault];
    },
  ),
  fact(
    'ReplicateKey',
    'enabled',
    'Is over when the replica key is Enabled.',
    recorded('test_replicate_key'),
    'Enabled',
    async (kms) => {
      return (await metadataOf((await relatedKeys(kms)).replica)).KeyState;
    },
  ),
  fact(
    'ReplicateKey',
    'same-id',
    'Gives the replica key the key id of the primary key.',
    recorded('test_replicate_key'),
    true,
    async (kms) => {
      const { primary, replica } = await relatedKeys(kms);
      return (await metadataOf(primary)).KeyId === (await metadataOf(replica)).KeyId;
    },
  ),
  fact(
    'ReplicateKey',
    'single-region',
    'Is refused for a single-Region key.',
    inferred('A replica key is refused so', recorded('test_replicate_replica_key_should_fail')),
    NOT_PRIMARY,
    async (kms) => {
      const KeyId = (await kms.call('CreateKey', {})).KeyMetadata.Arn as string;
      return refusedOn({ KeyId, caller: kms }, 'ReplicateKey', { ReplicaRegion: IRELAND });
    },
  ),
  fact(
    'ReplicateKey',
    'replica',
    'Is refused for a replica key.',
    recorded('test_replicate_replica_key_should_fail'),
    NOT_PRIMARY,
    async (kms) => {
      return refusedOn((await relatedKeys(kms)).replica, 'ReplicateKey', { ReplicaRegion: TOKYO });
    },
  ),
  fact(
    'ReplicateKey',
    'exists',
    'Makes one replica key in each Region.',
    apiReference('ReplicateKey'),
    'AlreadyExistsException',
    async (kms) => {
      return (await refusedOn((await relatedKeys(kms)).primary, 'ReplicateKey', { ReplicaRegion: IRELAND })).name;
    },
  ),
  fact(
    'ReplicateKey',
    'pending-deletion-exists',
    'Counts a replica key that is pending deletion.',
    apiReference('ReplicateKey'),
    'AlreadyExistsException',
    async (kms) => {
      const { primary, replica } = await relatedKeys(kms);
      await replica.caller.call('ScheduleKeyDeletion', { KeyId: replica.KeyId });
      return (await refusedOn(primary, 'ReplicateKey', { ReplicaRegion: IRELAND })).name;
    },
  ),
  fact(
    'ReplicateKey',
    'partition',
    'Stays in the partition.',
    inferred(
      'The Region must be of the same partition; which error tells it, is not said',
      requestMember('ReplicateKey', 'ReplicaRegion'),
    ),
    'UnsupportedOperationException',
    async (kms) => {
      return (await refusedOn(await primaryKey(kms), 'ReplicateKey', { ReplicaRegion: 'cn-north-1' })).name;
    },
  ),
  fact(
    'ReplicateKey',
    'region-name',
    'Takes the name of a Region.',
    requestMember('ReplicateKey', 'ReplicaRegion'),
    {
      name: 'ValidationException',
      message:
        "1 validation error detected: Value 'Ireland' at 'replicaRegion' failed to satisfy constraint: Member must satisfy regular expression pattern: ^([a-z]+-){2,3}\\d+$",
    },
    async (kms) => refusedOn(await primaryKey(kms), 'ReplicateKey', { ReplicaRegion: 'Ireland' }),
  ),
  fact(
    'ReplicateKey',
    'disabled',
    'Is refused for a disabled key.',
    KEY_STATE_TABLE,
    { name: 'DisabledException', message: '<arn> is disabled.' },
    async (kms) => {
      const primary = await primaryKey(kms);
      await kms.call('DisableKey', { KeyId: primary.KeyId });
      return refusedOn(primary, 'ReplicateKey', { ReplicaRegion: IRELAND });
    },
  ),
  fact(
    'ReplicateKey',
    'pending-import',
    'Is refused before the first import.',
    KEY_STATE_TABLE,
    invalidState('pending import'),
    async (kms) => {
      return refusedOn(await primaryKey(kms, { Origin: 'EXTERNAL' }), 'ReplicateKey', { ReplicaRegion: IRELAND });
    },
  ),
  fact(
    'ReplicateKey',
    'external',
    'Makes a replica key without the imported material.',
    apiReference('ReplicateKey'),
    'PendingImport',
    async (kms) => {
      return (await metadataOf((await importedKeys(kms)).replica)).KeyState;
    },
  ),
  fact(
    'DescribeKey',
    'bare-id-elsewhere',
    'Does not know the id in a Region without a related key.',
    recorded('test_replicate_key'),
    'NotFoundException',
    async (kms) => {
      const { KeyId } = await primaryKey(kms);
      const id = KeyId.slice(KeyId.lastIndexOf('/') + 1);
      return (await refused(kms.as({ region: TOKYO }).call('DescribeKey', { KeyId: id }))).name;
    },
  ),
  fact(
    'DescribeKey',
    'arn-elsewhere',
    'Refuses the ARN of a key in another Region.',
    recorded('test_get_key_in_different_region'),
    { name: 'NotFoundException', message: `Invalid arn ${REGION}` },
    async (kms) => {
      const { primary, replica } = await relatedKeys(kms);
      return refused(replica.caller.call('DescribeKey', { KeyId: primary.KeyId }));
    },
  ),
  fact(
    'DescribeKey',
    'material-id',
    'Shows the same CurrentKeyMaterialId in each Region.',
    recorded('test_replicate_key'),
    [KEY_MATERIAL_ID, true],
    async (kms) => {
      const { primary, replica } = await relatedKeys(kms);
      const { CurrentKeyMaterialId } = await metadataOf(primary);
      return [CurrentKeyMaterialId, (await metadataOf(replica)).CurrentKeyMaterialId === CurrentKeyMaterialId];
    },
  ),
];
