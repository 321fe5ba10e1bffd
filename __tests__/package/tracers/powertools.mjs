// The tracer of Powertools for AWS Lambda, as it is in a function.
import { deepEqual } from 'node:assert/strict';

process.env.POWERTOOLS_TRACE_ENABLED = 'true';
process.env._X_AMZN_TRACE_ID = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=557abcec3ee5a047;Sampled=1';
process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs24.x';
process.env.LAMBDA_TASK_ROOT = '/var/task';

const { Tracer } = await import('@aws-lambda-powertools/tracer');
const { EncryptCommand, KMSClient } = await import('@aws-sdk/client-kms');
const { default: AWSXRay } = await import('aws-xray-sdk-core');
const { localKms } = await import('localkms');

const kms = localKms({ wholeStack: true, keys: [{ Alias: 'alias/orders' }] });
const tracer = new Tracer({ serviceName: 'orders' });
const client = tracer.captureAWSv3Client(kms.attach(new KMSClient({ region: 'us-east-1' })));
await AWSXRay.getNamespace().runPromise(async () => {
  const segment = new AWSXRay.Segment('test');
  AWSXRay.setSegment(segment);
  await client.send(new EncryptCommand({ KeyId: 'alias/orders', Plaintext: new Uint8Array([1]) }));
  const told = segment.subsegments.map(({ aws, http }) => [aws.operation, aws.request_id, http.response.status]);
  deepEqual(told, [['Encrypt', kms.calls()[0].requestId, 200]]);
});
