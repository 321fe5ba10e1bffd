import type { Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { checkAlgorithm } from '../../rules/check-algorithm.js';
import { currentMaterial } from '../../state/current-material.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Encapsulate.html */
export const Encapsulate: Operation<'Encapsulate', [KeyRecord]> = {
  input: {
    KeyId: required(Member.KeyId),
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
    const { sharedSecret, ciphertext } = await call.world.crypto.encapsulate(currentMaterial(key).material);
    return {
      output: {
        KeyId: key.Arn,
        SharedSecret: sharedSecret,
        SharedSecretCiphertextBlob: ciphertext,
        EncapsulationAlgorithm: call.input.EncapsulationAlgorithm,
      },
    };
  },
};
