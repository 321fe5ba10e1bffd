import type { Exchange } from './exchange.js';
import { invalidArgument, S3Refusal } from './refusal.js';
import { type BucketDefault, isKmsAlgorithm } from './sse-settings.js';
import { type S3Response, succeeded, without } from './wire.js';
import { element, leaf, xmlResponse } from './xml.js';

/** The input of PutBucketEncryption, as a program wrote it. */
interface Configuration {
  readonly Rules?: readonly {
    readonly ApplyServerSideEncryptionByDefault?: { readonly SSEAlgorithm?: string; readonly KMSMasterKeyID?: string };
    readonly BucketKeyEnabled?: boolean;
  }[];
}

export async function putBucketEncryption(exchange: Exchange): Promise<S3Response> {
  const missing = await missingBucket(exchange);
  if (missing !== undefined) return missing;
  exchange.defaults.set(exchange.bucket, defaultIn(exchange.input.ServerSideEncryptionConfiguration as Configuration));
  return { statusCode: 200, headers: {} };
}

export async function getBucketEncryption({ defaults, bucket, send, request }: Exchange): Promise<S3Response> {
  const byDefault = defaults.get(bucket);
  if (byDefault === undefined) return send(request);
  const { algorithm, keyId, bucketKey } = byDefault;
  const apply = leaf('SSEAlgorithm', algorithm) + (keyId === undefined ? '' : leaf('KMSMasterKeyID', keyId));
  const rule = element('ApplyServerSideEncryptionByDefault', apply) + leaf('BucketKeyEnabled', bucketKey);
  return xmlResponse(200, element('ServerSideEncryptionConfiguration', element('Rule', rule)));
}

export async function deleteBucketEncryption(exchange: Exchange): Promise<S3Response> {
  const missing = await missingBucket(exchange);
  if (missing !== undefined) return missing;
  exchange.defaults.delete(exchange.bucket);
  return { statusCode: 204, headers: {} };
}

/** What S3 says of a bucket that is not there. */
async function missingBucket({ send, request }: Exchange): Promise<S3Response | undefined> {
  const headers = without(request.headers, (name) => /^(content-|x-amz-(sdk-)?checksum-)/.test(name));
  const { body: _, ...asked } = request;
  const response = await send({ ...asked, method: 'HEAD', query: {}, headers });
  if (succeeded(response)) return undefined;
  if (response.statusCode === 404) throw new S3Refusal(404, 'NoSuchBucket', 'The specified bucket does not exist');
  return response;
}

function defaultIn({ Rules = [] }: Configuration): BucketDefault {
  const [{ ApplyServerSideEncryptionByDefault: applied = {}, BucketKeyEnabled = false } = {}] = Rules;
  const { SSEAlgorithm: algorithm, KMSMasterKeyID: keyId } = applied;
  if (algorithm !== 'AES256' && !isKmsAlgorithm(algorithm)) throw malformed();
  if (algorithm === 'AES256' && keyId !== undefined) {
    throw invalidArgument(
      'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
    );
  }
  return { algorithm, keyId, bucketKey: BucketKeyEnabled };
}

function malformed(): S3Refusal {
  const message = 'The XML you provided was not well-formed or did not validate against our published schema';
  return new S3Refusal(400, 'MalformedXML', message);
}
