import { ALIAS_FACTS } from './aliases.js';
import { ASYMMETRIC_FACTS } from './asymmetric.js';
import { ASYMMETRIC_ENCRYPTION_FACTS } from './asymmetric-encryption.js';
import { CRYPTOGRAPHIC_KEY_FACTS } from './authorization/encryption-keys.js';
import { GLOBAL_KEY_FACTS } from './authorization/global-keys.js';
import { KEY_KEY_FACTS } from './authorization/key-keys.js';
import { MANAGEMENT_KEY_FACTS } from './authorization/management-keys.js';
import { OPERATOR_FACTS } from './authorization/operators.js';
import { PERMISSION_FACTS } from './authorization/permissions.js';
import { CREATE_GRANT_FACTS } from './create-grant.js';
import { CUSTOM_KEY_STORE_FACTS } from './custom-key-stores.js';
import { DATA_KEY_FACTS } from './data-keys.js';
import { DECRYPT_FACTS } from './decrypt.js';
import { ENCRYPT_FACTS } from './encrypt.js';
import { EVENT_FACTS } from './events.js';
import type { Fact } from './fact.js';
import { GRANT_FACTS } from './grants.js';
import { DELETED_MATERIAL_FACTS } from './import-deleted-material.js';
import { IMPORT_KEY_MATERIAL_FACTS } from './import-key-material.js';
import { IMPORT_PARAMETERS_FACTS } from './import-parameters.js';
import { SEVERAL_MATERIALS_FACTS } from './import-several-materials.js';
import { KEY_DELETION_FACTS } from './key-deletion.js';
import { KEY_MANAGEMENT_FACTS } from './key-management.js';
import { KEY_FACTS } from './keys.js';
import { KEY_IN_STORE_FACTS } from './keys-in-stores.js';
import { MAC_FACTS } from './macs.js';
import { MULTI_REGION_FACTS } from './multi-region.js';
import { MULTI_REGION_LIFECYCLE_FACTS } from './multi-region-lifecycle.js';
import { MULTI_REGION_USE_FACTS } from './multi-region-use.js';
import { ON_DEMAND_ROTATION_FACTS } from './on-demand-rotation.js';
import { POLICY_FACTS } from './policies.js';
import { RANDOM_FACTS } from './random.js';
import { RECIPIENT_FACTS } from './recipient.js';
import { ROTATION_FACTS } from './rotation.js';
import { S3_FACTS } from './s3.js';
import { SIGNING_FACTS } from './signing.js';
import { TAG_FACTS } from './tags.js';

/** Every recorded fact; one file per area. */
export const FACTS: readonly Fact[] = [
  ...PERMISSION_FACTS,
  ...CRYPTOGRAPHIC_KEY_FACTS,
  ...KEY_KEY_FACTS,
  ...MANAGEMENT_KEY_FACTS,
  ...GLOBAL_KEY_FACTS,
  ...OPERATOR_FACTS,
  ...RANDOM_FACTS,
  ...RECIPIENT_FACTS,
  ...ASYMMETRIC_ENCRYPTION_FACTS,
  ...ASYMMETRIC_FACTS,
  ...MAC_FACTS,
  ...SIGNING_FACTS,
  ...DATA_KEY_FACTS,
  ...DECRYPT_FACTS,
  ...ENCRYPT_FACTS,
  ...CREATE_GRANT_FACTS,
  ...GRANT_FACTS,
  ...IMPORT_PARAMETERS_FACTS,
  ...IMPORT_KEY_MATERIAL_FACTS,
  ...SEVERAL_MATERIALS_FACTS,
  ...DELETED_MATERIAL_FACTS,
  ...MULTI_REGION_FACTS,
  ...MULTI_REGION_USE_FACTS,
  ...MULTI_REGION_LIFECYCLE_FACTS,
  ...ROTATION_FACTS,
  ...ON_DEMAND_ROTATION_FACTS,
  ...ALIAS_FACTS,
  ...CUSTOM_KEY_STORE_FACTS,
  ...KEY_DELETION_FACTS,
  ...KEY_MANAGEMENT_FACTS,
  ...KEY_FACTS,
  ...KEY_IN_STORE_FACTS,
  ...POLICY_FACTS,
  ...TAG_FACTS,
  ...EVENT_FACTS,
  ...S3_FACTS,
];
