import type { Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import type { KeyRecord } from '../../state/records/key.js';
import { DATA_KEY_PAIR_INPUT, DATA_KEY_PAIR_KEY, generateDataKeyPair } from './data-key-pair.js';
import { recipientOf } from './recipient.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPair.html */
export const GenerateDataKeyPair: Operation<'GenerateDataKeyPair', [KeyRecord]> = {
  input: { ...DATA_KEY_PAIR_INPUT, Recipient: Member.Recipient },
  keys: [DATA_KEY_PAIR_KEY],
  tracksLastUsage: true,
  async handler(call) {
    const [key] = call.keys;
    const recipient = await recipientOf(call);
    const { PrivateKeyCiphertextBlob, PrivateKeyPlaintext, PublicKey, KeyPairSpec, materialId } =
      await generateDataKeyPair(call);
    return {
      output: {
        PrivateKeyCiphertextBlob,
        ...(await recipient.secretMember('PrivateKeyPlaintext', PrivateKeyPlaintext)),
        PublicKey,
        KeyId: key.Arn,
        KeyPairSpec,
        ...materialId,
      },
    };
  },
};

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPairWithoutPlaintext.html */
export const GenerateDataKeyPairWithoutPlaintext: Operation<'GenerateDataKeyPairWithoutPlaintext', [KeyRecord]> = {
  input: DATA_KEY_PAIR_INPUT,
  keys: [DATA_KEY_PAIR_KEY],
  tracksLastUsage: true,
  async handler(call) {
    const [key] = call.keys;
    const { PrivateKeyCiphertextBlob, PublicKey, KeyPairSpec, materialId } = await generateDataKeyPair(call);
    return { output: { PrivateKeyCiphertextBlob, PublicKey, KeyId: key.Arn, KeyPairSpec, ...materialId } };
  },
};
