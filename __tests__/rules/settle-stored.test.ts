import type { World } from '../../src/contract/world.js';
import { settle } from '../../src/rules/settle/settle.js';
import { DAY, START, type TestKms, testKms } from '../support/engine.js';
import { keyRecord } from '../support/records.js';

const NOW = START + 7 * DAY;

/** A world in which a key is due to be deleted, and what `settle` does where its store writes like that. */
async function dueWorld(write: (kms: TestKms, changes: Parameters<World['write']>[0]) => ReturnType<World['write']>) {
  const kms = testKms();
  const { KeyMetadata } = await kms.call('CreateKey', {});
  const Arn = KeyMetadata.Arn as string;
  await kms.call('ScheduleKeyDeletion', { KeyId: Arn, PendingWindowInDays: 7 });
  const happened = jest.fn();
  const world: World = { ...kms.world, hooks: { happened }, write: (changes) => write(kms, changes) };
  return {
    Arn,
    key: keyRecord(kms, Arn),
    left: () => keyRecord(kms, Arn),
    happened,
    settled: (now = NOW) => settle(world, now),
  };
}

describe('settle, where the store writes later', () => {
  it('tells what happened once it is written, also whoever listens', async () => {
    const { Arn, key, left, happened, settled } = await dueWorld(async ({ world }, changes) =>
      world.state.write(changes),
    );
    const told = await settled();
    expect(told).toEqual([
      {
        what: 'deletion',
        table: 'keys',
        record: key,
        at: NOW,
        changes: [{ table: 'keys', from: key, to: undefined }],
      },
    ]);
    expect(left()).toBeUndefined();
    expect(happened.mock.calls).toEqual([[told]]);
    expect(Arn).toBe(key.Arn);
  });

  it('tells nothing of what somebody else has carried out', async () => {
    const { left, happened, settled } = await dueWorld(async ({ world }, changes) => {
      world.state.write(changes);
      return false;
    });
    expect(await settled()).toEqual([]);
    expect(left()).toBeUndefined();
    expect(happened).not.toHaveBeenCalled();
  });

  it('leaves for later what a store that fails does not take', async () => {
    const failure = Object.assign(new Error('full'), { name: 'StoreError' });
    const { key, left, happened, settled } = await dueWorld(() => Promise.reject(failure));
    expect(await settled()).toEqual([]);
    expect(left()).toBe(key);
    expect(happened).not.toHaveBeenCalled();
  });

  it('hides no other error', async () => {
    const { settled } = await dueWorld(() => Promise.reject(new TypeError('a bug')));
    await expect(settled()).rejects.toThrow(new TypeError('a bug'));
  });
});

describe('settle, where the world writes at once', () => {
  it('throws for what is due and cannot be written', async () => {
    const { Arn, settled } = await dueWorld(() => false);
    expect(() => settled()).toThrow(
      new Error(`[localkms] keys ${Arn} is due and cannot be settled: a bug of localkms`),
    );
  });

  it('tells nobody where nothing has happened', async () => {
    const { happened, settled } = await dueWorld(({ world }, changes) => world.write(changes));
    expect(await settled(NOW - 1)).toEqual([]);
    expect(happened).not.toHaveBeenCalled();
  });
});
