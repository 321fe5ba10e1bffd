// AWS X-Ray adds itself at the step build.
import { deepEqual } from 'node:assert/strict';
import { DescribeKeyCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import AWSXRay from 'aws-xray-sdk-core';
import { localKms, noPauseRetry } from 'localkms';

AWSXRay.enableManualMode();
const segment = new AWSXRay.Segment('test');
const kms = localKms({ wholeStack: true, keys: [{ Alias: 'alias/orders' }] });
const own = kms.attach(new KMSClient({ region: 'us-east-1', retryStrategy: noPauseRetry(3) }));
const client = AWSXRay.captureAWSv3Client(own, segment);

kms.faults.add({ operation: 'Encrypt', error: 'ThrottlingException', times: 1 });
await client.send(new EncryptCommand({ KeyId: 'alias/orders', Plaintext: new Uint8Array([1]) }));
await client.send(new DescribeKeyCommand({ KeyId: 'alias/none' })).catch(() => {});

const told = segment.subsegments.map(({ name, aws, http, cause }) => [
  [name, aws.operation, aws.region, aws.request_id, aws.retries],
  [http.response.status, cause?.exceptions[0].type],
]);
const [, sealed, refused] = kms.calls();
deepEqual(told, [
  [
    ['KMS', 'Encrypt', 'us-east-1', sealed.requestId, 2],
    [200, undefined],
  ],
  [
    ['KMS', 'DescribeKey', 'us-east-1', refused.requestId, 1],
    [400, 'NotFoundException'],
  ],
]);
