import type { Operation } from '../../contract/operation.js';
import { invalidCiphertext } from '../../model/faults/ciphertext.js';
import { keySpec } from '../../model/key-specs.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { checkAlgorithm } from '../../rules/check-algorithm.js';
import { currentMaterial } from '../../state/current-material.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';

/**
 * Any ciphertext of the right length gives a secret (FIPS 203 implicit rejection): an altered one another.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Decapsulate.html
 */
export const Decapsulate: Operation<'Decapsulate', [KeyRecord]> = {
  input: {
    KeyId: required(Member.KeyId),
    SharedSecretCiphertextBlob: required(Member.CiphertextBlob),
    EncapsulationAlgorithm: required(Member.EncapsulationAlgorithm),
    GrantTokens: Member.GrantTokens,
    DryRun: Member.DryRun,
  },
  keys: [
    cryptographicKey({
      keyUsage: 'ENCAPSULATE_DECAPSULATE',
      checkKey: checkAlgorithm('EncapsulationAlgorithm'),
    }),
  ],
  tracksLastUsage: true,
  async handler(call) {
    const [key] = call.keys;
    const ciphertext = call.input.SharedSecretCiphertextBlob;
    if (ciphertext.length !== keySpec(key.KeySpec).ciphertextBytes) throw invalidCiphertext();
    return {
      output: {
        KeyId: key.Arn,
        SharedSecret: await call.world.crypto.decapsulate(currentMaterial(key).material, ciphertext),
        EncapsulationAlgorithm: call.input.EncapsulationAlgorithm,
      },
    };
  },
};
