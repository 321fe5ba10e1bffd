import { KmsFault } from '../fault.js';

export function notPrimaryKey(keyArn: string): KmsFault {
  return new KmsFault('UnsupportedOperationException', `${keyArn} is not a multi-region primary key.`);
}

/**
 * UpdatePrimaryRegion to the Region of the primary key itself.
 *
 * @inventedText
 */
export function notReplicaKey(keyArn: string): KmsFault {
  return new KmsFault('UnsupportedOperationException', `${keyArn} is not a multi-region replica key.`);
}

/** @inventedText */
export function replicaExists(): KmsFault {
  return new KmsFault(
    'AlreadyExistsException',
    'You can create only one replica of each primary key in each AWS Region.',
  );
}

/** @inventedText */
export function replicaInOtherPartition(region: string): KmsFault {
  return new KmsFault(
    'UnsupportedOperationException',
    `Region ${region} is not in the partition of the multi-region primary key.`,
  );
}
