import { defaultPolicy } from '../../../authorization/default-policy.js';
import { isKeyId, keyArn, type Scope } from '../../../model/arn.js';
import type { GrantSeed, KeySeed, ReplicaSeed } from '../../../options/seeds/key-seed.js';
import { isMap, isTrue, itemsOf, textOf, textsOf, type Value } from '../values.js';
import { documentOf, type Found, type ResourceReader, textIn } from './resource-reader.js';

/** AWS's default period of automatic rotation. */
const ROTATION_PERIOD = 365;

const REPLICA: ResourceReader = {
  attributes: ['description', 'enabled', 'policy', 'primary_key_arn', 'tags', 'tags_all'],
  read(found) {
    const { logicalId, arn, scope } = found;
    const primaryArn = textIn(found, 'primary_key_arn') ?? '';
    // What it does not say is not as at the primary key.
    const seed = { Policy: defaultPolicy(scope), Description: '', Tags: [], ...shared(found), Region: scope.region };
    return [{ kind: 'replica', logicalId, arn, primaryArn, path: 'primary_key_arn', seed }];
  },
};

export const KMS_RESOURCES: Readonly<Record<string, ResourceReader>> = {
  aws_kms_key: {
    attributes: [
      'custom_key_store_id',
      'customer_master_key_spec',
      'description',
      'enable_key_rotation',
      'is_enabled',
      'key_usage',
      'multi_region',
      'policy',
      'rotation_period_in_days',
      'tags',
      'tags_all',
    ],
    read(found) {
      const { attributes } = found;
      const { customer_master_key_spec: KeySpec, key_usage: KeyUsage } = attributes;
      return key(found, {
        KeyUsage: KeyUsage ?? 'ENCRYPT_DECRYPT',
        ...(KeySpec !== undefined && { KeySpec }),
        ...(isTrue(attributes.enable_key_rotation) && {
          // The provider shows 0 where there is none.
          RotationPeriodInDays: attributes.rotation_period_in_days || ROTATION_PERIOD,
        }),
      });
    },
  },
  aws_kms_external_key: {
    attributes: ['description', 'enabled', 'multi_region', 'policy', 'tags', 'tags_all'],
    read: (found) => key(found, { Origin: 'EXTERNAL', KeyUsage: 'ENCRYPT_DECRYPT' }),
  },
  aws_kms_replica_key: REPLICA,
  aws_kms_replica_external_key: REPLICA,
  aws_kms_alias: {
    attributes: ['name', 'name_prefix', 'target_key_id'],
    read(found) {
      const { logicalId, arn, scope } = found;
      const TargetKeyId = keyArnOf(textIn(found, 'target_key_id') ?? '', scope);
      const AliasName = arn.slice(scope.arnPrefix.length);
      return [{ kind: 'alias', logicalId, path: 'target_key_id', seed: { AliasName, TargetKeyId, source: logicalId } }];
    },
  },
  aws_kms_key_policy: {
    attributes: ['key_id', 'policy'],
    read(found) {
      const { logicalId, attributes, scope } = found;
      const keyArn = keyArnOf(textIn(found, 'key_id') ?? '', scope);
      return [{ kind: 'key policy', logicalId, keyArn, path: 'key_id', document: documentOf(attributes.policy) }];
    },
  },
  aws_kms_grant: {
    attributes: ['constraints', 'grant_id', 'grantee_principal', 'key_id', 'name', 'operations', 'retiring_principal'],
    read(found) {
      const { logicalId, scope } = found;
      const keyArn = keyArnOf(textIn(found, 'key_id') ?? '', scope);
      return [{ kind: 'grant', logicalId, keyArn, path: 'key_id', seed: grant(found) }];
    },
  },
};

function key(found: Found, traits: Readonly<Record<string, Value>>): ReturnType<ResourceReader['read']> {
  const { logicalId, arn, attributes, scope } = found;
  const seed = {
    ...shared(found),
    ...traits,
    KeyId: arn.slice(arn.lastIndexOf('/') + 1),
    MultiRegion: isTrue(attributes.multi_region),
    Region: scope.region,
    AWSAccountId: scope.account,
    source: logicalId,
  };
  // Planting it checks it.
  return [{ kind: 'key', logicalId, arn, seed: seed as KeySeed }];
}

function grant(found: Found): GrantSeed {
  const { constraints, operations } = found.attributes;
  const seed = {
    GrantId: textIn(found, 'grant_id'),
    Name: textIn(found, 'name'),
    GranteePrincipal: textIn(found, 'grantee_principal'),
    RetiringPrincipal: textIn(found, 'retiring_principal'),
    Operations: textsOf(operations),
    Constraints: constraintsOf(constraints),
  };
  // The provider shows empty text where there is none. Planting it checks it.
  return Object.fromEntries(Object.entries(seed).filter(([, value]) => value)) as unknown as GrantSeed;
}

/** The provider sends those of all blocks as one. */
function constraintsOf(blocks: Value): GrantSeed['Constraints'] {
  const constraints = itemsOf(blocks).flatMap((block) =>
    isMap(block)
      ? [
          ...contextOf('EncryptionContextEquals', block.encryption_context_equals),
          ...contextOf('EncryptionContextSubset', block.encryption_context_subset),
        ]
      : [],
  );
  return constraints.length > 0 ? Object.fromEntries(constraints) : undefined;
}

function contextOf(constraint: string, pairs: Value): [constraint: string, pairs: Record<string, string>][] {
  const texts = Object.entries(isMap(pairs) ? pairs : {}).map(([key, value]) => [key, textOf(value) ?? '']);
  return texts.length > 0 ? [[constraint, Object.fromEntries(texts)]] : [];
}

/** What keys and replica keys have of their own. */
function shared(found: Found): Omit<ReplicaSeed, 'Region'> {
  const { policy, tags_all, tags, is_enabled, enabled = is_enabled } = found.attributes;
  const Description = textIn(found, 'description');
  const Tags = tagsOf(isMap(tags_all) ? tags_all : tags);
  return {
    ...(Description !== undefined && { Description }),
    ...(enabled !== undefined && !isTrue(enabled) && { KeyState: 'Disabled' as const }),
    ...(policy !== undefined && policy !== '' && { Policy: documentOf(policy) }),
    ...(Tags.length > 0 && { Tags }),
  };
}

function tagsOf(tags: Value): { TagKey: string; TagValue: string }[] {
  return isMap(tags) ? Object.entries(tags).map(([TagKey, value]) => ({ TagKey, TagValue: textOf(value) ?? '' })) : [];
}

function keyArnOf(key: string, scope: Scope): string {
  return isKeyId(key) ? keyArn(scope, key) : key;
}
