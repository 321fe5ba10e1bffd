import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { localKms } from 'localkms';
import { kmsHandler } from 'localkms/http';
import { http } from 'msw';
import { setupServer } from 'msw/node';
import { opened, sealed } from './src/orders.js';

const kms = localKms({ region: 'eu-west-1', keys: [{ Alias: 'alias/orders' }] });
const handler = kmsHandler(kms);
const server = setupServer(http.post('https://kms.*.amazonaws.com/', ({ request }) => handler(request)));

before(() => {
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
  server.listen({ onUnhandledRequest: 'error' });
});
after(() => server.close());

test('an order is sealed and opened', async () => {
  const blob = await sealed({ id: 1 });
  assert.deepEqual(await opened(blob), { id: 1 });
  assert.equal(kms.calls({ operation: 'Encrypt' })[0].caller.region, 'eu-west-1');
});

test('what fails at AWS KMS is tried again', async () => {
  kms.clearCalls();
  kms.faults.add({ operation: 'Encrypt', error: 'KMSInternalException', times: 1 });
  await sealed({ id: 2 });
  assert.deepEqual(
    kms.calls('Encrypt').map(({ attempt }) => attempt),
    [1, 2],
  );
});
