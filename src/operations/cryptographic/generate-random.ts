import { defineOperation, type Operation } from '../../contract/operation.js';
import { numberOfBytesRequired } from '../../model/faults/validation.js';
import * as Member from '../../model/members.js';
import { audienceOf } from './recipient.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateRandom.html */
export const GenerateRandom: Operation<'GenerateRandom'> = defineOperation({
  name: 'GenerateRandom',
  input: {
    NumberOfBytes: Member.NumberOfBytes,
    CustomKeyStoreId: Member.CustomKeyStoreId,
    Recipient: Member.Recipient,
  },
  keys: [],
  permission: 'GenerateRandom',
  dryRun: false,
  tracksLastUsage: false,
  async handler(call) {
    const { input, world } = call;
    if (input.NumberOfBytes === undefined) throw numberOfBytesRequired();
    if (input.CustomKeyStoreId !== undefined) {
      const { checkRandomSource } = await import('../custom-key-stores/random-source.js');
      checkRandomSource(call, input.CustomKeyStoreId);
    }
    const audience = await audienceOf(call);
    const Plaintext = world.random.bytes(input.NumberOfBytes, 'GenerateRandom');
    const { inTheClear, forRecipient } = await audience.disclose({ Plaintext });
    return { output: { ...inTheClear, ...forRecipient } };
  },
});
