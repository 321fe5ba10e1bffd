import {
  CreateAliasCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GetKeyLastUsageCommand,
  ListKeysCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
} from '@aws-sdk/client-kms';
import { localKms } from '../../../src/index.js';
import { clientOf } from '../../support/clients.js';
import { idsOf as ids, newKeyId as newKey, storedWorlds } from './support.js';

const KEY_ID = '11111111-2222-4333-8444-555555555555';
const Plaintext = Buffer.from('tea');

const stored = storedWorlds();
const { world, reopened } = stored;

describe('a world with a store', () => {
  it('has what it had, after it was closed and opened again', async () => {
    const first = world();
    const [one, two] = [await newKey(first.client), await newKey(first.client)];
    await first.client.send(new CreateAliasCommand({ AliasName: 'alias/orders', TargetKeyId: two }));
    const { CiphertextBlob } = await first.client.send(new EncryptCommand({ KeyId: 'alias/orders', Plaintext }));
    const usage = await first.client.send(new GetKeyLastUsageCommand({ KeyId: two }));
    const before = first.kms.keys();
    const second = await reopened(first.kms);
    expect(second.kms.keys()).toEqual(before);
    expect(ids(second.kms)).toEqual([one, two]);
    const opened = await second.client.send(new DecryptCommand({ CiphertextBlob }));
    expect(Buffer.from(opened.Plaintext as Uint8Array)).toEqual(Plaintext);
    const { KeyLastUsage } = await (await reopened(second.kms)).client.send(new GetKeyLastUsageCommand({ KeyId: two }));
    expect(KeyLastUsage?.Operation).toBe('Decrypt');
    expect(usage.KeyLastUsage?.Operation).toBe('Encrypt');
  });

  it('answers a call that changes something when the store has it, and calls that read meanwhile', async () => {
    const { kms, client } = world();
    await kms.ready();
    const release = stored.database.hold();
    let answered = false;
    const created = newKey(client).then((id) => {
      answered = true;
      return id;
    });
    expect((await client.send(new ListKeysCommand({}))).Keys).toEqual([]);
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    expect(answered).toBe(false);
    release();
    expect(ids(kms)).toEqual([]);
    expect([await created]).toEqual(ids(kms));
    expect(stored.database.rows().filter(({ table }) => table === 'keys')).toHaveLength(1);
  });

  it('shares a commit between calls that finish while one is under way', async () => {
    const { kms, client } = world();
    await kms.ready();
    const { commit } = stored.database.calls;
    const created = await Promise.all(Array.from({ length: 50 }, () => newKey(client)));
    expect(new Set(ids(kms))).toEqual(new Set(created));
    expect(stored.database.calls.commit - commit).toBeLessThanOrEqual(3);
  });

  it('carries out anew what shares a commit with a change of the same record, and counts quotas exactly', async () => {
    const { kms, client } = world({ quotas: { keys: 10 } });
    await kms.ready();
    const created = await Promise.allSettled(Array.from({ length: 30 }, () => newKey(client)));
    expect(created.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    for (const one of created) {
      if (one.status === 'rejected') expect(one.reason.name).toBe('LimitExceededException');
    }
    const [KeyId] = ids(kms);
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        client.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: `${at}`, TagValue: '' }] })),
      ),
    );
    expect(kms.keys()[0]?.Tags).toHaveLength(20);
    const aliases = await Promise.allSettled(
      Array.from({ length: 5 }, () =>
        client.send(new CreateAliasCommand({ AliasName: 'alias/a', TargetKeyId: KeyId })),
      ),
    );
    expect(aliases.map((one) => (one.status === 'rejected' ? one.reason.name : 'created')).sort()).toEqual([
      'AlreadyExistsException',
      'AlreadyExistsException',
      'AlreadyExistsException',
      'AlreadyExistsException',
      'created',
    ]);
    const before = kms.keys();
    expect((await reopened(kms)).kms.keys()).toEqual(before);
  });

  it('refuses to be looked at before it is open, and all calls once it is closed', async () => {
    const { kms, client } = world();
    const early = '[localkms] the store is not open yet: await kms.ready() first';
    for (const look of [
      () => kms.keys(),
      () => kms.key('alias/a'),
      () => kms.findKey('alias/a'),
      () => kms.snapshot(),
      () => kms.reset(),
    ]) {
      expect(look).toThrow(early);
    }
    await kms.ready();
    expect(kms.keys()).toEqual([]);
    await kms.close();
    await kms.close();
    const closed = '[localkms] this world is closed, and with it its store memory "test"';
    await expect(client.send(new ListKeysCommand({}))).rejects.toThrow(closed);
    await expect(kms.ready()).rejects.toThrow(closed);
    expect(() => kms.keys()).toThrow(closed);
  });

  it('plants seeds into an empty store and not over what is there', async () => {
    const keys = [{ KeyId: KEY_ID, Alias: 'alias/seed', Description: 'first' }];
    const first = world({ keys });
    await first.kms.ready();
    expect(first.kms.key('alias/seed').Description).toBe('first');
    const other = [{ ...keys[0], Description: 'second' }, { Alias: 'alias/new' }];
    const second = await reopened(first.kms, { keys: other });
    expect(second.kms.keys().map(({ Description }) => Description)).toEqual(['first']);
    const third = await reopened(second.kms, { keys: other, seeds: 'missing' });
    expect(third.kms.keys().map(({ Description, Aliases }) => [Description, Aliases])).toEqual([
      ['first', ['alias/seed']],
      ['', ['alias/new']],
    ]);
    const fourth = await reopened(third.kms, {
      keys: [{ KeyId: KEY_ID, Aliases: ['alias/seed', 'alias/more'] }, { Alias: 'alias/new' }],
      aliases: [
        { AliasName: 'alias/new', TargetKeyId: KEY_ID },
        { AliasName: 'alias/third', TargetKeyId: KEY_ID },
      ],
      seeds: 'missing',
    });
    expect(fourth.kms.keys().map(({ Description, Aliases }) => [Description, Aliases])).toEqual([
      ['first', ['alias/seed', 'alias/more', 'alias/third']],
      ['', ['alias/new']],
    ]);
  });

  it('refuses a missing key that could not be found again, and seeds that cannot be, at every call', async () => {
    const refused =
      '[localkms] options.keys[1]: with seeds: "missing" a key needs a KeyId or an alias, by which it is found again';
    // An empty store too: the same options would be refused the next time.
    for (const isEmpty of [true, false]) {
      const { kms, client } = world({ keys: [{ KeyId: KEY_ID }, { Description: 'nameless' }], seeds: 'missing' });
      await expect(kms.ready()).rejects.toThrow(refused);
      await expect(client.send(new ListKeysCommand({}))).rejects.toThrow(refused);
      if (!isEmpty) break;
      const first = world();
      await first.kms.ready();
      await first.kms.close();
    }
    const wrong = world({ keys: [{ KeyId: KEY_ID }, { KeyId: 'a', Alias: 'alias/a' }], seeds: 'missing' });
    await expect(wrong.kms.ready()).rejects.toThrow('[localkms] options.keys[1].KeyId: ');
    expect(stored.database.rows().filter(({ table }) => table === 'keys')).toEqual([]);
  });

  it('is back at its beginning after a reset, and so is its store', async () => {
    const keys = [{ KeyId: KEY_ID, Alias: 'alias/seed' }];
    const first = world({ keys, clock: '2030-01-01' });
    await newKey(first.client);
    first.kms.clock.advance({ days: 1 });
    first.kms.reset();
    expect(ids(first.kms)).toEqual([KEY_ID]);
    const next = await newKey(first.client);
    const before = first.kms.keys();
    expect(ids(first.kms)).toEqual([KEY_ID, next]);
    const second = await reopened(first.kms);
    expect(second.kms.keys()).toEqual(before);
    const kept = second.kms.snapshot();
    await newKey(second.client);
    second.kms.restore(kept);
    const third = await reopened(second.kms);
    expect(third.kms.keys()).toEqual(before);
  });

  it('ends a call that was under way when the world was reset, and does not write it', async () => {
    const { kms, client } = world();
    await kms.ready();
    const release = stored.database.hold();
    const created = newKey(client).catch((error) => error);
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    kms.reset();
    release();
    expect(await created).toMatchObject({ name: 'AbortError' });
    expect((await client.send(new ListKeysCommand({}))).Keys).toEqual([]);
    expect(ids((await reopened(kms)).kms)).toEqual([]);
  });

  it('writes a reset that the store could not take before any other call is answered', async () => {
    const { kms, client } = world();
    await newKey(client);
    // At once, with the clock, and when the call comes.
    for (let time = 0; time < 3; time++) stored.database.fail('replaceAll', new Error('disk full'));
    kms.reset();
    await expect(client.send(new ListKeysCommand({}))).rejects.toMatchObject({ name: 'StoreError' });
    expect((await client.send(new ListKeysCommand({}))).Keys).toEqual([]);
    expect(ids((await reopened(kms)).kms)).toEqual([]);
  });

  it('keeps how its clock was set', async () => {
    const first = world({ clock: '2030-01-01' });
    const KeyId = await newKey(first.client);
    await first.client.send(new ScheduleKeyDeletionCommand({ KeyId }));
    first.kms.clock.advance({ days: 2 });
    const second = await reopened(first.kms, { clock: '2040-01-01' });
    expect(second.kms.clock.now()).toBe(Date.parse('2030-01-03'));
    await second.kms.close();
    const third = world();
    third.kms.clock.set('2031-01-01');
    await expect(third.client.send(new DescribeKeyCommand({ KeyId }))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
    const fourth = await reopened(third.kms);
    expect(fourth.kms.clock.now()).toBe(Date.parse('2031-01-01'));
  });

  it('keeps how far a seeded world has come', async () => {
    const first = world({ randomSeed: 'a' });
    const one = await newKey(first.client);
    const second = await reopened(first.kms, { randomSeed: 'a' });
    const two = await newKey(second.client);
    const unbroken = localKms({ randomSeed: 'a' });
    const client = clientOf(unbroken);
    expect([one, two]).toEqual([await newKey(client), await newKey(client)]);
  });

  it('writes last usages late', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    try {
      const { kms, client } = world();
      const KeyId = await newKey(client);
      await kms.ready();
      const { commit } = stored.database.calls;
      for (let at = 0; at < 10; at++) await client.send(new EncryptCommand({ KeyId, Plaintext }));
      expect(stored.database.calls.commit).toBe(commit);
      jest.advanceTimersByTime(1000);
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
      expect(stored.database.calls.commit).toBe(commit + 1);
      expect(stored.database.rows().find(({ table }) => table === 'lastUsages')?.record).toMatchObject({
        Operation: 'Encrypt',
      });
    } finally {
      jest.useRealTimers();
    }
  });

  it('refuses seeds without a store, and what is no store', () => {
    expect(() => localKms({ seeds: 'once' })).toThrow(
      '[localkms] options.seeds: only a world with a store has a choice of when',
    );
    expect(() => localKms({ store: './kms-data' as never })).toThrow(
      '[localkms] options.store: expected a store, such as levelStore.open() of localkms/level; got text of 10 characters',
    );
    expect(() => localKms({ store: stored.database.store(), seeds: 'never' as never })).toThrow(
      '[localkms] options.seeds: expected one of once, missing; got "never"',
    );
  });
});

describe('a world without a store', () => {
  it('is ready when its seeds are there, and can be closed', async () => {
    const kms = localKms({ keys: [{ KeyId: KEY_ID }] });
    await kms.ready();
    expect(ids(kms)).toEqual([KEY_ID]);
    const client = clientOf(kms);
    await client.send(new ListKeysCommand({}));
    await kms.close();
    await expect(client.send(new ListKeysCommand({}))).rejects.toThrow('[localkms] this world is closed');
  });
});
