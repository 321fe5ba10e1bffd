import * as Member from '../../model/members.js';
import { defineOperation, type Operation } from '../../pipeline/operation.js';
import { cryptographicKey } from '../key-uses.js';
import { checkDataKeyMembers, DATA_KEY_INPUT, generateDataKey, wrapsDataKeys } from './data-key.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html */
export const GenerateDataKey: Operation<'GenerateDataKey'> = defineOperation({
  name: 'GenerateDataKey',
  input: { ...DATA_KEY_INPUT, Recipient: Member.Recipient },
  keys: [cryptographicKey({ permission: 'GenerateDataKey', keyUsage: 'ENCRYPT_DECRYPT', fits: wrapsDataKeys })],
  members: checkDataKeyMembers,
  dryRun: true,
  tracksLastUsage: true,
  async handler(call) {
    const { Plaintext, output } = await generateDataKey(call);
    const { CiphertextBlob, ...rest } = output;
    return { output: { CiphertextBlob, Plaintext, ...rest } };
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
    const { output } = await generateDataKey(call);
    return { output };
  },
});
