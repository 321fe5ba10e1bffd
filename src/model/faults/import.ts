import { KmsFault } from '../fault.js';
import { invalid } from './validation.js';

/** @inventedText */
export function unsupportedWrapping(algorithm: string, wrappingKeySpec: string, keySpec: string): KmsFault {
  return new KmsFault(
    'UnsupportedOperationException',
    `Wrapping algorithm ${algorithm} and wrapping key spec ${wrappingKeySpec} are not supported for key spec ${keySpec}.`,
  );
}

/** A token that was altered, or that belongs to another key. */
export function invalidImportToken(): KmsFault {
  return new KmsFault('InvalidImportTokenException');
}

export function expiredImportToken(): KmsFault {
  return new KmsFault('ExpiredImportTokenException');
}

export function incorrectKeyMaterial(): KmsFault {
  return new KmsFault('IncorrectKeyMaterialException');
}

export function invalidEncryptedKeySize(): KmsFault {
  return invalid('Invalid encrypted key size.');
}

export function validToRequired(): KmsFault {
  return invalid('A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES');
}

export function validToNotAllowed(): KmsFault {
  return invalid(
    'The parameter ValidTo cannot be specified for a key with an expiration model of KEY_MATERIAL_DOES_NOT_EXPIRE',
  );
}

export function validToPast(): KmsFault {
  return invalid('ValidTo must be in the future');
}

/** @inventedText */
export function validToTooFar(maxDays: number): KmsFault {
  return invalid(`ValidTo must be within ${maxDays} days`);
}

/** @inventedText */
export function onlyForSymmetricKeys(member: string): KmsFault {
  return new KmsFault('UnsupportedOperationException', `${member} is only supported for symmetric encryption keys.`);
}

/** @inventedText */
export function keyMaterialIdOfNewMaterial(): KmsFault {
  return invalid('KeyMaterialId cannot be specified with ImportType NEW_KEY_MATERIAL');
}

export function anotherMaterialPending(newId: string, keyArn: string, pendingId: string): KmsFault {
  return new KmsFault(
    'KMSInvalidStateException',
    `New key material (id: ${newId}) cannot be imported into KMS key ${keyArn}, because another key material (id: ${pendingId}) is pending rotation.`,
  );
}

/** @inventedText */
export function keyMaterialNotFound(keyMaterialId: string): KmsFault {
  return new KmsFault('NotFoundException', `Key material '${keyMaterialId}' does not exist`);
}
