import type { KeyAgreementAlgorithmSpec } from '@aws-sdk/client-kms';
import { type Call, defineOperation, type Operation } from '../../contract/operation.js';
import { invalidPublicKey } from '../../model/faults/key-agreement.js';
import { LAZY_ENUMS } from '../../model/lazy-enums.js';
import * as Member from '../../model/members.js';
import { blob, oneOf, required } from '../../model/shapes.js';
import { CryptoError } from '../../ports/crypto-backend.js';
import { algorithmIn } from '../../rules/algorithm.js';
import { currentMaterial } from '../../state/current-material.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';
import { audienceOf } from './recipient.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DeriveSharedSecret.html */
export const DeriveSharedSecret: Operation<'DeriveSharedSecret'> = defineOperation({
  name: 'DeriveSharedSecret',
  input: {
    KeyId: required(Member.KeyId),
    KeyAgreementAlgorithm: required(oneOf(LAZY_ENUMS.KeyAgreementAlgorithm)),
    PublicKey: required(blob(1, 8192)),
    GrantTokens: Member.GrantTokens,
    DryRun: Member.DryRun,
    Recipient: Member.Recipient,
  },
  keys: [
    cryptographicKey({
      permission: 'DeriveSharedSecret',
      keyUsage: 'KEY_AGREEMENT',
      fits: algorithmIn('KeyAgreementAlgorithm'),
    }),
  ],
  dryRun: true,
  tracksLastUsage: true,
  async handler(call) {
    const [key] = call.keys as [KeyRecord];
    const audience = await audienceOf(call);
    const SharedSecret = await deriveSharedSecret(call, key, call.input.PublicKey as Uint8Array);
    const { inTheClear, forRecipient } = await audience.disclose({ SharedSecret });
    return {
      output: {
        KeyId: key.Arn,
        ...inTheClear,
        ...forRecipient,
        KeyAgreementAlgorithm: call.input.KeyAgreementAlgorithm as KeyAgreementAlgorithmSpec,
        KeyOrigin: key.Origin,
      },
    };
  },
});

async function deriveSharedSecret(call: Call, key: KeyRecord, publicKey: Uint8Array): Promise<Uint8Array> {
  try {
    return await call.world.crypto.deriveSharedSecret(currentMaterial(key).material, publicKey);
  } catch (error) {
    throw error instanceof CryptoError ? invalidPublicKey() : error;
  }
}
