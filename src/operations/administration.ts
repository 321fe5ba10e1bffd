import { CreateAlias } from './aliases/create-alias.js';
import { DeleteAlias } from './aliases/delete-alias.js';
import { ListAliases } from './aliases/list-aliases.js';
import { UpdateAlias } from './aliases/update-alias.js';
import { ConnectCustomKeyStore } from './custom-key-stores/connect-custom-key-store.js';
import { CreateCustomKeyStore } from './custom-key-stores/create-custom-key-store.js';
import { DeleteCustomKeyStore } from './custom-key-stores/delete-custom-key-store.js';
import { DescribeCustomKeyStores } from './custom-key-stores/describe-custom-key-stores.js';
import { DisconnectCustomKeyStore } from './custom-key-stores/disconnect-custom-key-store.js';
import { UpdateCustomKeyStore } from './custom-key-stores/update-custom-key-store.js';
import { CreateGrant } from './grants/create-grant.js';
import { ListGrants } from './grants/list-grants.js';
import { ListRetirableGrants } from './grants/list-retirable-grants.js';
import { RetireGrant } from './grants/retire-grant.js';
import { RevokeGrant } from './grants/revoke-grant.js';
import type { OperationsOf } from './groups.js';
import { DeleteImportedKeyMaterial } from './key-material/delete-imported-key-material.js';
import { GetParametersForImport } from './key-material/get-parameters-for-import.js';
import { ImportKeyMaterial } from './key-material/import-key-material.js';
import { CancelKeyDeletion } from './keys/cancel-key-deletion.js';
import { DisableKey, EnableKey } from './keys/enable-key.js';
import { GetKeyLastUsage } from './keys/get-key-last-usage.js';
import { ListKeys } from './keys/list-keys.js';
import { ScheduleKeyDeletion } from './keys/schedule-key-deletion.js';
import { UpdateKeyDescription } from './keys/update-key-description.js';
import { ReplicateKey } from './multi-region/replicate-key.js';
import { UpdatePrimaryRegion } from './multi-region/update-primary-region.js';
import { GetKeyPolicy } from './policies/get-key-policy.js';
import { ListKeyPolicies } from './policies/list-key-policies.js';
import { PutKeyPolicy } from './policies/put-key-policy.js';
import { DisableKeyRotation } from './rotation/disable-key-rotation.js';
import { EnableKeyRotation } from './rotation/enable-key-rotation.js';
import { GetKeyRotationStatus } from './rotation/get-key-rotation-status.js';
import { ListKeyRotations } from './rotation/list-key-rotations.js';
import { RotateKeyOnDemand } from './rotation/rotate-key-on-demand.js';
import { ListResourceTags } from './tags/list-resource-tags.js';
import { TagResource } from './tags/tag-resource.js';
import { UntagResource } from './tags/untag-resource.js';

/** Keys and their aliases, grants, policies, tags, rotation, imports, Regions and key stores, looked after. */
export const ADMINISTRATION: OperationsOf<'administration'> = {
  CancelKeyDeletion,
  ConnectCustomKeyStore,
  CreateAlias,
  CreateCustomKeyStore,
  CreateGrant,
  DeleteAlias,
  DeleteCustomKeyStore,
  DeleteImportedKeyMaterial,
  DescribeCustomKeyStores,
  DisableKey,
  DisableKeyRotation,
  DisconnectCustomKeyStore,
  EnableKey,
  EnableKeyRotation,
  GetKeyLastUsage,
  GetKeyPolicy,
  GetKeyRotationStatus,
  GetParametersForImport,
  ImportKeyMaterial,
  ListAliases,
  ListGrants,
  ListKeyPolicies,
  ListKeyRotations,
  ListKeys,
  ListResourceTags,
  ListRetirableGrants,
  PutKeyPolicy,
  ReplicateKey,
  RetireGrant,
  RevokeGrant,
  RotateKeyOnDemand,
  ScheduleKeyDeletion,
  TagResource,
  UntagResource,
  UpdateAlias,
  UpdateCustomKeyStore,
  UpdateKeyDescription,
  UpdatePrimaryRegion,
};
