import { KmsFault } from '../fault.js';
import { invalid } from './validation.js';

export function keyUsageRequired(): KmsFault {
  return invalid('You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.');
}

export function incompatibleKeyUsage(keyUsage: string, keySpec: string): KmsFault {
  return invalid(`KeyUsage ${keyUsage} is not compatible with KeySpec ${keySpec}`);
}

export function keySpecGivenTwice(): KmsFault {
  return invalid(
    'You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.',
  );
}

export function originNotSupported(keySpec: string, origin: string): KmsFault {
  return invalid(`KeySpec ${keySpec} is not supported for Origin ${origin}`);
}

export function keySpecNotInRegion(keySpec: string): KmsFault {
  return new KmsFault('UnsupportedOperationException', `KeySpec ${keySpec} is not supported in this Region`);
}

export function keyQuotaExceeded(quota: number, usage: number): KmsFault {
  return new KmsFault(
    'LimitExceededException',
    `Key quota for this account in this region is ${quota} but the current usage is ${usage}.`,
  );
}

/** @inventedText */
export function customKeyStoreIdRequired(origin: string): KmsFault {
  return invalid(`You must specify a CustomKeyStoreId value for a KMS key with Origin ${origin}.`);
}

/** @inventedText */
export function customKeyStoreNotAllowed(origin: string): KmsFault {
  return invalid(`You cannot specify a CustomKeyStoreId value for a KMS key with Origin ${origin}.`);
}

/** @inventedText */
export function multiRegionInCustomKeyStore(): KmsFault {
  return new KmsFault(
    'UnsupportedOperationException',
    'You cannot create a multi-Region KMS key in a custom key store.',
  );
}

/** @inventedText */
export function xksKeyIdRequired(): KmsFault {
  return invalid('You must specify an XksKeyId value for a KMS key with Origin EXTERNAL_KEY_STORE.');
}

/** @inventedText */
export function xksKeyIdNotAllowed(origin: string): KmsFault {
  return invalid(`You cannot specify an XksKeyId value for a KMS key with Origin ${origin}.`);
}

/** @inventedText */
export function originOfOtherStoreType(origin: string, storeType: string): KmsFault {
  return invalid(`Origin ${origin} is not valid for a custom key store of type ${storeType}.`);
}

/** @inventedText */
export function xksKeyInUse(xksKeyId: string): KmsFault {
  return new KmsFault(
    'XksKeyAlreadyInUseException',
    `The external key ${xksKeyId} is already associated with another KMS key in this external key store.`,
  );
}
