import { dryRunSucceeded } from '../../model/faults/validation.js';
import * as Member from '../../model/members.js';
import { algorithmIn } from '../../pipeline/algorithm.js';
import { ignoresCiphertext, keyOfCiphertext } from '../../pipeline/ciphertext-key.js';
import { defineOperation, type Operation } from '../../pipeline/operation.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';
import { CiphertextBlob, checkDryRunModifiers } from './ciphertext-input.js';
import { DEFAULT_ENCRYPTION_ALGORITHM, decrypt } from './encryption.js';
import { materialIdMember } from './materials.js';
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
  async handler(call) {
    const { input } = call;
    const { EncryptionContext, EncryptionAlgorithm = DEFAULT_ENCRYPTION_ALGORITHM } = input;
    const [key] = call.keys as [KeyRecord];
    if (ignoresCiphertext(input)) throw dryRunSucceeded();
    const audience = await audienceOf(call);
    const { Plaintext, entry } = await decrypt(
      call,
      key,
      EncryptionAlgorithm,
      EncryptionContext,
      input.CiphertextBlob as Uint8Array,
    );
    const { inTheClear, forRecipient } = await audience.disclose('Plaintext', Plaintext);
    return {
      output: {
        KeyId: key.Arn,
        ...inTheClear,
        EncryptionAlgorithm,
        ...forRecipient,
        ...(audience.attestation === undefined && materialIdMember('KeyMaterialId', key, entry)),
      },
    };
  },
});
