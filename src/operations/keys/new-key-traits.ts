import type { OriginType } from '@aws-sdk/client-kms';
import type { Call, InputOf } from '../../contract/call.js';
import {
  customKeyStoreIdRequired,
  customKeyStoreNotAllowed,
  incompatibleKeyUsage,
  keySpecGivenTwice,
  keySpecNotInRegion,
  keyUsageRequired,
  multiRegionInCustomKeyStore,
  originNotSupported,
  xksKeyIdNotAllowed,
  xksKeyIdRequired,
} from '../../model/faults/new-keys.js';
import { isOffered, type KeySpecName, keySpec } from '../../model/key-specs.js';
import type { KeyRecord } from '../../state/records/key.js';

type Input = InputOf<'CreateKey'>;
export type KeyTraits = Pick<KeyRecord, 'KeySpec' | 'KeyUsage' | 'Origin' | 'CustomKeyStoreId' | 'XksKeyId'>;

/** Spec, usage and origin of a new key, which must fit each other and the Region. */
export function keyTraits({ input, caller }: Call<Input>): KeyTraits {
  if (input.KeySpec !== undefined && input.CustomerMasterKeySpec !== undefined) throw keySpecGivenTwice();
  const KeySpec: KeySpecName = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
  const row = keySpec(KeySpec);
  const KeyUsage = input.KeyUsage ?? (row.type === 'symmetric' ? 'ENCRYPT_DECRYPT' : undefined);
  if (KeyUsage === undefined) throw keyUsageRequired();
  if (row.usages[KeyUsage] === undefined) throw incompatibleKeyUsage(KeyUsage, KeySpec);
  const Origin = input.Origin ?? 'AWS_KMS';
  if (!row.origins.includes(Origin)) throw originNotSupported(KeySpec, Origin);
  if (!isOffered(KeySpec, caller.scope.partition)) throw keySpecNotInRegion(KeySpec);
  checkStoreMembers(Origin, input);
  const { CustomKeyStoreId, XksKeyId } = input;
  return {
    KeySpec,
    KeyUsage,
    Origin,
    ...(CustomKeyStoreId !== undefined && { CustomKeyStoreId }),
    ...(XksKeyId !== undefined && { XksKeyId }),
  };
}

/** A key store is named for its two origins alone, an external key for one of them. */
function checkStoreMembers(origin: OriginType, { CustomKeyStoreId, XksKeyId, MultiRegion }: Input): void {
  const inStore = origin === 'AWS_CLOUDHSM' || origin === 'EXTERNAL_KEY_STORE';
  if (inStore && CustomKeyStoreId === undefined) throw customKeyStoreIdRequired(origin);
  if (!inStore && CustomKeyStoreId !== undefined) throw customKeyStoreNotAllowed(origin);
  if (inStore && MultiRegion) throw multiRegionInCustomKeyStore();
  const external = origin === 'EXTERNAL_KEY_STORE';
  if (external && XksKeyId === undefined) throw xksKeyIdRequired();
  if (!external && XksKeyId !== undefined) throw xksKeyIdNotAllowed(origin);
}
