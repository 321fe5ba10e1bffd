import type { Operation } from '../../contract/operation.js';
import { customKeyStoreInvalidState } from '../../model/faults/custom-key-stores.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { update } from '../../state/changes.js';
import { EVERYTHING } from '../key-uses.js';
import { lookUpStore } from './store-lookup.js';

/** Its keys are Unavailable at once. https://docs.aws.amazon.com/kms/latest/APIReference/API_DisconnectCustomKeyStore.html */
export const DisconnectCustomKeyStore: Operation<'DisconnectCustomKeyStore'> = {
  input: { CustomKeyStoreId: required(Member.CustomKeyStoreId) },
  keys: [],
  resources: [EVERYTHING],
  handler(call) {
    const store = lookUpStore(call, call.input.CustomKeyStoreId);
    const { CustomKeyStoreId, ConnectionState } = store;
    if (ConnectionState === 'DISCONNECTED' || ConnectionState === 'DISCONNECTING') {
      throw customKeyStoreInvalidState(CustomKeyStoreId, ConnectionState);
    }
    const change = update('customKeyStores', store, {
      ConnectionState: 'DISCONNECTING',
      ConnectionErrorCode: undefined,
      transition: { at: call.now + call.world.transitionDelay, to: 'DISCONNECTED' },
    });
    return { output: {}, changes: [change] };
  },
};
