import { type Call, defineOperation, type Operation, type Result } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import type { OperationInput, OperationOutput } from '../../model/operation.js';
import { type MaybePromise, whenReady } from '../../ports/maybe-promise.js';
import { cryptographicKey } from '../key-uses.js';
import type { Audience } from './audience.js';
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
  handler: (call) => whenReady(audienceOf(call), (audience) => generateFor(audience, call)),
});

function generateFor(
  { attestation, disclose }: Audience,
  call: Call<OperationInput<'GenerateDataKey'>>,
): MaybePromise<Result<OperationOutput<'GenerateDataKey'>>> {
  return whenReady(generateDataKey(call), ({ Plaintext, CiphertextBlob, KeyId, materialId }) =>
    whenReady(disclose({ Plaintext }), ({ inTheClear, forRecipient }) => ({
      output: { CiphertextBlob, ...inTheClear, KeyId, ...forRecipient, ...(attestation === undefined && materialId) },
    })),
  );
}

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
  handler: (call) =>
    whenReady(generateDataKey(call), ({ CiphertextBlob, KeyId, materialId }) => ({
      output: { CiphertextBlob, KeyId, ...materialId },
    })),
});
