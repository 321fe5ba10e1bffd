import { ACCOUNT, refusal, type TestKms, testKms } from '../../support/engine.js';
import { createGrant, grantIds, keyArn, NO_GRANT_ID, OTHER_ACCOUNT } from '../../support/grants.js';
import { KEY_STATES, putKey } from '../../support/records.js';

const DRY_RUN = {
  name: 'DryRunOperationException',
  message: 'The request would have succeeded, but the DryRun option is set.',
};
const INVALID_TOKEN = { name: 'InvalidGrantTokenException', message: 'The grant token is not valid.' };

describe.each(['RetireGrant', 'RevokeGrant'] as const)('%s by KeyId and GrantId', (operation) => {
  it('ends that grant at once and no other, and answers nothing', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const { GrantId } = await createGrant(kms, KeyId);
    const other = await createGrant(kms, KeyId);
    expect(await kms.call(operation, { KeyId, GrantId })).toEqual({});
    expect(await grantIds(kms, KeyId)).toEqual([other.GrantId]);
  });

  it('takes a key id as well as a key ARN', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const { GrantId } = await createGrant(kms, KeyId);
    await kms.call(operation, { KeyId: KeyId.slice(KeyId.lastIndexOf('/') + 1), GrantId });
    expect(await grantIds(kms, KeyId)).toEqual([]);
  });

  it('refuses an alias', async () => {
    const KeyId = 'alias/any';
    expect(await refusal(testKms().call(operation, { KeyId, GrantId: NO_GRANT_ID }))).toEqual({
      name: 'InvalidArnException',
      message: 'Key Aliases are not supported for this operation.',
    });
  });

  it('does not find a grant that is gone, was never there, or is on another key', async () => {
    const kms = testKms();
    const [KeyId, otherKey] = [await keyArn(kms), await keyArn(kms)];
    const gone = (await createGrant(kms, KeyId)).GrantId;
    await kms.call(operation, { KeyId, GrantId: gone });
    const elsewhere = (await createGrant(kms, otherKey)).GrantId;
    for (const GrantId of [gone, NO_GRANT_ID, elsewhere]) {
      expect(await refusal(kms.call(operation, { KeyId, GrantId }))).toEqual({
        name: 'NotFoundException',
        message: `Grant ID ${GrantId} not found`,
      });
    }
    expect(await grantIds(kms, otherKey)).toEqual([elsewhere]);
  });

  it.each(['1234', NO_GRANT_ID.replace('0', 'A')])('refuses the GrantId %s', async (GrantId) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    expect(await refusal(kms.call(operation, { KeyId, GrantId }))).toEqual({
      name: 'InvalidGrantIdException',
      message: `Invalid grant ID ${GrantId}`,
    });
  });

  it('with DryRun tells that it would have succeeded and keeps the grant', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const { GrantId } = await createGrant(kms, KeyId);
    expect(await refusal(kms.call(operation, { KeyId, GrantId, DryRun: true }))).toEqual(DRY_RUN);
    expect((await refusal(kms.call(operation, { KeyId, GrantId: NO_GRANT_ID, DryRun: true }))).name).toBe(
      'NotFoundException',
    );
    expect(await grantIds(kms, KeyId)).toEqual([GrantId]);
  });

  it.each(KEY_STATES)('works for a key that is %s', async (KeyState) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const { GrantId } = await createGrant(kms, KeyId);
    putKey(kms, KeyId, { KeyState });
    expect(await kms.call(operation, { KeyId, GrantId })).toEqual({});
  });

  it('looks for the key before the grant', async () => {
    const KeyId = `arn:aws:kms:us-east-1:${ACCOUNT}:key/00000000-0000-4000-8000-000000000000`;
    expect(await refusal(testKms().call(operation, { KeyId, GrantId: 'malformed' }))).toEqual({
      name: 'NotFoundException',
      message: `Key '${KeyId}' does not exist`,
    });
  });

  it('ends a grant once when calls overlap', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const { GrantId } = await createGrant(kms, KeyId);
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => kms.call(operation, { KeyId, GrantId })));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });
});

describe('RetireGrant by GrantToken', () => {
  it('ends the grant with any of its tokens, and then none of them is valid', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const first = await createGrant(kms, KeyId, { Name: 'named' });
    const second = await createGrant(kms, KeyId, { Name: 'named' });
    expect(await kms.call('RetireGrant', { GrantToken: second.GrantToken })).toEqual({});
    expect(await grantIds(kms, KeyId)).toEqual([]);
    for (const { GrantToken } of [first, second]) {
      expect(await refusal(kms.call('RetireGrant', { GrantToken }))).toEqual(INVALID_TOKEN);
    }
  });

  it('with DryRun keeps the grant', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const { GrantId, GrantToken } = await createGrant(kms, KeyId);
    expect(await refusal(kms.call('RetireGrant', { GrantToken, DryRun: true }))).toEqual(DRY_RUN);
    expect(await grantIds(kms, KeyId)).toEqual([GrantId]);
  });

  it.each([{}, { KeyId: 'some-key' }, { GrantId: NO_GRANT_ID }])('needs token, or key and grant: %j', async (input) => {
    expect(await refusal(testKms().call('RetireGrant', input))).toEqual({
      name: 'ValidationException',
      message: 'Grant token OR (grant ID, key ID) must be specified',
    });
  });
});

describe('who may retire a grant on a key of another account', () => {
  const USER = `arn:aws:iam::${OTHER_ACCOUNT}:user/Carol`;
  const SESSION = `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/Role/session`;
  const ROLE = `arn:aws:iam::${OTHER_ACCOUNT}:role/with/path/Role`;

  async function outcome(kms: TestKms, KeyId: string, members: object, principal: string): Promise<string> {
    const { GrantId } = await createGrant(kms, KeyId, members);
    const caller = kms.as({ account: OTHER_ACCOUNT, principal });
    const call = caller.call('RetireGrant', { KeyId, GrantId });
    return call.then(
      () => 'retired',
      (error: Error) => error.name,
    );
  }

  it.each<[string, object, string, string]>([
    ['its retiring principal', { RetiringPrincipal: USER }, USER, 'retired'],
    ['a session of its retiring role', { RetiringPrincipal: ROLE }, SESSION, 'retired'],
    ['anyone of its retiring account', { RetiringPrincipal: `arn:aws:iam::${OTHER_ACCOUNT}:root` }, USER, 'retired'],
    [
      'its grantee, if it allows RetireGrant',
      { GranteePrincipal: USER, Operations: ['Encrypt', 'RetireGrant'] },
      USER,
      'retired',
    ],
    ...[
      { EncryptionContextEquals: { A: '1' } },
      { EncryptionContextSubset: { A: '1' } },
      { SourceArn: 'arn:aws:s3:us-east-1:000000000000:bucket' },
    ].map((Constraints): [string, object, string, string] => [
      `its grantee, whatever its ${Object.keys(Constraints)} says`,
      { GranteePrincipal: USER, Operations: ['Encrypt', 'RetireGrant'], Constraints },
      USER,
      'retired',
    ]),
    ['not its grantee, if it does not', { GranteePrincipal: USER }, USER, 'AccessDeniedException'],
    ['not another retiring principal', { RetiringPrincipal: ROLE }, USER, 'AccessDeniedException'],
    ['not whom it does not name', {}, USER, 'AccessDeniedException'],
  ])('%s', async (_who, members, principal, expected) => {
    const kms = testKms();
    expect(await outcome(kms, await keyArn(kms), members, principal)).toBe(expected);
  });

  it.each([
    ['its issuing account', OTHER_ACCOUNT, 'retired'],
    ['the account of the key, too', ACCOUNT, 'retired'],
    ['not a third account', '999988887777', 'AccessDeniedException'],
  ])('which another account issued: %s', async (_who, account, expected) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    await createGrant(kms, KeyId, { GranteePrincipal: USER, Operations: ['CreateGrant', 'Encrypt'] });
    const issuer = kms.as({ account: OTHER_ACCOUNT, principal: USER });
    const { GrantId } = await createGrant(issuer, KeyId, { GranteePrincipal: ROLE, Operations: ['Encrypt'] });
    const caller = kms.as({ account, principal: `arn:aws:iam::${account}:user/Dave` });
    const call = caller.call('RetireGrant', { KeyId, GrantId });
    expect(
      await call.then(
        () => 'retired',
        ({ name }: Error) => name,
      ),
    ).toBe(expected);
  });

  it('not whom another grant on the key allows RetireGrant', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    await createGrant(kms, KeyId, { GranteePrincipal: USER, Operations: ['RetireGrant'] });
    expect(await outcome(kms, KeyId, {}, USER)).toBe('AccessDeniedException');
  });

  it('not whom the key policy allows; and not whom it denies', async () => {
    const kms = testKms();
    const policy = (Effect: string) =>
      JSON.stringify({
        Statement: [
          { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:*', Resource: '*' },
          { Effect, Principal: { AWS: USER }, Action: 'kms:RetireGrant', Resource: '*' },
        ],
      });
    const allowing = await keyArn(kms, { Policy: policy('Allow') });
    expect(await outcome(kms, allowing, {}, USER)).toBe('AccessDeniedException');
    const denying = await keyArn(kms, { Policy: policy('Deny') });
    expect(await outcome(kms, denying, { RetiringPrincipal: USER }, USER)).toBe('AccessDeniedException');
  });

  it('with its token as with its id', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const { GrantToken } = await createGrant(kms, KeyId, { RetiringPrincipal: USER });
    const stranger = kms.as({ account: OTHER_ACCOUNT, principal: `${USER}2` });
    expect((await refusal(stranger.call('RetireGrant', { GrantToken }))).name).toBe('AccessDeniedException');
    await kms.as({ account: OTHER_ACCOUNT, principal: USER }).call('RetireGrant', { GrantToken });
    expect(await grantIds(kms, KeyId)).toEqual([]);
  });
});

describe('RevokeGrant from another account', () => {
  it('needs the key policy', async () => {
    const kms = testKms();
    const other = kms.as({ account: OTHER_ACCOUNT });
    const KeyId = await keyArn(kms);
    const { GrantId } = await createGrant(kms, KeyId, { RetiringPrincipal: `arn:aws:iam::${OTHER_ACCOUNT}:root` });
    expect((await refusal(other.call('RevokeGrant', { KeyId, GrantId }))).name).toBe('AccessDeniedException');
    const Statement = [ACCOUNT, OTHER_ACCOUNT].map((AWS) => ({
      Effect: 'Allow',
      Principal: { AWS },
      Action: 'kms:*',
      Resource: '*',
    }));
    await kms.call('PutKeyPolicy', { KeyId, Policy: JSON.stringify({ Statement }) });
    expect(await other.call('RevokeGrant', { KeyId, GrantId })).toEqual({});
  });
});
