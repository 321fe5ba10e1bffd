import { isStoredKeyPolicy } from '../../authorization/key-policy.js';
import { type PolicyType, readPolicy } from '../../authorization/policy.js';
import { memo } from '../../bytes/memo.js';
import { aliasArn, keyArn, scopeOf } from '../../model/arn.js';
import { keySpec } from '../../model/key-specs.js';
import { expected, refuse } from '../../options/checks.js';
import type { AttachedPolicyRecord } from '../../state/records/attached-policy.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { Records, TableName } from '../../state/tables.js';

/** Finds a record of another table, or of the same. */
export type FindRecord = <T extends TableName>(table: T, id: string) => Records[T] | undefined;

/** What members of a record must be to each other, and to other records. */
const RELATIONS: { readonly [T in TableName]: (record: Records[T], path: string, find: FindRecord) => void } = {
  keys(key, path, find) {
    const { Arn, KeyId, KeySpec, KeyUsage, Origin, KeyState, Policy, CustomKeyStoreId } = key;
    const { entries, current, pending } = key.materials;
    const scope = scopeOf(key.account, key.region);
    if (Arn !== keyArn(scope, KeyId)) refuse(`${path}.Arn`, 'it is not the ARN of this key');
    if (keySpec(KeySpec).usages[KeyUsage] === undefined)
      refuse(`${path}.KeyUsage`, `a ${KeySpec} key has no such usage`);
    if (!isKeyPolicy(Policy)) refuse(`${path}.Policy`, 'it is no key policy');
    const other = entries.findIndex(({ material }) => material.spec !== KeySpec);
    if (other >= 0) refuse(`${path}.materials.entries[${other}].material.spec`, `it is not ${KeySpec}`);
    requireMaterial(key, current, `${path}.materials.current`);
    requireMaterial(key, pending, `${path}.materials.pending`);
    const usable = Origin !== 'EXTERNAL' || /^(Enabled|Disabled|Updating)$/.test(`${key.transition?.to ?? KeyState}`);
    if (current === undefined && usable) expected(`${path}.materials.current`, current, 'the id of a key material');
    const store = CustomKeyStoreId === undefined ? undefined : find('customKeyStores', CustomKeyStoreId);
    if (store?.CustomKeyStoreType !== (isKeyStoreOrigin(Origin) ? Origin : undefined)) {
      refuse(`${path}.CustomKeyStoreId`, 'there is no such custom key store for a key of this Origin');
    }
  },
  aliases({ AliasArn, AliasName, account, region, targetKeyArn }, path, find) {
    if (AliasArn !== aliasArn(scopeOf(account, region), AliasName)) {
      refuse(`${path}.AliasArn`, 'it is not the ARN of this alias');
    }
    if (targetKeyArn !== undefined || !AliasName.startsWith('alias/aws/')) {
      requireKey(targetKeyArn, `${path}.targetKeyArn`, find);
    }
  },
  grants: ({ keyArn }, path, find) => requireKey(keyArn, `${path}.keyArn`, find),
  customKeyStores({ CustomKeyStoreType, proxy }, path) {
    if ((CustomKeyStoreType === 'EXTERNAL_KEY_STORE') !== (proxy !== undefined)) {
      refuse(`${path}.proxy`, 'an external key store has one, and no other');
    }
  },
  lastUsages: ({ keyArn }, path, find) => requireKey(keyArn, `${path}.keyArn`, find),
  identities({ Arn, account, policies, permissionsBoundary }, path, find) {
    if (Arn.split(':')[4] !== account) refuse(`${path}.Arn`, 'it is not of this account');
    requirePolicies(policies, 'identity-based policy', `${path}.policies`, find);
    if (permissionsBoundary !== undefined) {
      requirePolicies([permissionsBoundary], 'permissions boundary', `${path}.permissionsBoundary`, find);
    }
  },
  // Where they are attached tells of what kind they are.
  managedPolicies() {},
  accounts({ serviceControlPolicies = [], resourceControlPolicies = [] }, path, find) {
    for (const level of serviceControlPolicies) {
      requirePolicies(level, 'service control policy', `${path}.serviceControlPolicies`, find);
    }
    for (const level of resourceControlPolicies) {
      requirePolicies(level, 'resource control policy', `${path}.resourceControlPolicies`, find);
    }
  },
};

function requireMaterial({ materials }: KeyRecord, id: string | undefined, path: string): void {
  if (id === undefined || materials.entries.some(({ KeyMaterialId }) => KeyMaterialId === id)) return;
  refuse(path, 'the key has no such material');
}

/** Attached policies are there, and can be read. */
function requirePolicies(
  policies: readonly AttachedPolicyRecord[],
  type: PolicyType,
  path: string,
  find: FindRecord,
): void {
  for (const attached of policies) {
    const { PolicyDocument } = 'PolicyArn' in attached ? (find('managedPolicies', attached.PolicyArn) ?? {}) : attached;
    if (PolicyDocument === undefined) refuse(path, 'there is no such policy');
    try {
      readPolicy(JSON.parse(PolicyDocument), type, '');
    } catch {
      refuse(path, `it is no ${type}`);
    }
  }
}

function isKeyStoreOrigin(origin: KeyRecord['Origin']): boolean {
  return origin === 'AWS_CLOUDHSM' || origin === 'EXTERNAL_KEY_STORE';
}

function requireKey(arn: string | undefined, path: string, find: FindRecord): void {
  if (arn === undefined || find('keys', arn) === undefined) refuse(path, 'there is no such key');
}

/** Once for each text: most keys have the same. */
const isKeyPolicy = memo(1000, isStoredKeyPolicy);

export function checkRelations<T extends TableName>(
  table: T,
  record: Records[T],
  path: string,
  find: FindRecord,
): void {
  RELATIONS[table](record, path, find);
}
