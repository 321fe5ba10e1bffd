import { ACCOUNT } from '../../support/engine.js';
import { createStore } from '../../support/key-stores.js';
import { reading, type Scenes } from './scene.js';

export const READING_SCENES: Scenes = {
  async DescribeCustomKeyStores(kms) {
    const CustomKeyStoreId = await createStore(kms, 'AWS_CLOUDHSM');
    kms.news();
    await kms.call('DescribeCustomKeyStores', { CustomKeyStoreId });
    return { requestParameters: { customKeyStoreId: CustomKeyStoreId } };
  },
  DescribeKey: reading('DescribeKey'),
  GetKeyLastUsage: reading('GetKeyLastUsage'),
  GetKeyPolicy: reading('GetKeyPolicy', {}, { policyName: 'default' }),
  GetKeyRotationStatus: reading('GetKeyRotationStatus'),
  GetParametersForImport: reading(
    'GetParametersForImport',
    { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' },
    { wrappingAlgorithm: 'RSAES_OAEP_SHA_256', wrappingKeySpec: 'RSA_2048' },
    { Origin: 'EXTERNAL' },
  ),
  GetPublicKey: reading('GetPublicKey', {}, {}, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
  async ListAliases(kms) {
    await kms.call('ListAliases', { Limit: 5 });
    return { requestParameters: { limit: 5 }, resources: [] };
  },
  ListGrants: reading('ListGrants', { Limit: 10 }, { limit: 10 }),
  ListKeyPolicies: reading('ListKeyPolicies'),
  ListKeyRotations: reading(
    'ListKeyRotations',
    { IncludeKeyMaterial: 'ALL_KEY_MATERIAL' },
    { includeKeyMaterial: 'ALL_KEY_MATERIAL' },
  ),
  async ListKeys(kms) {
    await kms.call('ListKeys', {});
    return { requestParameters: null, resources: [] };
  },
  ListResourceTags: reading('ListResourceTags', { Limit: 7 }, { limit: 7 }),
  async ListRetirableGrants(kms) {
    const RetiringPrincipal = `arn:aws:iam::${ACCOUNT}:user/Bob`;
    await kms.call('ListRetirableGrants', { RetiringPrincipal });
    return { requestParameters: { retiringPrincipal: RetiringPrincipal }, resources: [] };
  },
};
