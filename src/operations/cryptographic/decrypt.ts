import type { CallOf } from '../../contract/call.js';
import type { Operation, Result } from '../../contract/operation.js';
import { dryRunSucceeded } from '../../model/faults/validation.js';
import * as Member from '../../model/members.js';
import type { OperationOutput } from '../../model/operation-types.js';
import { type MaybePromise, whenReady } from '../../ports/maybe-promise.js';
import { checkAlgorithm } from '../../rules/check-algorithm.js';
import {
  CiphertextBlob,
  checkDryRunModifiers,
  ignoresCiphertext,
  keyOfCiphertext,
} from '../../rules/ciphertext-key.js';
import { materialIdMember } from '../../rules/key-material-id.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';
import type { SecretRecipient } from './attested-recipient.js';
import { DEFAULT_ENCRYPTION_ALGORITHM, decrypt } from './encrypt-and-decrypt.js';
import { recipientOf } from './recipient.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html */
export const Decrypt: Operation<'Decrypt', [KeyRecord]> = {
  input: {
    CiphertextBlob,
    EncryptionContext: Member.EncryptionContext,
    GrantTokens: Member.GrantTokens,
    KeyId: Member.KeyId,
    EncryptionAlgorithm: Member.EncryptionAlgorithm,
    Recipient: Member.Recipient,
    DryRun: Member.DryRun,
    DryRunModifiers: Member.DryRunModifiers,
  },
  keys: [
    cryptographicKey({
      find: keyOfCiphertext('EncryptionAlgorithm'),
      keyUsage: 'ENCRYPT_DECRYPT',
      checkKey: checkAlgorithm('EncryptionAlgorithm', DEFAULT_ENCRYPTION_ALGORITHM),
    }),
  ],
  checkMembers: checkDryRunModifiers,
  tracksLastUsage: true,
  handler(call) {
    if (ignoresCiphertext(call.input)) throw dryRunSucceeded();
    return whenReady(recipientOf(call), (recipient) => decryptFor(recipient, call));
  },
};

function decryptFor(
  recipient: SecretRecipient,
  call: CallOf<'Decrypt', readonly [KeyRecord]>,
): MaybePromise<Result<OperationOutput<'Decrypt'>>> {
  const { CiphertextBlob, EncryptionContext, EncryptionAlgorithm = DEFAULT_ENCRYPTION_ALGORITHM } = call.input;
  const [key] = call.keys;
  const decrypted = decrypt(call, key, EncryptionAlgorithm, EncryptionContext, CiphertextBlob);
  return whenReady(decrypted, ({ Plaintext, entry }) =>
    whenReady(recipient.secretMember('Plaintext', Plaintext), (secret) => ({
      output: {
        KeyId: key.Arn,
        ...secret,
        EncryptionAlgorithm,
        ...(!recipient.attested && materialIdMember('KeyMaterialId', key, entry)),
      },
    })),
  );
}
