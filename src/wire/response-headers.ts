/**
 * What AWS KMS answered in recordings of 2026 (gocloud.dev v0.49.0, secrets/awskms/testdata), beside Date and
 * Content-Length: these are those of the server, or of whoever stands for one.
 */
export function responseHeaders(contentType: string, requestId: string): Record<string, string> {
  return {
    'x-amzn-RequestId': requestId,
    'Cache-Control': 'no-cache, no-store, must-revalidate, private',
    Expires: '0',
    Pragma: 'no-cache',
    'Content-Type': contentType,
  };
}

export const JSON_1_1 = 'application/x-amz-json-1.1';
