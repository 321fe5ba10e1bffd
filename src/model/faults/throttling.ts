import { KmsFault } from '../fault.js';

/** https://docs.aws.amazon.com/kms/latest/developerguide/throttling.html */
export const THROTTLING_MESSAGE =
  'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.';

export function requestQuotaExceeded(): KmsFault {
  return new KmsFault('ThrottlingException', THROTTLING_MESSAGE);
}
