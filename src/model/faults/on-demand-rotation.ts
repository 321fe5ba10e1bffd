import { KmsFault } from '../fault.js';

/** Origin EXTERNAL: no new key material was imported since the last rotation. */
export function noKeyMaterialPendingRotation(keyArn: string): KmsFault {
  return new KmsFault('KMSInvalidStateException', `No available key material pending rotation for the key: ${keyArn}.`);
}

export function onDemandRotationsExhausted(keyArn: string): KmsFault {
  return new KmsFault(
    'LimitExceededException',
    `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${keyArn}`,
  );
}

/** @inventedText */
export function automaticRotationIsNear(keyArn: string): KmsFault {
  return new KmsFault('ConflictException', `An automatic rotation is about to take place for the key: ${keyArn}.`);
}
