import type { Operation } from '../../contract/operation.js';
import { numberOfBytesRequired } from '../../model/faults/validation.js';
import * as Member from '../../model/members.js';
import { EVERYTHING } from '../key-uses.js';
import { loadRandomSource } from '../lazy.js';
import { recipientOf } from './recipient.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateRandom.html */
export const GenerateRandom: Operation<'GenerateRandom'> = {
  input: {
    NumberOfBytes: Member.NumberOfBytes,
    CustomKeyStoreId: Member.CustomKeyStoreId,
    Recipient: Member.Recipient,
  },
  keys: [],
  resources: [EVERYTHING],
  async handler(call) {
    const { input, world } = call;
    if (input.NumberOfBytes === undefined) throw numberOfBytesRequired();
    if (input.CustomKeyStoreId !== undefined) {
      const { checkRandomSource } = await loadRandomSource();
      checkRandomSource(call, input.CustomKeyStoreId);
    }
    const recipient = await recipientOf(call);
    const bytes = world.random.bytes(input.NumberOfBytes, 'GenerateRandom');
    return { output: await recipient.secretMember('Plaintext', bytes) };
  },
};
