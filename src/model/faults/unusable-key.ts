import type { OriginType } from '@aws-sdk/client-kms';
import { KmsFault } from '../fault.js';
import type { StateObstacle } from '../key-states.js';

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html, the error messages below its table. */
export function keyStateFault(obstacle: StateObstacle, keyArn: string): KmsFault {
  return new KmsFault(
    obstacle === 'disabled' ? 'DisabledException' : 'KMSInvalidStateException',
    `${keyArn} is ${obstacle}.`,
  );
}

export function invalidOrigin(keyArn: string, origin: OriginType): KmsFault {
  return new KmsFault(
    'UnsupportedOperationException',
    `${keyArn} origin is ${origin} which is not valid for this operation.`,
  );
}

/** The form without a message: the key's spec does not have what the operation asks for. */
export function unsupportedKeySpec(): KmsFault {
  return new KmsFault('UnsupportedOperationException');
}
