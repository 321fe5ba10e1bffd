import { KmsFault } from '../fault.js';

/** A ValidationException with a text of its own, outside the constraints of the model. */
export function invalid(message?: string): KmsFault {
  return new KmsFault('ValidationException', message);
}

/** The violated constraints of one request, in one message. */
export function violatedConstraints(violations: readonly string[]): KmsFault {
  const count = violations.length;
  return invalid(`${count} validation error${count === 1 ? '' : 's'} detected: ${violations.join('; ')}`);
}

/** Input that the service cannot read as its model's types. */
export function unreadable(message: string): KmsFault {
  return new KmsFault('SerializationException', message);
}

export function dryRunSucceeded(): KmsFault {
  return new KmsFault('DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.');
}

/** @inventedText */
export function invalidMarker(): KmsFault {
  return new KmsFault('InvalidMarkerException', 'The marker is not valid.');
}

export function keyIdRequired(): KmsFault {
  return invalid('KeyId must not be null');
}

export function oneOfNumberOfBytesAndKeySpec(): KmsFault {
  return invalid('Please specify either number of bytes or key spec.');
}

export function numberOfBytesRequired(): KmsFault {
  return invalid('NumberOfBytes is required.');
}

/** @inventedText */
export function dryRunModifiersWithoutDryRun(): KmsFault {
  return invalid('DryRunModifiers can only be specified when DryRun is true');
}

export function pendingWindowOutOfRange(min: number, max: number): KmsFault {
  return invalid(`PendingWindowInDays must be between ${min} and ${max}`);
}
