import {
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  KMSClient,
  ListKeysCommand,
  RetireGrantCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { type LocalKms, localKms } from '../../src/index.js';

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
    expect(other.key('alias/kept')?.KeyId).toBe(KeyId);
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
    expect(kms.key(KeyId)?.KeyState).toBe('Enabled');
    kms.restore(scheduled);
    expect(kms.key(KeyId)).toBeUndefined();
  });

  // biome-ignore lint/suspicious/noExplicitAny: damage does not keep to types
  const damaged: [string, (snapshot: any) => void, RegExp][] = [
    [
      'made by a newer version',
      (s) => {
        s.localkms = 2;
      },
      /^\[localkms\] snapshot\.localkms: a newer version of localkms made it: it is of form 2, known here is 1$/,
    ],
    [
      'without a version',
      (s) => {
        delete s.localkms;
      },
      /^\[localkms\] snapshot\.localkms is missing: expected the version of a snapshot$/,
    ],
    [
      'without its secret',
      (s) => {
        s.tokenSecret = 'short';
      },
      /^\[localkms\] snapshot\.tokenSecret: expected 32 bytes in base64; got text of 5 characters$/,
    ],
    [
      'without a table',
      (s) => {
        delete s.state.tables.keys;
      },
      /^\[localkms\] snapshot\.state\.tables\.keys: expected a list of records with their places; got undefined$/,
    ],
    [
      'with a record of no id',
      (s) => {
        s.state.tables.keys[0][1] = {};
      },
      /^\[localkms\] snapshot\.state\.tables\.keys\[0\]\[1\]: expected a record of this table; got an object$/,
    ],
    [
      'with a record twice',
      (s) => {
        s.state.tables.keys.push(s.state.tables.keys[0]);
      },
      /^\[localkms\] snapshot\.state\.tables\.keys\[1\]\[1\]: arn:aws:kms:.* is there twice$/,
    ],
    [
      'with a place beyond the last',
      (s) => {
        s.state.tables.keys[0][0] = 1e9;
      },
      /^\[localkms\] snapshot\.state\.tables\.keys\[0\]\[0\]: expected a place below \d+; got 1000000000$/,
    ],
  ];

  it.each(damaged)('refuse a snapshot %s, and change nothing', async (_what, damage, message) => {
    const kms = localKms();
    await newKey(kms);
    const snapshot = JSON.parse(JSON.stringify(kms.snapshot()));
    damage(snapshot);
    const before = JSON.stringify(kms.snapshot());
    expect(() => kms.restore(snapshot)).toThrow(message);
    expect(JSON.stringify(kms.snapshot())).toBe(before);
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
});
