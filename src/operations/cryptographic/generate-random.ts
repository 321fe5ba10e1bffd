import { customKeyStoreInvalidState, noRandomFromExternalKeyStore } from '../../model/faults/custom-key-stores.js';
import { numberOfBytesRequired } from '../../model/faults/validation.js';
import * as Member from '../../model/members.js';
import { type Call, defineOperation, type Operation } from '../../pipeline/operation.js';
import { lookUpStore } from '../custom-key-stores/store-lookup.js';
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
    if (input.CustomKeyStoreId !== undefined) checkRandomSource(call, input.CustomKeyStoreId);
    const audience = await audienceOf(call);
    const random = world.random.bytes(input.NumberOfBytes, 'GenerateRandom');
    const { inTheClear, forRecipient } = await audience.disclose('Plaintext', random);
    return { output: { ...inTheClear, ...forRecipient } };
  },
});

/** Of the custom key stores, a connected CloudHSM cluster has a random number generator. */
function checkRandomSource(call: Call, storeId: string): void {
  const { CustomKeyStoreId, CustomKeyStoreType, ConnectionState } = lookUpStore(call, storeId);
  if (CustomKeyStoreType !== 'AWS_CLOUDHSM') throw noRandomFromExternalKeyStore();
  if (ConnectionState !== 'CONNECTED') throw customKeyStoreInvalidState(CustomKeyStoreId, ConnectionState);
}
