import { inspect } from 'node:util';
import { CreateAliasCommand, ListKeysCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { localKms } from '../src/index.js';
import { clientOf, newKey } from './support/clients.js';

const SOME_KEY = '11111111-1111-4111-8111-111111111111';
const OTHER_KEY = '22222222-2222-4222-8222-222222222222';

describe('keys(), key() and findKey()', () => {
  it('describe a key with its aliases, tags and key policy', async () => {
    const kms = localKms();
    const tags = [{ TagKey: 'team', TagValue: 'orders' }];
    const { KeyId, Arn } = await newKey(kms, { Description: 'of orders', Tags: tags }, 'eu-west-1');
    await clientOf(kms, 'eu-west-1').send(new CreateAliasCommand({ AliasName: 'alias/orders', TargetKeyId: KeyId }));
    const key = kms.key(KeyId);
    expect(key).toMatchObject({ KeyId, Arn, Region: 'eu-west-1', Description: 'of orders', Tags: tags });
    expect(key.Aliases).toEqual(['alias/orders']);
    expect(JSON.parse(key.Policy).Id).toBe('key-default-1');
    const aliasArn = 'arn:aws:kms:eu-west-1:000000000000:alias/orders';
    for (const name of [KeyId, Arn, 'alias/orders', aliasArn]) {
      expect(kms.key(name)).toEqual(key);
      expect(kms.findKey(name)).toEqual(key);
    }
    expect(kms.keys()).toEqual([key]);
    expect(kms.findKey('alias/none')).toBeUndefined();
  });

  it('say which keys there are where one is missing', () => {
    const kms = localKms({
      keys: [{ KeyId: SOME_KEY, Alias: 'alias/invoices' }, { KeyId: OTHER_KEY }],
    });
    const arn = 'arn:aws:kms:us-east-1:000000000000:key';
    expect(() => kms.key('alias/orders')).toThrow(
      new Error(
        '[localkms] there is no key alias/orders; findKey() would give undefined. There is:\n' +
          `  ${arn}/${SOME_KEY}, alias/invoices\n  ${arn}/${OTHER_KEY}`,
      ),
    );
    expect(() => localKms().key(`${arn}/${SOME_KEY}`)).toThrow(
      new Error(
        `[localkms] there is no key ${arn}/${SOME_KEY}; findKey() would give undefined. There is no key at all`,
      ),
    );
  });

  it.each([10, 11, 12])('say of %d keys no more than fit', (count) => {
    const ids = Array.from({ length: count }, (_, at) => `00000000-0000-4000-8000-0000000000${10 + at}`);
    const kms = localKms({ keys: ids.map((KeyId) => ({ KeyId })) });
    let message = '';
    try {
      kms.key('alias/none');
    } catch (error) {
      ({ message } = error as Error);
    }
    const [, ...lines] = message.split('\n');
    expect(lines.slice(0, 10).map((line) => line.split('/')[1])).toEqual(ids.slice(0, 10));
    expect(lines.slice(10)).toEqual(count > 10 ? [`  and ${count - 10} more`] : []);
  });

  it('refuse what is not text, and do not repeat what may be a secret', () => {
    const kms = localKms();
    for (const ask of [kms.key, kms.findKey]) {
      expect(() => ask(undefined as never)).toThrow(
        new TypeError('[localkms] id is missing: expected a key id, key ARN, alias name or alias ARN'),
      );
      expect(() => ask(7 as never)).toThrow(
        new TypeError('[localkms] id: expected a key id, key ARN, alias name or alias ARN; got 7'),
      );
    }
    expect(() => kms.key('s'.repeat(40))).toThrow(
      '[localkms] there is no key text of 40 characters; findKey() would give undefined. There is no key at all',
    );
  });

  it('are copies', async () => {
    const kms = localKms();
    const { KeyId } = await newKey(kms, { Tags: [{ TagKey: 'team', TagValue: 'orders' }] });
    const key = kms.key(KeyId) as { Tags: object[] };
    key.Tags.length = 0;
    expect(kms.key(KeyId).Tags).toEqual([{ TagKey: 'team', TagValue: 'orders' }]);
  });

  it('never show key material', async () => {
    const kms = localKms();
    const { KeyId } = await newKey(kms);
    const snapshot = JSON.stringify(kms.snapshot());
    const [, material] = /"value":"([^"]{40,})"/.exec(snapshot) as unknown as [string, string];
    const shown = inspect(kms.key(KeyId), { depth: null }) + inspect(kms, { depth: null, showHidden: true });
    expect(snapshot).toContain(material);
    expect(shown).not.toContain(material);
  });
});

describe('reset(), snapshot() and restore()', () => {
  it('reset goes back to the beginning: keys, calls and clock', async () => {
    const kms = localKms({ clock: '2026-05-01T00:00:00Z' });
    await newKey(kms);
    kms.clock.set('2030-01-01T00:00:00Z');
    kms.reset();
    expect(kms.keys()).toEqual([]);
    expect(kms.calls()).toEqual([]);
    expect(kms.clock.now()).toBe(Date.parse('2026-05-01T00:00:00Z'));
  });

  it('reset brings back what was deleted in its old place', async () => {
    const kms = localKms({
      clock: '2030-01-01',
      keys: [{ Alias: 'alias/first' }, { Alias: 'alias/second' }, { Alias: 'alias/first', Region: 'eu-west-1' }],
    });
    const client = clientOf(kms);
    const [keys, first] = [kms.keys(), kms.key('alias/first')];
    await client.send(new ScheduleKeyDeletionCommand({ KeyId: first?.KeyId, PendingWindowInDays: 7 }));
    kms.clock.advance({ days: 8 });
    await client.send(new ListKeysCommand({}));
    expect(kms.keys()).toEqual(keys.slice(1));
    expect(kms.key('alias/first').Region).toBe('eu-west-1');
    kms.reset();
    expect([kms.keys(), kms.key('alias/first')]).toEqual([keys, first]);
  });

  it('restore goes back to the keys of a snapshot', async () => {
    const kms = localKms();
    const { KeyId } = await newKey(kms);
    const snapshot = kms.snapshot();
    await newKey(kms);
    kms.restore(snapshot);
    expect(kms.keys().map((key) => key.KeyId)).toEqual([KeyId]);
  });
});
