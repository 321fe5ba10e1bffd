import {
  CreateAliasCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  EncryptCommand,
  ListKeysCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { idsOf as ids, newKeyId as newKey, storedWorlds } from './support.js';

const Plaintext = Buffer.from('tea');

const stored = storedWorlds();
const { world, reopened } = stored;

describe('a world whose store fails', () => {
  const full = Object.assign(new Error('write failed', { cause: new Error('No space left on device') }), {
    code: 'ENOSPC',
  });

  it.each(['before', 'after'] as const)('refuses the call, changes nothing, and tries again (%s)', async (when) => {
    const { kms, client } = world();
    const KeyId = await newKey(client);
    stored.database.fail('commit', full, when);
    const error = await newKey(client).catch((refused) => refused);
    expect(error.name).toBe('StoreError');
    expect(error.message).toBe(
      '[localkms] the store memory "test" cannot be written: write failed (No space left on device)',
    );
    expect(error.cause).toBe(full);
    expect(ids(kms)).toEqual([KeyId]);
    await client.send(new EncryptCommand({ KeyId, Plaintext }));
    const next = await newKey(client);
    // What failed after it was done is there too: nobody was told that it is not.
    expect(ids(kms)).toHaveLength(when === 'before' ? 2 : 3);
    expect(ids(kms)).toContain(next);
    const before = ids(kms);
    expect(ids((await reopened(kms)).kms)).toEqual(before);
  });

  it('tells no error that comes from a change which was not written', async () => {
    const { client } = world();
    const AliasName = 'alias/a';
    const TargetKeyId = await newKey(client);
    await client.send(new CreateAliasCommand({ AliasName, TargetKeyId }));
    stored.database.fail('commit', full);
    const remove = () => client.send(new DeleteAliasCommand({ AliasName })).then(String, ({ name }) => name);
    expect(await Promise.all([remove(), remove()])).toEqual(['StoreError', 'StoreError']);
    expect((await client.send(new DescribeKeyCommand({ KeyId: AliasName }))).KeyMetadata?.KeyId).toBe(TargetKeyId);
    expect(await Promise.all([remove(), remove()])).toEqual(['[object Object]', 'NotFoundException']);
  });

  it('refuses calls while the store cannot be opened, and opens it when it can', async () => {
    stored.database.fail('load', new Error('no permission'));
    const { kms, client } = world();
    await expect(kms.ready()).rejects.toThrow('[localkms] the store memory "test" cannot be opened: no permission');
    stored.database.fail('load', new Error('still none'));
    await expect(client.send(new ListKeysCommand({}))).rejects.toMatchObject({ name: 'StoreError' });
    expect((await client.send(new ListKeysCommand({}))).Keys).toEqual([]);
  });

  it('does not settle what is due, but goes on reading', async () => {
    const { kms, client } = world();
    const KeyId = await newKey(client);
    await client.send(new ScheduleKeyDeletionCommand({ KeyId }));
    await kms.ready();
    stored.database.fail('commit', full);
    stored.database.fail('commit', full);
    stored.database.fail('commit', full);
    kms.clock.advance({ days: 31 });
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
    expect(KeyMetadata?.KeyState).toBe('PendingDeletion');
    await kms.ready().catch(() => {});
    await kms.ready().catch(() => {});
    await expect(client.send(new DescribeKeyCommand({ KeyId }))).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('closes nevertheless', async () => {
    const { kms, client } = world();
    const KeyId = await newKey(client);
    await client.send(new EncryptCommand({ KeyId, Plaintext }));
    stored.database.fail('commit', full);
    await expect(kms.close()).rejects.toMatchObject({ name: 'StoreError' });
    stored.forget();
    const second = world();
    await second.kms.ready();
    expect(ids(second.kms)).toEqual([KeyId]);
  });
});
