import { defineOperation, type Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import type { KeyRecord } from '../../state/records/key.js';
import { DATA_KEY_PAIR_INPUT, dataKeyPairKey, generateDataKeyPair } from './data-key-pair.js';
import { audienceOf } from './recipient.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPair.html */
export const GenerateDataKeyPair: Operation<'GenerateDataKeyPair'> = defineOperation({
  name: 'GenerateDataKeyPair',
  input: { ...DATA_KEY_PAIR_INPUT, Recipient: Member.Recipient },
  keys: [dataKeyPairKey('GenerateDataKeyPair')],
  dryRun: true,
  tracksLastUsage: true,
  async handler(call) {
    const [key] = call.keys as [KeyRecord];
    const audience = await audienceOf(call);
    const { PrivateKeyCiphertextBlob, PrivateKeyPlaintext, PublicKey, KeyPairSpec, materialId } =
      await generateDataKeyPair(call);
    const { inTheClear, forRecipient } = await audience.disclose({ PrivateKeyPlaintext });
    return {
      output: {
        PrivateKeyCiphertextBlob,
        ...inTheClear,
        PublicKey,
        KeyId: key.Arn,
        KeyPairSpec,
        ...forRecipient,
        ...materialId,
      },
    };
  },
});

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPairWithoutPlaintext.html */
export const GenerateDataKeyPairWithoutPlaintext: Operation<'GenerateDataKeyPairWithoutPlaintext'> = defineOperation({
  name: 'GenerateDataKeyPairWithoutPlaintext',
  input: DATA_KEY_PAIR_INPUT,
  keys: [dataKeyPairKey('GenerateDataKeyPairWithoutPlaintext')],
  dryRun: true,
  tracksLastUsage: true,
  async handler(call) {
    const [key] = call.keys as [KeyRecord];
    const { PrivateKeyCiphertextBlob, PublicKey, KeyPairSpec, materialId } = await generateDataKeyPair(call);
    return { output: { PrivateKeyCiphertextBlob, PublicKey, KeyId: key.Arn, KeyPairSpec, ...materialId } };
  },
});
