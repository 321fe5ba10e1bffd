import { KmsFault } from '../fault.js';

/** Without a message: text that is not a policy document at all. What is wrong with it, only our own errors tell. */
export function malformedPolicy(cause: Error): KmsFault {
  return Object.assign(new KmsFault('MalformedPolicyDocumentException'), { cause });
}

export function invalidPrincipals(): KmsFault {
  return new KmsFault(
    'MalformedPolicyDocumentException',
    'Policy contains a statement with one or more invalid principals.',
  );
}

export function policyLocksOut(): KmsFault {
  return new KmsFault(
    'MalformedPolicyDocumentException',
    'The new key policy will not allow you to update the key policy in the future.',
  );
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context */
export function overlyPermissiveCondition(): KmsFault {
  return new KmsFault(
    'MalformedPolicyDocumentException',
    'OverlyPermissiveCondition: Using the ForAllValues set operator with a single-valued condition key matches requests without the specified [encryption context or tag] or with an unspecified [encryption context or tag]. To fix, remove ForAllValues.',
  );
}

export function invalidArnInPolicy(): KmsFault {
  return new KmsFault('InvalidArnException', 'An ARN in the specified key policy is invalid.');
}

/** @inventedText */
export function policyTooLong(maxBytes: number): KmsFault {
  return new KmsFault('LimitExceededException', `The key policy exceeds the quota of ${maxBytes} bytes.`);
}

export function policyNotFound(): KmsFault {
  return new KmsFault('NotFoundException', 'No such policy exists');
}

export function onlyDefaultPolicy(): KmsFault {
  return new KmsFault('UnsupportedOperationException', 'Only default policy is supported');
}
