import {
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  type KMSClient,
  ListAliasesCommand,
  ListGrantsCommand,
  ScheduleKeyDeletionCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-kms';
import type { Pool } from 'pg';
import { type LocalKms, type LocalKmsOptions, localKms } from '../../../src/index.js';
import { postgresStore } from '../../../src/stores/postgres/postgres-store.js';
import { until } from '../../contract/record-store-support.js';
import { clientOf } from '../../support/clients.js';
import { database } from './support.js';

let worlds: LocalKms[];

beforeEach(() => {
  worlds = [];
});

afterEach(async () => {
  for (const kms of worlds) await kms.close();
});

// After the worlds are closed: a pool does not end while a world listens on it.
const db = database();
const Plaintext = Buffer.from('tea');
const ROLE = 'arn:aws:iam::000000000000:role/app';

function world(pool: Pool, options: LocalKmsOptions = {}): { kms: LocalKms; client: KMSClient } {
  const kms = localKms({ store: postgresStore({ pool, schema: db.schema }), ...options });
  worlds.push(kms);
  return { kms, client: clientOf(kms) };
}

async function newKey(client: KMSClient): Promise<string> {
  const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
  return KeyMetadata?.KeyId as string;
}

describe.each(['one pool', 'a pool of each'])('two worlds over %s', (pools) => {
  let one: ReturnType<typeof world>;
  let two: ReturnType<typeof world>;

  beforeEach(async () => {
    const pool = db.pool();
    [one, two] = [world(pool), world(pools === 'one pool' ? pool : db.pool())];
    await Promise.all([one.kms.ready(), two.kms.ready()]);
  });

  /** Where a pool is shared, each sees what the other has written at once; else as soon as it is told. */
  async function seen(isSeen: () => Promise<unknown>): Promise<void> {
    if (pools === 'one pool') await isSeen();
    else
      await until(() =>
        isSeen().then(
          () => true,
          () => false,
        ),
      );
  }

  it('have the keys, the ciphertexts and the grant tokens of each other', async () => {
    const KeyId = await newKey(one.client);
    await seen(() => two.client.send(new DescribeKeyCommand({ KeyId })));
    const { CiphertextBlob } = await two.client.send(new EncryptCommand({ KeyId, Plaintext }));
    const decrypted = await one.client.send(new DecryptCommand({ CiphertextBlob }));
    expect(Buffer.from(decrypted.Plaintext as Uint8Array)).toEqual(Plaintext);
    const { GrantToken } = await one.client.send(
      new CreateGrantCommand({ KeyId, GranteePrincipal: ROLE, Operations: ['Decrypt'] }),
    );
    await seen(() => two.client.send(new DescribeKeyCommand({ KeyId, GrantTokens: [GrantToken as string] })));
  });

  it('give a name to one of several who want it', async () => {
    const keys = await Promise.all([newKey(one.client), newKey(two.client)]);
    await seen(() => two.client.send(new DescribeKeyCommand({ KeyId: keys[0] })));
    await seen(() => one.client.send(new DescribeKeyCommand({ KeyId: keys[1] })));
    const answers = await Promise.allSettled(
      Array.from({ length: 10 }, (_, at) =>
        [one, two][at % 2]?.client.send(
          new CreateAliasCommand({ AliasName: 'alias/orders', TargetKeyId: keys[at % 2] as string }),
        ),
      ),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === 'rejected') {
        expect(answer.reason).toMatchObject({
          name: 'AlreadyExistsException',
          message: 'An alias with the name arn:aws:kms:us-east-1:000000000000:alias/orders already exists',
        });
      }
    }
    const lists = await Promise.all([one, two].map(({ client }) => client.send(new ListAliasesCommand({}))));
    expect(lists[0]?.Aliases).toEqual(lists[1]?.Aliases);
  });

  it('create a grant with a name once', async () => {
    const KeyId = await newKey(one.client);
    await seen(() => two.client.send(new DescribeKeyCommand({ KeyId })));
    const grant = new CreateGrantCommand({ KeyId, Name: 'app', GranteePrincipal: ROLE, Operations: ['Decrypt'] });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => [one, two][at % 2]?.client.send(grant)));
    expect(new Set(answers.map((answer) => answer?.GrantId)).size).toBe(1);
    const { Grants } = await one.client.send(new ListGrantsCommand({ KeyId }));
    expect(Grants).toHaveLength(1);
  });

  it('have the same time, before the next answer', async () => {
    const KeyId = await newKey(one.client);
    await seen(() => two.client.send(new DescribeKeyCommand({ KeyId })));
    await two.client.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    await seen(async () => {
      const { KeyMetadata } = await one.client.send(new DescribeKeyCommand({ KeyId }));
      if (KeyMetadata?.KeyState !== 'PendingDeletion') throw new Error('not yet');
    });
    one.kms.clock.advance({ days: 8 });
    await one.kms.ready();
    await seen(async () => {
      await expect(two.client.send(new DescribeKeyCommand({ KeyId }))).rejects.toMatchObject({
        name: 'NotFoundException',
      });
      expect(Math.abs(two.kms.clock.now() - one.kms.clock.now())).toBeLessThan(1000);
    });
    two.kms.clock.set('2040-01-01');
    await two.kms.ready();
    await seen(async () => {
      await one.client.send(new ListAliasesCommand({}));
      expect(one.kms.clock.now()).toBe(Date.parse('2040-01-01'));
    });
  });

  it('are one world after a reset, and begin it once', async () => {
    await newKey(one.client);
    one.kms.reset();
    await one.kms.ready();
    await seen(async () => {
      await two.client.send(new ListAliasesCommand({}));
      expect(two.kms.keys()).toEqual([]);
    });
    const KeyId = await newKey(two.client);
    await seen(() => one.client.send(new DescribeKeyCommand({ KeyId })));
  });
});

it('begins a world once, also where several processes do at the same moment', async () => {
  const all = Array.from({ length: 4 }, () => world(db.pool(), { keys: [{ Alias: 'alias/seed' }] }));
  await Promise.all(all.map(({ kms }) => kms.ready()));
  for (const { kms } of all) expect(kms.keys()).toEqual(all[0]?.kms.keys());
  expect(all[0]?.kms.keys()).toHaveLength(1);
});

it('reads what it missed before the next answer, when it could not listen', async () => {
  const [one, two] = [world(db.pool()), world(db.pool())];
  await Promise.all([one.kms.ready(), two.kms.ready()]);
  const [first, second] = [await newKey(one.client), await newKey(one.client)];
  await one.client.send(new CreateAliasCommand({ AliasName: 'alias/a', TargetKeyId: first }));
  await until(() =>
    two.client.send(new DescribeKeyCommand({ KeyId: 'alias/a' })).then(
      () => true,
      () => false,
    ),
  );
  // From here on it hears nothing, however often it tries.
  await db.admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query = 'SELECT 1'`,
  );
  await new Promise((resolve) => setTimeout(resolve, 20));
  for (let turn = 0; turn < 20; turn++) {
    const TargetKeyId = turn % 2 === 0 ? second : first;
    await one.client.send(new UpdateAliasCommand({ AliasName: 'alias/a', TargetKeyId }));
    await db.admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query = 'SELECT 1'`,
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { KeyMetadata } = await two.client.send(new DescribeKeyCommand({ KeyId: 'alias/a' }));
    expect(KeyMetadata?.KeyId).toBe(TargetKeyId);
  }
});

it('tells why a call fails, by the name of the world, and goes on when it can', async () => {
  const { kms, client } = world(db.pool());
  await kms.ready();
  const KeyId = await newKey(client);
  await db.admin.query(`ALTER TABLE "${db.schema}".worlds RENAME TO other`);
  await expect(client.send(new CreateKeyCommand({}))).rejects.toMatchObject({
    name: 'StoreError',
    message: `[localkms] the store PostgreSQL world "default" cannot be written: relation "${db.schema}.worlds" does not exist`,
  });
  await client.send(new EncryptCommand({ KeyId, Plaintext }));
  await db.admin.query(`ALTER TABLE "${db.schema}".other RENAME TO worlds`);
  await newKey(client);
});

it('refuses records of a newer version, and leaves them as they are', async () => {
  const { kms } = world(db.pool());
  await kms.ready();
  await kms.close();
  const records = () => db.admin.query(`SELECT * FROM "${db.schema}".records ORDER BY revision`);
  await db.admin.query(`UPDATE "${db.schema}".records SET record = '99' WHERE table_name = 'world' AND id = 'form'`);
  const before = (await records()).rows;
  await expect(world(db.pool()).kms.ready()).rejects.toThrow(
    /^\[localkms\] the store PostgreSQL world "default" cannot be opened: a newer version of localkms made it: it is of form 99, known here is \d+$/,
  );
  expect((await records()).rows).toEqual(before);
});

it('reads a world anew that has forgotten what went since', async () => {
  const [one, two] = [world(db.pool()), world(db.pool())];
  await Promise.all([one.kms.ready(), two.kms.ready()]);
  const KeyId = await newKey(one.client);
  await until(() =>
    two.client.send(new DescribeKeyCommand({ KeyId })).then(
      () => true,
      () => false,
    ),
  );
  // As after 10,000 revisions that two did not hear of.
  await db.admin.query(`DELETE FROM "${db.schema}".records WHERE table_name = 'keys'`);
  await db.admin.query(`UPDATE "${db.schema}".worlds SET revision = 20000, known_since = 15000`);
  await until(() =>
    two.client.send(new CreateKeyCommand({})).then(
      () => two.kms.findKey(KeyId) === undefined,
      () => false,
    ),
  );
  expect(two.kms.keys()).not.toEqual([]);
});
