import { refusal, type TestKms, testKms } from '../support/engine.js';
import { createGrant, keyArn } from '../support/grants.js';

const Plaintext = new Uint8Array([1]);

/** A world whose calls of one operation wait, once their keys are found, until something else was done. */
function waiting(operation: string): { kms: TestKms; meanwhile(action: () => Promise<unknown>): void } {
  let action: (() => Promise<unknown>) | undefined;
  const kms = testKms({
    world: {
      hooks: {
        async keysFound(call) {
          const once = call.operation === operation ? action : undefined;
          if (once !== undefined) action = undefined;
          await once?.();
        },
      },
    },
  });
  return {
    kms,
    meanwhile: (given) => {
      action = given;
    },
  };
}

describe('a call that waited goes on with its keys as they are now', () => {
  it('is refused where its key was disabled meanwhile', async () => {
    const { kms, meanwhile } = waiting('Encrypt');
    const KeyId = await keyArn(kms);
    meanwhile(() => kms.call('DisableKey', { KeyId }));
    expect(await refusal(kms.call('Encrypt', { KeyId, Plaintext }))).toEqual({
      name: 'DisabledException',
      message: `${KeyId} is disabled.`,
    });
  });

  it('is refused where its key was scheduled for deletion meanwhile', async () => {
    const { kms, meanwhile } = waiting('Encrypt');
    const KeyId = await keyArn(kms);
    meanwhile(() => kms.call('ScheduleKeyDeletion', { KeyId }));
    expect(await refusal(kms.call('Encrypt', { KeyId, Plaintext }))).toEqual({
      name: 'KMSInvalidStateException',
      message: `${KeyId} is pending deletion.`,
    });
  });

  it('is answered where its key was enabled meanwhile', async () => {
    const { kms, meanwhile } = waiting('Encrypt');
    const KeyId = await keyArn(kms);
    await kms.call('DisableKey', { KeyId });
    meanwhile(() => kms.call('EnableKey', { KeyId }));
    expect((await kms.call('Encrypt', { KeyId, Plaintext })).KeyId).toBe(KeyId);
  });

  it('uses the key that its alias leads to now', async () => {
    const { kms, meanwhile } = waiting('Encrypt');
    const [KeyId, other] = [await keyArn(kms), await keyArn(kms)];
    await kms.call('CreateAlias', { AliasName: 'alias/moved', TargetKeyId: KeyId });
    meanwhile(async () => {
      await kms.call('UpdateAlias', { AliasName: 'alias/moved', TargetKeyId: other });
      // The alias alone does not tell that the call's key is another one.
      await kms.call('DisableKey', { KeyId });
    });
    expect((await kms.call('Encrypt', { KeyId: 'alias/moved', Plaintext })).KeyId).toBe(other);
  });

  it('asks the key policy and grants as they are now', async () => {
    const { kms, meanwhile } = waiting('Encrypt');
    const KeyId = await keyArn(kms);
    const account = '111122223333';
    const { GrantId } = await createGrant(kms, KeyId, { GranteePrincipal: `arn:aws:iam::${account}:root` });
    meanwhile(() => kms.call('RevokeGrant', { KeyId, GrantId }));
    const call = kms.as({ account }).call('Encrypt', { KeyId, Plaintext });
    expect((await refusal(call)).name).toBe('AccessDeniedException');
  });
});
