import type { Operation } from '../../contract/operation.js';
import { invalidPublicKey } from '../../model/faults/key-agreement.js';
import { LAZY_ENUMS } from '../../model/lazy-enums.js';
import * as Member from '../../model/members.js';
import { blob, oneOf, required } from '../../model/shapes.js';
import { CryptoError } from '../../ports/crypto-backend.js';
import { translateError } from '../../ports/translate-error.js';
import { checkAlgorithm } from '../../rules/check-algorithm.js';
import { currentMaterial } from '../../state/current-material.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';
import { recipientOf } from './recipient.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DeriveSharedSecret.html */
export const DeriveSharedSecret: Operation<'DeriveSharedSecret', [KeyRecord]> = {
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
      keyUsage: 'KEY_AGREEMENT',
      checkKey: checkAlgorithm('KeyAgreementAlgorithm'),
    }),
  ],
  tracksLastUsage: true,
  async handler(call) {
    const [key] = call.keys;
    const { KeyAgreementAlgorithm, PublicKey } = call.input;
    const recipient = await recipientOf(call);
    const secret = await translateError(
      CryptoError,
      () => call.world.crypto.deriveSharedSecret(currentMaterial(key).material, PublicKey),
      invalidPublicKey,
    );
    return {
      output: {
        KeyId: key.Arn,
        ...(await recipient.secretMember('SharedSecret', secret)),
        KeyAgreementAlgorithm,
        KeyOrigin: key.Origin,
      },
    };
  },
};
