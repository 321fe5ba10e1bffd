import type { CallOf } from '../../contract/call.js';
import type { Operation, Result } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import type { OperationOutput } from '../../model/operation-types.js';
import { type MaybePromise, whenReady } from '../../ports/maybe-promise.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';
import type { SecretRecipient } from './attested-recipient.js';
import { checkDataKeyMembers, checkWrapsDataKeys, DATA_KEY_INPUT, generateDataKey } from './data-key.js';
import { recipientOf } from './recipient.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html */
export const GenerateDataKey: Operation<'GenerateDataKey', [KeyRecord]> = {
  input: { ...DATA_KEY_INPUT, Recipient: Member.Recipient },
  keys: [cryptographicKey({ keyUsage: 'ENCRYPT_DECRYPT', checkKey: checkWrapsDataKeys })],
  checkMembers: checkDataKeyMembers,
  tracksLastUsage: true,
  handler: (call) => whenReady(recipientOf(call), (recipient) => generateFor(recipient, call)),
};

function generateFor(
  recipient: SecretRecipient,
  call: CallOf<'GenerateDataKey', readonly [KeyRecord]>,
): MaybePromise<Result<OperationOutput<'GenerateDataKey'>>> {
  return whenReady(generateDataKey(call), ({ Plaintext, CiphertextBlob, KeyId, materialId }) =>
    whenReady(recipient.secretMember('Plaintext', Plaintext), (secret) => ({
      output: { CiphertextBlob, ...secret, KeyId, ...(!recipient.attested && materialId) },
    })),
  );
}

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyWithoutPlaintext.html */
export const GenerateDataKeyWithoutPlaintext: Operation<'GenerateDataKeyWithoutPlaintext', [KeyRecord]> = {
  input: DATA_KEY_INPUT,
  keys: [
    cryptographicKey({
      keyUsage: 'ENCRYPT_DECRYPT',
      checkKey: checkWrapsDataKeys,
    }),
  ],
  checkMembers: checkDataKeyMembers,
  tracksLastUsage: true,
  handler: (call) =>
    whenReady(generateDataKey(call), ({ CiphertextBlob, KeyId, materialId }) => ({
      output: { CiphertextBlob, KeyId, ...materialId },
    })),
};
