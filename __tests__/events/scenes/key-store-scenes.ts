import type { OperationName } from '../../../src/model/operation-types.js';
import type { ToldKms } from '../../support/events.js';
import { CLUSTER_ID, connectedStore, createStore, NEW_STORE } from '../../support/key-stores.js';
import type { Scene, Scenes } from './scene.js';

const disconnected = (kms: ToldKms) => createStore(kms, 'AWS_CLOUDHSM');

export const KEY_STORE_SCENES: Scenes = {
  ConnectCustomKeyStore: ofStore('ConnectCustomKeyStore', {}, {}, disconnected),
  async CreateCustomKeyStore(kms) {
    const { CustomKeyStoreId } = await kms.call('CreateCustomKeyStore', NEW_STORE.AWS_CLOUDHSM);
    return {
      requestParameters: { customKeyStoreName: 'ExampleKeyStore', clusterId: CLUSTER_ID },
      responseElements: { customKeyStoreId: CustomKeyStoreId },
      readOnly: false,
    };
  },
  DeleteCustomKeyStore: ofStore('DeleteCustomKeyStore', {}, {}, disconnected),
  DisconnectCustomKeyStore: ofStore('DisconnectCustomKeyStore', {}, {}, (kms) => connectedStore(kms, 'AWS_CLOUDHSM')),
  UpdateCustomKeyStore: ofStore(
    'UpdateCustomKeyStore',
    { NewCustomKeyStoreName: 'NewName' },
    { newCustomKeyStoreName: 'NewName' },
    disconnected,
  ),
};

function ofStore(
  operation: OperationName,
  inputOf: object,
  shown: Record<string, unknown>,
  prepare: (kms: ToldKms) => Promise<string>,
): Scene {
  return async (kms) => {
    const CustomKeyStoreId = await prepare(kms);
    kms.news();
    await kms.call(operation, { CustomKeyStoreId, ...inputOf } as never);
    const { NewCustomKeyStoreName = 'ExampleKeyStore' } = inputOf as { NewCustomKeyStoreName?: string };
    return {
      requestParameters: { customKeyStoreId: CustomKeyStoreId, ...shown },
      responseElements: null,
      additionalEventData: { customKeyStoreName: NewCustomKeyStoreName, clusterId: CLUSTER_ID },
      readOnly: false,
    };
  };
}
