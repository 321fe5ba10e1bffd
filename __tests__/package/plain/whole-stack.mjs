// The client's own middlewares of every step, in the oldest SDK and in the newest.
import { deepEqual, equal } from 'node:assert/strict';
import { DescribeKeyCommand, EncryptCommand, KMSClient, NotFoundException } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';

const HOST = 'kms.eu-west-1.amazonaws.com';
const kms = localKms({ wholeStack: true, region: 'eu-west-1', keys: [{ Alias: 'alias/orders' }] });
const client = kms.attach(new KMSClient({ region: 'eu-west-1' }));
let seen = [];
for (const step of ['initialize', 'serialize', 'build', 'finalizeRequest', 'deserialize']) {
  const middleware = (next) => async (args) => {
    const result = await next(args);
    seen.push([step, args.request?.hostname, result.response.statusCode]);
    return result;
  };
  // On the far side of the SDK's serializer and deserializer, in every version.
  client.middlewareStack.add(middleware, { step, priority: 'low', name: `of ${step}` });
}

await client.send(new EncryptCommand({ KeyId: 'alias/orders', Plaintext: new Uint8Array([1, 2, 3]) }));
deepEqual(seen, [
  ['deserialize', HOST, 200],
  ['finalizeRequest', HOST, 200],
  ['build', HOST, 200],
  ['serialize', HOST, 200],
  ['initialize', undefined, 200],
]);
deepEqual(kms.calls('Encrypt')[0].input.Plaintext, new Uint8Array([1, 2, 3]));

seen = [];
const error = await client.send(new DescribeKeyCommand({ KeyId: 'alias/none' })).catch((reason) => reason);
equal(error instanceof NotFoundException, true);
equal(error.message, 'Alias arn:aws:kms:eu-west-1:000000000000:alias/none is not found.');
deepEqual(seen, [['deserialize', HOST, 400]]);
