import type { CallOutcome } from '../../src/contract/hooks.js';
import type { ResourceQuotas } from '../../src/model/limits.js';
import { DAY, refusal, type TestKms, testKms } from '../support/engine.js';
import { keyArn } from '../support/grants.js';

const NOTHING = { writes: 0, announced: 0 };

/**
 * A world whose store has something else done before the next write, and writes later. From then on it counts how often the
 * call writes and its keys are announced, and keeps how it ended.
 */
function lateWorld({ quotas }: { quotas?: Partial<ResourceQuotas> } = {}) {
  let action: (() => Promise<unknown>) | undefined;
  const told = { ...NOTHING, outcomes: [] as CallOutcome[] };
  const kms: TestKms = testKms({
    ...(quotas && { quotas }),
    world: {
      hooks: {
        keysFound: () => {
          told.announced++;
        },
        after: (_, outcome) => {
          told.outcomes.push(outcome);
        },
      },
      async write(changes) {
        const once = action;
        action = undefined;
        await once?.();
        if (once !== undefined) Object.assign(told, NOTHING, { outcomes: [] });
        told.writes++;
        const written = kms.world.state.write(changes);
        await new Promise(setImmediate);
        return written;
      },
    },
  });
  return {
    kms,
    told,
    meanwhile: (given: () => Promise<unknown>) => {
      action = given;
    },
  };
}

describe('a call whose store writes later', () => {
  it('starts over where its key was changed meanwhile: both changes stay', async () => {
    const { kms, told, meanwhile } = lateWorld();
    const KeyId = await keyArn(kms);
    meanwhile(() => kms.call('DisableKey', { KeyId }));
    expect(await kms.call('UpdateKeyDescription', { KeyId, Description: 'new' })).toEqual({});
    expect((await kms.call('DescribeKey', { KeyId })).KeyMetadata).toMatchObject({
      Description: 'new',
      KeyState: 'Disabled',
    });
    expect(told.writes).toBe(2);
  });

  it('does not announce its keys again where it starts over', async () => {
    const { kms, told, meanwhile } = lateWorld();
    const KeyId = await keyArn(kms);
    meanwhile(() => kms.call('DisableKey', { KeyId }));
    await kms.call('UpdateKeyDescription', { KeyId, Description: 'new' });
    expect(told.announced).toBe(0);
  });

  it('checks its key anew before anything else', async () => {
    const { kms, told, meanwhile } = lateWorld();
    const [KeyId, other] = [await keyArn(kms), await keyArn(kms)];
    const AliasName = 'alias/a';
    meanwhile(async () => {
      await kms.call('ScheduleKeyDeletion', { KeyId });
      await kms.call('CreateAlias', { AliasName, TargetKeyId: other });
    });
    expect(await refusal(kms.call('CreateAlias', { AliasName, TargetKeyId: KeyId }))).toEqual({
      name: 'KMSInvalidStateException',
      message: `${KeyId} is pending deletion.`,
    });
    expect(told.outcomes).toMatchObject([{ keys: [{ Arn: KeyId, KeyState: 'PendingDeletion' }], changes: undefined }]);
  });

  it('writes once where another key was changed meanwhile', async () => {
    const { kms, told, meanwhile } = lateWorld();
    const [KeyId, other] = [await keyArn(kms), await keyArn(kms)];
    meanwhile(() => kms.call('DisableKey', { KeyId: other }));
    await kms.call('UpdateKeyDescription', { KeyId, Description: 'new' });
    expect(told.writes).toBe(1);
    expect(told.outcomes).toMatchObject([
      { changes: [{ table: 'keys' }, { table: 'keys', to: { Description: 'new' } }] },
    ]);
  });

  it('counts again what a quota limits', async () => {
    const { kms, meanwhile } = lateWorld({ quotas: { aliasesPerKey: 1 } });
    const TargetKeyId = await keyArn(kms);
    meanwhile(() => kms.call('CreateAlias', { AliasName: 'alias/first', TargetKeyId }));
    expect(await refusal(kms.call('CreateAlias', { AliasName: 'alias/second', TargetKeyId }))).toEqual({
      name: 'LimitExceededException',
      message: 'Aliases per key quota for this account in this region is 1, current usage is 1.',
    });
    const { Aliases } = await kms.call('ListAliases', { KeyId: TargetKeyId });
    expect(Aliases.map(({ AliasName }) => AliasName)).toEqual(['alias/first']);
  });

  it('answers with the key that it wrote, whatever was created meanwhile', async () => {
    const { kms, meanwhile } = lateWorld();
    meanwhile(() => keyArn(kms));
    const KeyId = await keyArn(kms);
    expect((await kms.call('DescribeKey', { KeyId })).KeyMetadata.Arn).toBe(KeyId);
    expect((await kms.call('ListKeys', {})).Keys).toHaveLength(2);
  });

  it('writes nothing where it changes nothing', async () => {
    const { kms, told } = lateWorld();
    const KeyId = await keyArn(kms);
    told.writes = 0;
    await kms.call('DescribeKey', { KeyId });
    await kms.call('Encrypt', { KeyId, Plaintext: new Uint8Array(1) });
    expect(told.writes).toBe(0);
    expect(told.outcomes.at(-1)?.changes).toBeUndefined();
  });

  it('tells what it wrote', async () => {
    const { kms, told } = lateWorld();
    const KeyId = await keyArn(kms);
    const { DeletionDate } = await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    expect(DeletionDate).toEqual(new Date(kms.now + 7 * DAY));
    expect(told.outcomes.at(-1)?.changes).toMatchObject([
      { table: 'keys', from: { KeyState: 'Enabled' } },
      { table: 'keys', from: { KeyState: 'Enabled' }, to: { KeyState: 'PendingDeletion' } },
    ]);
  });
});
