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

export function keySpecNotInRegion(keySpec: string, region: string): KmsFault {
  return new KmsFault('UnsupportedOperationException', `KeySpec ${keySpec} is not supported in Region ${region}.`);
}

export function keyQuotaExceeded(quota: number, usage: number): KmsFault {
  return new KmsFault(
    'LimitExceededException',
    `Key quota for this account in this region is ${quota} but the current usage is ${usage}.`,
  );
}
