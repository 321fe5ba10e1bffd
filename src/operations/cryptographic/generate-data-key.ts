import * as Member from '../../model/members.js';
import { defineOperation, type Operation } from '../../pipeline/operation.js';
import { cryptographicKey } from '../key-uses.js';
import { checkDataKeyMembers, DATA_KEY_INPUT, generateDataKey, wrapsDataKeys } from './data-key.js';
import { audienceOf } from './recipient.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html */
export const GenerateDataKey: Operation<'GenerateDataKey'> = defineOperation({
  name: 'GenerateDataKey',
  input: { ...DATA_KEY_INPUT, Recipient: Member.Recipient },
  keys: [cryptographicKey({ permission: 'GenerateDataKey', keyUsage: 'ENCRYPT_DECRYPT', fits: wrapsDataKeys })],
  members: checkDataKeyMembers,
  dryRun: true,
  tracksLastUsage: true,
  async handler(call) {
    const audience = await audienceOf(call);
    const { Plaintext, CiphertextBlob, KeyId, materialId } = await generateDataKey(call);
    const { inTheClear, forRecipient } = await audience.disclose('Plaintext', Plaintext);
    return {
      output: {
        CiphertextBlob,
        ...inTheClear,
        KeyId,
        ...forRecipient,
        ...(audience.attestation === undefined && materialId),
      },
    };
  },
});

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyWithoutPlaintext.html */
export const GenerateDataKeyWithoutPlaintext: Operation<'GenerateDataKeyWithoutPlaintext'> = defineOperation({
  name: 'GenerateDataKeyWithoutPlaintext',
  input: DATA_KEY_INPUT,
  keys: [
    cryptographicKey({
      permission: 'GenerateDataKeyWithoutPlaintext',
      keyUsage: 'ENCRYPT_DECRYPT',
      fits: wrapsDataKeys,
    }),
  ],
  members: checkDataKeyMembers,
  dryRun: true,
  tracksLastUsage: true,
  async handler(call) {
    const { CiphertextBlob, KeyId, materialId } = await generateDataKey(call);
    return { output: { CiphertextBlob, KeyId, ...materialId } };
  },
});
