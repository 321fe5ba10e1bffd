import {
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  KMSClient,
  ListKeysCommand,
  RetireGrantCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import fc from 'fast-check';
import { type LocalKms, localKms } from '../../src/index.js';
import { FORM } from '../../src/world/snapshot.js';
import { repeated } from '../support/property-runs.js';

function clientOf(kms: LocalKms): KMSClient {
  return kms.attach(new KMSClient({ region: 'us-east-1' }));
}

async function newKey(kms: LocalKms): Promise<string> {
  const { KeyMetadata } = await clientOf(kms).send(new CreateKeyCommand({}));
  return KeyMetadata?.KeyId as string;
}

describe('snapshot and restore', () => {
  it('give back keys, aliases and what was encrypted, also through JSON and in another world', async () => {
    const kms = localKms();
    const KeyId = await newKey(kms);
    await clientOf(kms).send(new CreateAliasCommand({ AliasName: 'alias/kept', TargetKeyId: KeyId }));
    const { CiphertextBlob } = await clientOf(kms).send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array([7]) }));
    const text = JSON.stringify(kms.snapshot());

    const other = localKms();
    other.restore(JSON.parse(text));
    expect(JSON.stringify(other.snapshot())).toBe(text);
    expect((await clientOf(other).send(new DecryptCommand({ CiphertextBlob }))).Plaintext).toEqual(new Uint8Array([7]));
    expect(other.key('alias/kept').KeyId).toBe(KeyId);
  });

  it('keep grant tokens valid in another world', async () => {
    const kms = localKms();
    const { GrantToken } = await clientOf(kms).send(
      new CreateGrantCommand({
        KeyId: await newKey(kms),
        GranteePrincipal: 'arn:aws:iam::000000000000:role/app',
        Operations: ['Decrypt'],
      }),
    );
    const other = localKms();
    other.restore(JSON.parse(JSON.stringify(kms.snapshot())));
    await expect(clientOf(other).send(new RetireGrantCommand({ GrantToken }))).resolves.toMatchObject({
      $metadata: { httpStatusCode: 200 },
    });
  });

  it('go back over and over, to any of several snapshots', async () => {
    const kms = localKms();
    const empty = kms.snapshot();
    const first = await newKey(kms);
    const one = kms.snapshot();
    await newKey(kms);
    await clientOf(kms).send(new ScheduleKeyDeletionCommand({ KeyId: first }));
    for (const [snapshot, keys] of [
      [one, [first]],
      [empty, []],
      [one, [first]],
      [one, [first]],
    ] as const) {
      kms.restore(snapshot);
      expect(kms.keys().map(({ KeyId, KeyState }) => [KeyId, KeyState])).toEqual(keys.map((id) => [id, 'Enabled']));
      const listed = await clientOf(kms).send(new ListKeysCommand({}));
      expect(listed.Keys?.map(({ KeyId }) => KeyId)).toEqual(keys);
      await newKey(kms);
    }
  });

  it('let a deletion that was undone not happen, and one that was put back happen', async () => {
    const kms = localKms();
    const KeyId = await newKey(kms);
    const before = kms.snapshot();
    await clientOf(kms).send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    const scheduled = kms.snapshot();
    kms.restore(before);
    kms.clock.advance({ days: 8 });
    expect(kms.key(KeyId).KeyState).toBe('Enabled');
    kms.restore(scheduled);
    expect(kms.findKey(KeyId)).toBeUndefined();
  });

  // biome-ignore lint/suspicious/noExplicitAny: damage does not keep to types
  const damaged: [string, (snapshot: any) => void, string][] = [
    [
      'made by a newer version',
      (s) => Object.assign(s, { localkms: FORM + 1 }),
      `snapshot.localkms: a newer version of localkms made it: it is of form ${FORM + 1}, known here is ${FORM}`,
    ],
    [
      'made by an older version',
      (s) => Object.assign(s, { localkms: 1 }),
      'snapshot.localkms: an older version of localkms made it: readSnapshot of localkms/snapshots brings it up to date',
    ],
    ['without a version', (s) => delete s.localkms, 'snapshot.localkms is missing: expected the number of a form'],
  ];
  const unsealed =
    'snapshot.seal: it is not as snapshot() gave it: readSnapshot of localkms/snapshots tells what is damaged, or seals it anew';

  it.each([
    ...damaged,
    // biome-ignore lint/suspicious/noExplicitAny: as above
    ...Object.entries<(s: any) => void>({
      'without its secret': (s) => delete s.tokenSecret,
      'with another secret': (s) => Object.assign(s, { tokenSecret: 'A'.repeat(43) }),
      'with turns that are none': (s) => Object.assign(s, { turns: { 'data key': -1 } }),
      'without records': (s) => delete s.state,
      'without a seal': (s) => delete s.seal,
      'without a table': (s) => delete s.state.tables.keys,
      'with a key that has no materials': (s) => delete s.state.tables.keys[0][1].materials,
      'with a changed record': (s) => Object.assign(s.state.tables.keys[0][1], { Description: 'changed' }),
      'with a record twice': (s) => s.state.tables.keys.push(s.state.tables.keys[0]),
      'that goes in a circle': (s) => Object.assign(s.state, { s }),
    }).map(([what, damage]): (typeof damaged)[number] => [what, damage, unsealed]),
  ])('refuse a snapshot %s, and change nothing', async (_what, damage, message) => {
    const kms = localKms();
    await newKey(kms);
    const snapshot = JSON.parse(JSON.stringify(kms.snapshot()));
    damage(snapshot);
    const before = JSON.stringify(kms.snapshot());
    expect(() => kms.restore(snapshot)).toThrow(new TypeError(`[localkms] ${message}`));
    expect(JSON.stringify(kms.snapshot())).toBe(before);
  });

  it('refuse whatever place is damaged, and change nothing', async () => {
    const kms = localKms({
      randomSeed: 'snapshot',
      keys: [{ Alias: 'alias/a', Tags: [{ TagKey: 'a', TagValue: 'b' }] }],
    });
    const text = JSON.stringify(kms.snapshot());
    const places = [...text.matchAll(/[^{}[\],:"]+/g)].map(({ index }) => index);
    fc.assert(
      fc.property(fc.constantFrom(...places), (at) => {
        const other = text[at] === '1' ? '2' : '1';
        const damaged = JSON.parse(
          `${text.slice(0, at)}${other}${text.slice(at + 1)}`.replace(/:1(rue|alse|ull)/, ':1'),
        );
        expect(() => kms.restore(damaged)).toThrow(TypeError);
        expect(JSON.stringify(kms.snapshot())).toBe(text);
      }),
      { numRuns: 200, ...repeated() },
    );
  });

  it('share nothing with the world', async () => {
    const kms = localKms();
    const KeyId = await newKey(kms);
    // biome-ignore lint/suspicious/noExplicitAny: the form of records is not public
    const snapshot = kms.snapshot() as any;
    expect(() => Object.assign(snapshot.state.tables.keys[0][1], { Description: 'changed' })).toThrow(TypeError);
    expect(() => Object.assign(snapshot, { tokenSecret: '' })).toThrow(TypeError);
    const copy = JSON.parse(JSON.stringify(snapshot));
    kms.restore(copy);
    copy.state.tables.keys[0][1].Description = 'changed';
    expect(kms.key(KeyId).Description).toBe('');
  });

  it.each([undefined, null, 'text', 5, []])('refuse %p', (snapshot) => {
    expect(() => localKms().restore(snapshot as never)).toThrow(
      /^\[localkms\] snapshot: expected what snapshot\(\) gave; got .*$/,
    );
  });
});

describe('reset', () => {
  it('goes back to the beginning: keys, calls, faults and clock', async () => {
    const kms = localKms({ clock: '2026-01-01' });
    await newKey(kms);
    kms.faults.add({ error: 'NotFoundException' });
    kms.clock.advance({ days: 1 });
    kms.reset();
    expect(kms.keys()).toEqual([]);
    expect(kms.calls()).toEqual([]);
    expect(new Date(kms.clock.now())).toEqual(new Date('2026-01-01'));
    await newKey(kms);
  });

  it('leaves other worlds of the process alone', async () => {
    const [one, other] = [localKms(), localKms()];
    await Promise.all([newKey(one), newKey(other)]);
    one.reset();
    expect([one.keys().length, other.keys().length]).toEqual([0, 1]);
  });

  it('ends the calls that are under way: nothing of them happens', async () => {
    const kms = localKms();
    const client = clientOf(kms);
    kms.faults.add({ delay: 400 });
    const delayed = client.send(new CreateKeyCommand({}));
    await new Promise((wait) => setTimeout(wait, 150));
    kms.reset();
    const KeyId = (await client.send(new CreateKeyCommand({}))).KeyMetadata?.KeyId;
    const before = kms.snapshot();
    kms.faults.add({ delay: 400, times: 2 });
    const waiting = client.send(new ListKeysCommand({}));
    const granted = client.send(
      new CreateGrantCommand({
        KeyId,
        GranteePrincipal: 'arn:aws:iam::000000000000:role/app',
        Operations: ['Decrypt'],
      }),
    );
    await new Promise((wait) => setTimeout(wait, 150));
    kms.restore(before);
    for (const [operation, call] of [
      ['CreateKey', delayed],
      ['ListKeys', waiting],
      ['CreateGrant', granted],
    ] as const) {
      await expect(call).rejects.toMatchObject({
        name: 'AbortError',
        message: `[localkms] ${operation} was under way when its world was reset or restored`,
      });
    }
    expect(kms.keys().map((key) => key.KeyId)).toEqual([KeyId]);
    expect(JSON.stringify(kms.snapshot())).toBe(JSON.stringify(before));
  });

  it('makes no AWS managed key for a call that it ends', async () => {
    const keysAfterEnd: number[] = [];
    for (let ticks = 0; ticks < 16; ticks++) {
      const kms = localKms();
      const client = clientOf(kms);
      await client.send(new ListKeysCommand({}));
      const call = client.send(new DescribeKeyCommand({ KeyId: 'alias/aws/s3' })).catch((error: Error) => error.name);
      for (let tick = 0; tick < ticks; tick++) await null;
      kms.reset();
      if ((await call) === 'AbortError') keysAfterEnd.push(kms.keys().length);
    }
    expect(new Set(keysAfterEnd)).toEqual(new Set([0]));
  });

  it('gives keys and names back the order that they had, in every account and Region', async () => {
    const alias = 'alias/x';
    const kms = localKms({
      clock: '2030-01-01',
      keys: [
        { Alias: alias, Region: 'us-east-1' },
        { Alias: alias, Region: 'eu-west-1' },
        { Alias: alias, AWSAccountId: '111122223333', Region: 'us-east-1' },
      ],
    });
    const arns = kms.keys().map(({ Arn }) => Arn);
    const client = clientOf(kms);
    await client.send(new ScheduleKeyDeletionCommand({ KeyId: arns[0], PendingWindowInDays: 7 }));
    kms.clock.advance({ days: 8 });
    expect(kms.key(alias).Arn).toBe(arns[1]);
    kms.reset();
    expect(kms.keys().map(({ Arn }) => Arn)).toEqual(arns);
    expect(kms.key(alias).Arn).toBe(arns[0]);
  });
});
