import { KmsFault } from '../fault.js';

// What AWS's services say to requests that are no calls yet.

export function unknownOperation(): KmsFault {
  return new KmsFault('UnknownOperationException');
}

/** A body that is no JSON, or text that is no base64. */
export function malformed(): KmsFault {
  return new KmsFault('SerializationException');
}

export function tooLarge(): KmsFault {
  return new KmsFault('RequestEntityTooLargeException', undefined, 413);
}

export function notSigned(): KmsFault {
  return new KmsFault('MissingAuthenticationTokenException', 'Missing Authentication Token');
}

/** `AKIA…` of nobody, or a session token that is not the one of the access key. */
export function unknownAccessKey(): KmsFault {
  return new KmsFault('UnrecognizedClientException', 'The security token included in the request is invalid.');
}

export function signedTwice(): KmsFault {
  return invalidSignature("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
}

const DATE_MISSING = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";

/** What is shown is the sender's own header: of a secret it has the signature alone. */
export function headerIncomplete(parameters: readonly string[], hasDate: boolean, header: string): KmsFault {
  const missing = parameters.map((name) => `Authorization header requires '${name}' parameter. `);
  return incompleteSignature(`${missing.join('')}${hasDate ? '' : DATE_MISSING}Authorization=${header}`);
}

export function queryIncomplete(parameters: readonly string[]): KmsFault {
  const missing = parameters.map((name) => `AWS query-string parameters must include 'X-Amz-${name}'. `);
  return incompleteSignature(`${missing.join('')}Re-examine the query-string parameters.`);
}

export function credentialMalformed(credential: string): KmsFault {
  return incompleteSignature(
    `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
  );
}

function incompleteSignature(message: string): KmsFault {
  return new KmsFault('IncompleteSignatureException', message);
}

function invalidSignature(message: string): KmsFault {
  return new KmsFault('InvalidSignatureException', message);
}

export function signatureMismatch(): KmsFault {
  return invalidSignature(
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  );
}

export function signatureExpired(signed: string, earliest: string, now: string): KmsFault {
  return invalidSignature(`Signature expired: ${signed} is now earlier than ${earliest} (${now} - 5 min.)`);
}

export function signatureNotYetCurrent(signed: string, latest: string, now: string): KmsFault {
  return invalidSignature(`Signature not yet current: ${signed} is still later than ${latest} (${now} + 5 min.)`);
}

export function presignedRequestExpired(expired: string, now: string): KmsFault {
  return invalidSignature(`Signature expired: ${expired} is now earlier than ${now}`);
}

export function notARegion(region: string): KmsFault {
  return invalidSignature(`Credential should be scoped to a valid region, not '${region}'. `);
}

export function notThisService(): KmsFault {
  return invalidSignature("Credential should be scoped to correct service: 'kms'. ");
}

export function notTheTerminator(terminator: string): KmsFault {
  return invalidSignature(`Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'. `);
}

export function notTheDate(scoped: string, day: string, date: string): KmsFault {
  return invalidSignature(
    `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scoped}' != '${day}', from '${date}'.`,
  );
}

export function hostNotSigned(): KmsFault {
  return invalidSignature("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
}
