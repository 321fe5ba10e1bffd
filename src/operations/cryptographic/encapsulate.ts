import type { EncapsulationAlgorithmSpec } from '@aws-sdk/client-kms';
import { defineOperation, type Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { algorithmIn } from '../../rules/algorithm.js';
import { currentMaterial } from '../../state/current-material.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Encapsulate.html */
export const Encapsulate: Operation<'Encapsulate'> = defineOperation({
  name: 'Encapsulate',
  input: {
    KeyId: required(Member.KeyId),
    EncapsulationAlgorithm: required(Member.EncapsulationAlgorithm),
    GrantTokens: Member.GrantTokens,
    DryRun: Member.DryRun,
  },
  keys: [
    cryptographicKey({
      permission: 'Encapsulate',
      keyUsage: 'ENCAPSULATE_DECAPSULATE',
      fits: algorithmIn('EncapsulationAlgorithm'),
    }),
  ],
  dryRun: true,
  tracksLastUsage: true,
  async handler(call) {
    const [key] = call.keys as [KeyRecord];
    const { sharedSecret, ciphertext } = await call.world.crypto.encapsulate(currentMaterial(key).material);
    return {
      output: {
        KeyId: key.Arn,
        SharedSecret: sharedSecret,
        SharedSecretCiphertextBlob: ciphertext,
        EncapsulationAlgorithm: call.input.EncapsulationAlgorithm as EncapsulationAlgorithmSpec,
      },
    };
  },
});
