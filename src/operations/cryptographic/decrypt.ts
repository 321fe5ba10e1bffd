import { type Call, defineOperation, type Operation, type Result } from '../../contract/operation.js';
import { dryRunSucceeded } from '../../model/faults/validation.js';
import * as Member from '../../model/members.js';
import type { OperationInput, OperationOutput } from '../../model/operation.js';
import { type MaybePromise, whenReady } from '../../ports/maybe-promise.js';
import { algorithmIn } from '../../rules/algorithm.js';
import { ignoresCiphertext, keyOfCiphertext } from '../../rules/ciphertext-key.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';
import type { Audience } from './audience.js';
import { CiphertextBlob, checkDryRunModifiers } from './ciphertext-input.js';
import { DEFAULT_ENCRYPTION_ALGORITHM, decrypt } from './encryption.js';
import { materialIdMember } from './material-id-member.js';
import { audienceOf } from './recipient.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html */
export const Decrypt: Operation<'Decrypt'> = defineOperation({
  name: 'Decrypt',
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
      permission: 'Decrypt',
      find: keyOfCiphertext('EncryptionAlgorithm'),
      keyUsage: 'ENCRYPT_DECRYPT',
      fits: algorithmIn('EncryptionAlgorithm', DEFAULT_ENCRYPTION_ALGORITHM),
    }),
  ],
  members: checkDryRunModifiers,
  dryRun: true,
  tracksLastUsage: true,
  handler(call) {
    if (ignoresCiphertext(call.input)) throw dryRunSucceeded();
    return whenReady(audienceOf(call), (audience) => decryptFor(audience, call));
  },
});

function decryptFor(
  { attestation, disclose }: Audience,
  call: Call<OperationInput<'Decrypt'>>,
): MaybePromise<Result<OperationOutput<'Decrypt'>>> {
  const { CiphertextBlob, EncryptionContext, EncryptionAlgorithm = DEFAULT_ENCRYPTION_ALGORITHM } = call.input;
  const [key] = call.keys as [KeyRecord];
  const decrypted = decrypt(call, key, EncryptionAlgorithm, EncryptionContext, CiphertextBlob as Uint8Array);
  return whenReady(decrypted, ({ Plaintext, entry }) =>
    whenReady(disclose({ Plaintext }), ({ inTheClear, forRecipient }) => ({
      output: {
        KeyId: key.Arn,
        ...inTheClear,
        EncryptionAlgorithm,
        ...forRecipient,
        ...(attestation === undefined && materialIdMember('KeyMaterialId', key, entry)),
      },
    })),
  );
}
