import { KmsFault } from '../fault.js';
import { invalid } from './validation.js';

export function aliasPrefixMissing(): KmsFault {
  return invalid(
    'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
  );
}

export function aliasCharacters(aliasName: string): KmsFault {
  return invalid(`${aliasName} contains invalid characters for an alias`);
}

export function aliasOfAlias(): KmsFault {
  return invalid('Aliases must refer to keys. Not aliases');
}

export function aliasExists(aliasArn: string): KmsFault {
  return new KmsFault('AlreadyExistsException', `An alias with the name ${aliasArn} already exists`);
}

export function aliasQuotaExceeded(quota: number, usage: number): KmsFault {
  return new KmsFault(
    'LimitExceededException',
    `Aliases per key quota for this account in this region is ${quota}, current usage is ${usage}.`,
  );
}

export function aliasKeyUsageDiffers(aliasName: string, current: string, next: string): KmsFault {
  return invalid(
    `Alias ${aliasName} cannot be changed from a CMK with key usage ${current} to a CMK with key usage ${next}. The key usage of the current CMK and the new CMK must be the same.`,
  );
}

/**
 * It follows the one for usages.
 *
 * @inventedText
 */
export function aliasKeyTypeDiffers(aliasName: string, current: string, next: string): KmsFault {
  return invalid(
    `Alias ${aliasName} cannot be changed from a CMK with key type ${current} to a CMK with key type ${next}. The key type of the current CMK and the new CMK must be the same.`,
  );
}
