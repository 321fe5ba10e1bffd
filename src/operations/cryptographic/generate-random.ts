import { numberOfBytesRequired } from '../../model/faults/validation.js';
import * as Member from '../../model/members.js';
import { defineOperation, type Operation } from '../../pipeline/operation.js';

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
  handler({ input, world }) {
    if (input.NumberOfBytes === undefined) throw numberOfBytesRequired();
    return { output: { Plaintext: world.random.bytes(input.NumberOfBytes, 'GenerateRandom') } };
  },
});
