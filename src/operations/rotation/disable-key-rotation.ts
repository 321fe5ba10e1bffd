import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { defineOperation, type Operation } from '../../pipeline/operation.js';
import { update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { materialsOf } from '../cryptographic/materials.js';
import { managedKey } from '../key-uses.js';
import { notReplica } from './rotatable-key.js';

/** Asymmetric and HMAC keys, which never rotate, are accepted. https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html */
export const DisableKeyRotation: Operation<'DisableKeyRotation'> = defineOperation({
  name: 'DisableKeyRotation',
  input: { KeyId: required(Member.KeyId) },
  keys: [
    managedKey({ permission: 'DisableKeyRotation', origins: ['AWS_KMS'], states: 'keyRotation', fits: notReplica }),
  ],
  dryRun: false,
  tracksLastUsage: false,
  handler(call) {
    const [key] = call.keys as [KeyRecord];
    return { output: {}, changes: [update('keyMaterials', materialsOf(call, key), { rotation: undefined })] };
  },
});
