import {
  CreateAliasCommand,
  CreateGrantCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GetKeyLastUsageCommand,
  type KMSClient,
  ListAliasesCommand,
  ListKeyRotationsCommand,
  ListKeysCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
} from '@aws-sdk/client-kms';
import type { LocalKms } from '../../../src/index.js';
import { idsOf as ids, newKeyId as newKey, storedWorlds, type WorldAndClient } from './support.js';

const KEY_ID = '11111111-2222-4333-8444-555555555555';
const Plaintext = Buffer.from('tea');

const stored = storedWorlds();
const { processes } = stored;

describe('a world of several processes', () => {
  it('begins once, also where all begin at the same moment', async () => {
    const all = await processes(4, { keys: [{ Alias: 'alias/seed' }, { KeyId: KEY_ID }] });
    await Promise.all(all.map(({ kms }) => kms.ready()));
    for (const { kms } of all) expect(kms.keys()).toEqual(all[0]?.kms.keys());
    expect(all[0]?.kms.keys()).toHaveLength(2);
    const [one, two] = all as [(typeof all)[0], (typeof all)[0]];
    const { CiphertextBlob } = await one.client.send(new EncryptCommand({ KeyId: 'alias/seed', Plaintext }));
    const opened = await two.client.send(new DecryptCommand({ CiphertextBlob }));
    expect(Buffer.from(opened.Plaintext as Uint8Array)).toEqual(Plaintext);
    // Grant tokens and markers of one are good at the other.
    const { GrantToken } = await one.client.send(
      new CreateGrantCommand({
        KeyId: KEY_ID,
        GranteePrincipal: 'arn:aws:iam::000000000000:role/app',
        Operations: ['Decrypt'],
      }),
    );
    await two.client.send(new DescribeKeyCommand({ KeyId: KEY_ID, GrantTokens: [GrantToken as string] }));
  });

  it('is given each missing seed once, also where all open it at the same moment', async () => {
    await processes(1, { keys: [{ Alias: 'alias/seed' }] });
    const all = await processes(4, {
      keys: [{ Alias: 'alias/seed' }, { Alias: 'alias/new' }, { KeyId: KEY_ID }],
      aliases: [{ AliasName: 'alias/third', TargetKeyId: KEY_ID }],
      iam: { users: { 'arn:aws:iam::000000000000:user/alice': {} } },
      seeds: 'missing',
    });
    await Promise.all(all.map(({ client }) => client.send(new ListKeysCommand({}))));
    for (const { kms } of all) {
      expect(kms.keys().map(({ Aliases }) => Aliases)).toEqual([['alias/seed'], ['alias/new'], ['alias/third']]);
      expect(kms.keys()).toEqual(all[0]?.kms.keys());
    }
  });

  it('shows each what the others have changed, in one order', async () => {
    const [one, two] = await processes(2);
    const made: string[] = [];
    for (let turn = 0; turn < 6; turn++) {
      made.push(await newKey((turn % 2 === 0 ? one : two)?.client as KMSClient));
    }
    for (const { client } of [one, two] as { client: KMSClient }[]) {
      const { Keys } = await client.send(new ListKeysCommand({}));
      expect(Keys?.map(({ KeyId }) => KeyId)).toEqual(made);
    }
    await two?.client.send(new DisableKeyCommand({ KeyId: made[0] }));
    await expect(one?.client.send(new EncryptCommand({ KeyId: made[0], Plaintext }))).rejects.toMatchObject({
      name: 'DisabledException',
    });
  });

  it('lets no call look at what was, while it reads what others have written', async () => {
    const [one, two] = (await processes(2)) as [WorldAndClient, WorldAndClient];
    const KeyId = await newKey(one.client);
    await two.client.send(new DisableKeyCommand({ KeyId }));
    const encrypt = () => one.client.send(new EncryptCommand({ KeyId, Plaintext })).catch(({ name }) => name);
    const { changesSince } = stored.database.calls;
    const first = encrypt();
    // Only until it asks: the answer takes longer.
    while (stored.database.calls.changesSince === changesSince) await Promise.resolve();
    expect(await Promise.all([encrypt(), first])).toEqual(['DisabledException', 'DisabledException']);
  });

  it('carries out anew what another process was faster with', async () => {
    const [one, two] = await processes(2);
    const KeyId = await newKey(one?.client as KMSClient);
    const clients = [one?.client, two?.client] as [KMSClient, KMSClient];
    const answers = await Promise.allSettled(
      clients.map((client) => client.send(new CreateAliasCommand({ AliasName: 'alias/a', TargetKeyId: KeyId }))),
    );
    expect(answers.map((one) => (one.status === 'rejected' ? one.reason.name : 'created')).sort()).toEqual([
      'AlreadyExistsException',
      'created',
    ]);
    const grant = new CreateGrantCommand({
      KeyId,
      Name: 'one',
      GranteePrincipal: 'arn:aws:iam::000000000000:role/app',
      Operations: ['Decrypt'],
    });
    const grants = await Promise.all(clients.map((client) => client.send(grant)));
    expect(grants[0]?.GrantId).toBe(grants[1]?.GrantId);
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        clients[at % 2]?.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: `${at}`, TagValue: '' }] })),
      ),
    );
    for (const { kms } of [one, two] as { kms: LocalKms }[]) {
      await kms.ready();
      expect(kms.keys()[0]?.Tags).toHaveLength(20);
    }
  });

  it('makes one AWS managed key, and settles what is due once', async () => {
    const [one, two] = (await processes(2, { clock: '2030-01-01' })) as [
      { kms: LocalKms; client: KMSClient },
      { kms: LocalKms; client: KMSClient },
    ];
    const made = await Promise.all(
      [one, two].map(({ client }) => client.send(new DescribeKeyCommand({ KeyId: 'alias/aws/s3' }))),
    );
    expect(made[0]?.KeyMetadata).toEqual(made[1]?.KeyMetadata);
    const lists = await Promise.all([one, two].map(({ client }) => client.send(new ListAliasesCommand({}))));
    expect(lists[0]?.Aliases).toEqual(lists[1]?.Aliases);
    const KeyId = await newKey(one.client);
    await one.client.send(new EnableKeyRotationCommand({ KeyId }));
    const blobs = [await two.client.send(new EncryptCommand({ KeyId, Plaintext }))];
    one.kms.clock.advance({ days: 1000 });
    await one.kms.ready();
    await Promise.all([one, two].map(({ client }) => client.send(new ListKeysCommand({}))));
    expect(two.kms.clock.now()).toBe(one.kms.clock.now());
    await two.kms.ready();
    blobs.push(await two.client.send(new EncryptCommand({ KeyId, Plaintext })));
    for (const { CiphertextBlob } of blobs) {
      for (const { client } of [one, two]) await client.send(new DecryptCommand({ CiphertextBlob }));
    }
    for (const { client } of [one, two]) {
      expect((await client.send(new ListKeyRotationsCommand({ KeyId }))).Rotations).toHaveLength(2);
    }
  });

  it('tells the later of two usages, and forgets those of a key that is gone', async () => {
    const [one, two] = (await processes(2)) as [
      { kms: LocalKms; client: KMSClient },
      { kms: LocalKms; client: KMSClient },
    ];
    const [KeyId, gone] = [await newKey(one.client), await newKey(one.client)];
    await two.client.send(new EncryptCommand({ KeyId, Plaintext }));
    await two.client.send(new EncryptCommand({ KeyId: gone, Plaintext }));
    await one.client.send(new ScheduleKeyDeletionCommand({ KeyId: gone, PendingWindowInDays: 7 }));
    const { CiphertextBlob } = await one.client.send(new EncryptCommand({ KeyId, Plaintext }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    await two.client.send(new DecryptCommand({ CiphertextBlob }));
    one.kms.clock.advance({ days: 8 });
    await one.kms.ready();
    expect(ids(one.kms)).toEqual([KeyId]);
    await one.kms.close();
    await two.kms.close();
    stored.forget();
    const [third] = (await processes(1)) as [{ kms: LocalKms; client: KMSClient }];
    const { KeyLastUsage } = await third.client.send(new GetKeyLastUsageCommand({ KeyId }));
    expect(KeyLastUsage?.Operation).toBe('Decrypt');
    expect(stored.database.rows().filter(({ table }) => table === 'lastUsages')).toHaveLength(1);
  });

  it('is reset for all', async () => {
    const [one, two] = (await processes(2, { keys: [{ KeyId: KEY_ID }] })) as [
      { kms: LocalKms; client: KMSClient },
      { kms: LocalKms; client: KMSClient },
    ];
    const KeyId = await newKey(two.client);
    one.kms.reset();
    await one.kms.ready();
    await expect(two.client.send(new EnableKeyCommand({ KeyId }))).rejects.toMatchObject({ name: 'NotFoundException' });
    expect(ids(two.kms)).toEqual([KEY_ID]);
    const next = await newKey(two.client);
    await one.kms.ready();
    expect(ids(one.kms)).toEqual([KEY_ID, next]);
  });

  it('gives processes of one random seed different key ids', async () => {
    const all = await processes(3, { randomSeed: 'a' });
    const made = await Promise.all(Array.from({ length: 15 }, (_, at) => newKey(all[at % 3]?.client as KMSClient)));
    expect(new Set(made).size).toBe(15);
  });

  it('refuses everything once a newer version has brought the store to its form', async () => {
    const [one] = (await processes(1)) as [{ kms: LocalKms; client: KMSClient }];
    const store = stored.database.store();
    const form = stored.database.rows().find(({ id }) => id === 'form');
    await store.commit([{ table: 'world', id: 'form', revision: form?.revision as number, record: 99 }], []);
    const refused =
      /^\[localkms\] the store memory "test" cannot be opened: a newer version of localkms made it: it is of form 99, known here is \d+$/;
    await expect(one.client.send(new ListKeysCommand({}))).rejects.toThrow(refused);
    await expect(newKey(one.client)).rejects.toThrow(refused);
    await expect(one.kms.close()).rejects.toThrow(refused);
    stored.forget();
  });
});
