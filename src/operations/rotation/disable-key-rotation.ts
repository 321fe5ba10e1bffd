import type { Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { changeMaterials } from '../../rules/related-keys.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';
import { checkNotReplica } from './rotatable-key.js';

/** Asymmetric and HMAC keys, which never rotate, are accepted. https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html */
export const DisableKeyRotation: Operation<'DisableKeyRotation', [KeyRecord]> = {
  input: { KeyId: required(Member.KeyId) },
  keys: [managedKey({ origins: ['AWS_KMS'], states: 'keyRotation', checkKey: checkNotReplica })],
  handler({ keys, world }) {
    const [key] = keys;
    const { rotation: _rotation, ...materials } = key.materials;
    return { output: {}, changes: changeMaterials(world.state, key, materials) };
  },
};
