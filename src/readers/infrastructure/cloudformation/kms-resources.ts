import { defaultPolicy } from '../../../authorization/default-policy.js';
import { isKeyId, keyArn } from '../../../model/arn.js';
import type { KeySeed, ReplicaSeed } from '../../../options/seeds/key-seed.js';
import type { Document } from '../resources.js';
import { isTrue, type Value } from '../values.js';
import { type Properties, type ResourceReader, tagsOf, textIn } from './resource-reader.js';

/** AWS's default period of automatic rotation. */
const ROTATION_PERIOD = 365;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_KMS.html */
export const KMS_RESOURCES: Readonly<Record<string, ResourceReader>> = {
  'AWS::KMS::Key': {
    members: [
      'Description',
      'Enabled',
      'EnableKeyRotation',
      'KeyPolicy',
      'KeySpec',
      'KeyUsage',
      'MultiRegion',
      'Origin',
      'RotationPeriodInDays',
      'Tags',
    ],
    read({ logicalId, arn, ref, properties, stack: { scope } }) {
      const seed = {
        ...shared(properties),
        KeyId: ref,
        KeyUsage: properties.KeyUsage ?? 'ENCRYPT_DECRYPT',
        MultiRegion: isTrue(properties.MultiRegion),
        ...(properties.KeySpec !== undefined && { KeySpec: properties.KeySpec }),
        ...(properties.Origin !== undefined && { Origin: properties.Origin }),
        ...(isTrue(properties.EnableKeyRotation) && { RotationPeriodInDays: rotationPeriod(properties) }),
        Region: scope.region,
        AWSAccountId: scope.account,
        source: logicalId,
      };
      // Planting it checks it.
      return [{ kind: 'key', logicalId, arn, seed: seed as KeySeed }];
    },
  },
  'AWS::KMS::ReplicaKey': {
    members: ['Description', 'Enabled', 'KeyPolicy', 'PrimaryKeyArn', 'Tags'],
    read({ logicalId, arn, properties, stack: { scope } }) {
      const primaryArn = textIn(properties, 'PrimaryKeyArn') ?? '';
      // What it does not say is not as at the primary key.
      const seed = {
        Policy: defaultPolicy(scope),
        Description: '',
        Tags: [],
        ...shared(properties),
        Region: scope.region,
      };
      return [{ kind: 'replica', logicalId, arn, primaryArn, path: 'Properties.PrimaryKeyArn', seed }];
    },
  },
  'AWS::KMS::Alias': {
    members: ['AliasName', 'TargetKeyId'],
    read: ({ logicalId, properties, ref, stack: { scope } }) => {
      const target = textIn(properties, 'TargetKeyId') ?? '';
      const TargetKeyId = isKeyId(target) ? keyArn(scope, target) : target;
      const seed = { AliasName: ref, TargetKeyId, source: logicalId };
      return [{ kind: 'alias', logicalId, path: 'Properties.TargetKeyId', seed }];
    },
  },
};

/** What keys and replica keys have of their own. */
function shared(properties: Properties): Omit<ReplicaSeed, 'Region'> {
  const { Enabled, KeyPolicy, Tags } = properties;
  const Description = textIn(properties, 'Description');
  return {
    ...(Description !== undefined && { Description }),
    ...(Enabled !== undefined && !isTrue(Enabled) && { KeyState: 'Disabled' as const }),
    ...(KeyPolicy !== undefined && { Policy: documentOf(KeyPolicy) }),
    ...(Tags !== undefined && { Tags: tagsOf(Tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) }),
  };
}

/** A document as it is written, right or not: the world refuses what AWS would. */
export function documentOf(value: Value): Document {
  return typeof value === 'object' && value !== null ? value : String(value);
}

function rotationPeriod({ RotationPeriodInDays = ROTATION_PERIOD }: Properties): Value {
  // All scalars of YAML are text.
  return typeof RotationPeriodInDays === 'string' ? Number(RotationPeriodInDays) : RotationPeriodInDays;
}
