import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { KMS, KmsKeyringNode } from '@aws-crypto/client-node';
import { localKms } from 'localkms';
import { Archive } from './archive.js';

const KeyId = 'mrk-1234abcd12ab34cd56ef1234567890ab';
const kms = localKms({ region: 'eu-west-1', keys: [{ KeyId, ReplicaRegions: ['eu-west-3'] }] });
const arnIn = (region: string) => `arn:aws:kms:${region}:000000000000:key/${KeyId}`;

/** The keyring's own clients, one for each Region, answered by the world. */
const clientProvider = (region: string) => kms.as({ region }).attach(new KMS({ region }));

const archive = new Archive(
  new KmsKeyringNode({ clientProvider, generatorKeyId: arnIn('eu-west-1'), keyIds: [arnIn('eu-west-3')] }),
);

beforeEach(() => kms.reset());

test('gets what was put', async () => {
  const stored = await archive.put('a long report', 'alice');
  assert.equal(await archive.get(stored, 'alice'), 'a long report');
  assert.deepEqual(
    kms.calls().map(({ operation, caller }) => `${operation} in ${caller.region}`),
    ['GenerateDataKey in eu-west-1', 'Encrypt in eu-west-3', 'Decrypt in eu-west-1'],
  );
});

test('gets it from the other Region where one fails', async () => {
  const stored = await archive.put('a long report', 'alice');
  kms.faults.add({ keyId: arnIn('eu-west-1'), error: 'AccessDeniedException' });
  assert.equal(await archive.get(stored, 'alice'), 'a long report');
});

test('gets nothing that was changed', async () => {
  const stored = await archive.put('a long report', 'alice');
  const last = stored.length - 1;
  stored[last] = (stored[last] ?? 0) ^ 1;
  await assert.rejects(archive.get(stored, 'alice'));
});
