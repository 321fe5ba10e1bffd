import type { Operation } from '../../contract/operation.js';
import { customKeyStoreHasKeys, customKeyStoreInvalidState } from '../../model/faults/custom-key-stores.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { remove } from '../../state/changes.js';
import { EVERYTHING } from '../key-uses.js';
import { lookUpStore } from './store-lookup.js';

/**
 * What backs the store stays as it is. Keys pending deletion still count as keys.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteCustomKeyStore.html
 */
export const DeleteCustomKeyStore: Operation<'DeleteCustomKeyStore'> = {
  input: { CustomKeyStoreId: required(Member.CustomKeyStoreId) },
  keys: [],
  resources: [EVERYTHING],
  handler(call) {
    const store = lookUpStore(call, call.input.CustomKeyStoreId);
    const { CustomKeyStoreId, ConnectionState } = store;
    if (ConnectionState !== 'DISCONNECTED') throw customKeyStoreInvalidState(CustomKeyStoreId, ConnectionState);
    const keys = call.world.state.group('keys', 'customKeyStore', CustomKeyStoreId);
    if (keys !== undefined) throw customKeyStoreHasKeys(CustomKeyStoreId);
    return { output: {}, changes: [remove('customKeyStores', store)] };
  },
};
