import type { CustomerMasterKeySpec } from '@aws-sdk/client-kms';
import type { Call } from '../../contract/call.js';
import type { Operation } from '../../contract/operation.js';
import { unsupportedKeySpec } from '../../model/faults/unusable-key.js';
import { keySpec } from '../../model/key-specs.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { algorithmsOf } from '../../rules/views/key-metadata.js';
import { currentMaterial } from '../../state/current-material.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html */
export const GetPublicKey: Operation<'GetPublicKey', [KeyRecord]> = {
  input: { KeyId: required(Member.KeyId), GrantTokens: Member.GrantTokens },
  keys: [cryptographicKey({ states: 'getPublicKey', checkKey: checkHasPublicKey })],
  async handler(call) {
    const [key] = call.keys;
    return {
      output: {
        KeyId: key.Arn,
        PublicKey: await call.world.crypto.publicKey(currentMaterial(key).material),
        // AWS answers newer key specs too, although its model does not list them.
        CustomerMasterKeySpec: key.KeySpec as CustomerMasterKeySpec,
        KeySpec: key.KeySpec,
        KeyUsage: key.KeyUsage,
        ...algorithmsOf(key),
      },
    };
  },
};

function checkHasPublicKey(_call: Call, key: KeyRecord): void {
  if (keySpec(key.KeySpec).type !== 'asymmetric') throw unsupportedKeySpec();
}
