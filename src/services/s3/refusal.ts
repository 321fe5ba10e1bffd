import type { KmsFault } from '../../model/fault.js';
import type { S3Response } from './wire.js';
import { element, leaf, xmlResponse } from './xml.js';

/** What S3 answers instead of doing what was asked. */
export class S3Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** Where AWS KMS refused: the id of its call, by which `kms.explain()` finds it. */
  readonly requestId: string | undefined;
  /** Further elements of the document. */
  readonly details: Readonly<Record<string, string | number>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: Partial<Pick<S3Refusal, 'requestId' | 'details'>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.requestId = more.requestId;
    this.details = more.details ?? {};
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function refusalResponse(refusal: S3Refusal, method: string, newRequestId: () => string): S3Response {
  const { status, code, message, details, requestId = newRequestId() } = refusal;
  const headers = { 'x-amz-request-id': requestId };
  // A response to HEAD has no body: only its status tells.
  if (method === 'HEAD') return { statusCode: status, headers };
  const told = Object.entries({ Code: code, Message: message, ...details, RequestId: requestId });
  return xmlResponse(status, element('Error', told.map(([name, value]) => leaf(name, value)).join('')), headers);
}

export function invalidArgument(message: string): S3Refusal {
  return new S3Refusal(400, 'InvalidArgument', message);
}

/**
 * What S3 makes of an error of AWS KMS. It denies with its own error and the sentence of KMS; it asks to slow down; others
 * keep their name after `KMS.`.
 */
export function kmsRefusal(fault: KmsFault, requestId: string): S3Refusal {
  const { name, message, status } = fault;
  if (name === 'AccessDeniedException') return new S3Refusal(403, 'AccessDenied', message, { requestId });
  if (name === 'ThrottlingException') {
    const slower = 'Please reduce your request rate for operations involving AWS KMS.';
    return new S3Refusal(503, 'SlowDown', slower, { requestId });
  }
  if (status >= 500) return internalError(requestId);
  return new S3Refusal(400, `KMS.${name}`, message, { requestId });
}

export function internalError(requestId: string): S3Refusal {
  return new S3Refusal(500, 'InternalError', 'We encountered an internal error. Please try again.', { requestId });
}
