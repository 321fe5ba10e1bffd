import { ACCOUNT, REGION, refusal, type TestKms, testKms } from '../../support/engine.js';
import { createGrant, GRANTEE, grantIds, keyArn, NO_GRANT_ID, OTHER_ACCOUNT, RETIRING } from '../../support/grants.js';
import { KEY_STATES, putKey } from '../../support/records.js';

type Filter = { GrantId?: string; GranteePrincipal?: string; GranteeServicePrincipal?: string };

async function listed(kms: TestKms, KeyId: string, filter: Filter): Promise<(string | undefined)[]> {
  const { Grants } = await kms.call('ListGrants', { KeyId, ...filter });
  return Grants.map(({ GrantId }) => GrantId);
}

const INVALID_MARKER = { name: 'InvalidMarkerException', message: 'The marker is not valid.' };
const SERVICE = 'dynamodb.us-east-1.amazonaws.com';
const SERVICE_GRANT = {
  GranteeServicePrincipal: SERVICE,
  RetiringServicePrincipal: SERVICE,
  Constraints: { SourceArn: `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/Example` },
};

/** The service needs to be named by the key policy. */
function keyOfService(kms: TestKms): Promise<string> {
  const own = { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:*', Resource: '*' };
  const service = { ...own, Principal: { Service: SERVICE }, Action: 'kms:ListGrants' };
  return keyArn(kms, { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [own, service] }) });
}

describe('ListGrants', () => {
  it('lists the grants on one key, oldest first', async () => {
    const kms = testKms();
    const [KeyId, other] = [await keyArn(kms), await keyArn(kms)];
    const first = await createGrant(kms, KeyId);
    await createGrant(kms, other);
    const second = await createGrant(kms, KeyId);
    expect(await grantIds(kms, KeyId)).toEqual([first.GrantId, second.GrantId]);
    expect(await kms.call('ListGrants', { KeyId: await keyArn(kms) })).toEqual({ Grants: [], Truncated: false });
  });

  it('filters by GrantId, GranteePrincipal and GranteeServicePrincipal, by all that are given', async () => {
    const kms = testKms();
    const KeyId = await keyOfService(kms);
    const one = await createGrant(kms, KeyId);
    const two = await createGrant(kms, KeyId, { GranteePrincipal: RETIRING });
    const service = await createGrant(kms, KeyId, SERVICE_GRANT);
    expect(await listed(kms, KeyId, { GrantId: two.GrantId })).toEqual([two.GrantId]);
    expect(await listed(kms, KeyId, { GranteePrincipal: GRANTEE })).toEqual([one.GrantId]);
    expect(await listed(kms, KeyId, { GranteePrincipal: GRANTEE.toLowerCase() })).toEqual([]);
    const itself = kms.as({ principal: SERVICE });
    const { Grants } = await itself.call('ListGrants', { KeyId, GranteeServicePrincipal: SERVICE });
    expect(Grants.map(({ GrantId }) => GrantId)).toEqual([service.GrantId]);
    expect(await listed(kms, KeyId, { GrantId: two.GrantId, GranteePrincipal: GRANTEE })).toEqual([]);
    expect(await listed(kms, KeyId, { GrantId: two.GrantId, GranteePrincipal: RETIRING })).toEqual([two.GrantId]);
    expect(await listed(kms, KeyId, { GrantId: NO_GRANT_ID })).toEqual([]);
  });

  it('lists the grants on a key of another account, which its key policy lets list them', async () => {
    const kms = testKms();
    const own = { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:*', Resource: '*' };
    const theirs = { ...own, Principal: { AWS: OTHER_ACCOUNT }, Action: 'kms:ListGrants' };
    const KeyId = await keyArn(kms, { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [own, theirs] }) });
    const { GrantId } = await createGrant(kms, KeyId);
    expect(await grantIds(kms.as({ account: OTHER_ACCOUNT }), KeyId)).toEqual([GrantId]);
  });

  it('takes GranteePrincipal or GranteeServicePrincipal, the latter from the service itself', async () => {
    const kms = testKms();
    const KeyId = await keyOfService(kms);
    const both = { KeyId, GranteePrincipal: GRANTEE, GranteeServicePrincipal: SERVICE };
    for (const caller of [kms, kms.as({ principal: SERVICE })]) {
      expect(await refusal(caller.call('ListGrants', both))).toEqual({
        name: 'ValidationException',
        message: 'Only one of GranteePrincipal and GranteeServicePrincipal can be specified.',
      });
    }
    expect(await refusal(kms.call('ListGrants', { KeyId, GranteeServicePrincipal: SERVICE }))).toEqual({
      name: 'AccessDeniedException',
      message: `User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform: kms:ListGrants on resource: ${KeyId} because no identity-based policy allows the kms:ListGrants action`,
    });
  });

  it.each(['1234', NO_GRANT_ID.replace('0', 'A'), `${NO_GRANT_ID}0`])('refuses the GrantId %s', async (GrantId) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    expect(await refusal(kms.call('ListGrants', { KeyId, GrantId }))).toEqual({
      name: 'InvalidGrantIdException',
      message: `Invalid grant ID ${GrantId}`,
    });
  });

  it('gives 50 grants unless a Limit tells otherwise, and never more than 100', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    for (let made = 0; made < 101; made++) await createGrant(kms, KeyId);
    expect((await kms.call('ListGrants', { KeyId })).Grants).toHaveLength(50);
    expect((await kms.call('ListGrants', { KeyId, Limit: 100 })).Grants).toHaveLength(100);
    expect((await kms.call('ListGrants', { KeyId, Limit: 1000 })).Grants).toHaveLength(100);
  });

  it.each([1, 3, 10, 11])('gives each grant once in pages of %i while grants come and go', async (Limit) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const ids: string[] = [];
    for (let made = 0; made < 10; made++) ids.push((await createGrant(kms, KeyId)).GrantId);
    const seen: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await kms.call('ListGrants', { KeyId, Limit, Marker });
      expect('NextMarker' in page).toBe(page.Truncated);
      seen.push(...page.Grants.map(({ GrantId }) => GrantId));
      if (Marker === undefined && page.Truncated) {
        await kms.call('RevokeGrant', { KeyId, GrantId: page.Grants[0]?.GrantId });
        ids.push((await createGrant(kms, KeyId)).GrantId);
      }
      Marker = page.NextMarker;
    } while (Marker !== undefined);
    expect(seen).toEqual(ids);
  });

  it('pages through what a filter leaves', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    for (let made = 0; made < 6; made++) {
      await createGrant(kms, KeyId, { GranteePrincipal: made % 2 === 0 ? GRANTEE : RETIRING });
    }
    const first = await kms.call('ListGrants', { KeyId, GranteePrincipal: GRANTEE, Limit: 2 });
    expect(first.Grants).toHaveLength(2);
    const Marker = first.NextMarker;
    const second = await kms.call('ListGrants', { KeyId, GranteePrincipal: GRANTEE, Limit: 2, Marker });
    expect(second.Grants).toHaveLength(1);
    expect(second.Truncated).toBe(false);
    expect(await refusal(kms.call('ListGrants', { KeyId, Limit: 2, Marker }))).toEqual(INVALID_MARKER);
  });

  it('refuses a marker that is none, or of another key', async () => {
    const kms = testKms();
    const [KeyId, other] = [await keyArn(kms), await keyArn(kms)];
    await createGrant(kms, KeyId);
    await createGrant(kms, KeyId);
    const { NextMarker } = await kms.call('ListGrants', { KeyId, Limit: 1 });
    expect(await refusal(kms.call('ListGrants', { KeyId: other, Marker: NextMarker }))).toEqual(INVALID_MARKER);
    expect(await refusal(kms.call('ListGrants', { KeyId, Marker: 'none' }))).toEqual(INVALID_MARKER);
  });

  it.each(KEY_STATES)('answers for a key that is %s', async (KeyState) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const { GrantId } = await createGrant(kms, KeyId);
    putKey(kms, KeyId, { KeyState });
    expect(await grantIds(kms, KeyId)).toEqual([GrantId]);
  });

  it('answers for AWS managed keys', async () => {
    const kms = testKms();
    const { KeyMetadata } = await kms.call('DescribeKey', { KeyId: 'alias/aws/ebs' });
    expect(await grantIds(kms, KeyMetadata.Arn as string)).toEqual([]);
  });

  it('forgets the grants on a key with the key', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    await createGrant(kms, KeyId, { RetiringPrincipal: RETIRING });
    await kms.call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    kms.advance(8 * 86_400_000);
    expect((await kms.call('ListRetirableGrants', { RetiringPrincipal: RETIRING })).Grants).toEqual([]);
    expect(kms.world.state.count('grants')).toBe(0);
  });
});

describe('ListRetirableGrants', () => {
  it('lists grants with that retiring principal, also on keys of other accounts, in this Region', async () => {
    const kms = testKms();
    const elsewhere = kms.as({ account: OTHER_ACCOUNT });
    const abroad = kms.as({ region: 'eu-west-1' });
    const own = await keyArn(kms);
    const { KeyMetadata: theirs } = await elsewhere.call('CreateKey', {});
    const { KeyMetadata: far } = await abroad.call('CreateKey', {});
    const first = await createGrant(kms, own, { RetiringPrincipal: RETIRING, Name: 'first' });
    await createGrant(kms, own, { RetiringPrincipal: GRANTEE });
    await createGrant(kms, own);
    const second = await createGrant(elsewhere, theirs.Arn as string, { RetiringPrincipal: RETIRING });
    const third = await createGrant(abroad, far.Arn as string, { RetiringPrincipal: RETIRING });
    const { Grants, Truncated } = await kms.call('ListRetirableGrants', { RetiringPrincipal: RETIRING });
    expect(Truncated).toBe(false);
    expect(Grants.map(({ GrantId, KeyId, IssuingAccount }) => [GrantId, KeyId, IssuingAccount])).toEqual([
      [first.GrantId, own, `arn:aws:iam::${ACCOUNT}:root`],
      [second.GrantId, theirs.Arn, `arn:aws:iam::${OTHER_ACCOUNT}:root`],
    ]);
    expect(Grants[0]).toEqual((await kms.call('ListGrants', { KeyId: own, GrantId: first.GrantId })).Grants[0]);
    const there = await abroad.call('ListRetirableGrants', { RetiringPrincipal: RETIRING });
    expect(there.Grants.map(({ GrantId }) => GrantId)).toEqual([third.GrantId]);
  });

  it('pages, 50 grants at a time unless a Limit tells otherwise', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    for (let made = 0; made < 101; made++) await createGrant(kms, KeyId, { RetiringPrincipal: RETIRING });
    const first = await kms.call('ListRetirableGrants', { RetiringPrincipal: RETIRING });
    expect(first.Grants).toHaveLength(50);
    const rest = { RetiringPrincipal: RETIRING, Marker: first.NextMarker, Limit: 1000 };
    const second = await kms.call('ListRetirableGrants', rest);
    expect(second.Grants).toHaveLength(51);
    expect(second.Truncated).toBe(false);
    expect(await refusal(kms.call('ListRetirableGrants', { ...rest, RetiringPrincipal: GRANTEE }))).toEqual(
      INVALID_MARKER,
    );
  });

  it.each([
    ['neither', {}],
    ['both', { RetiringPrincipal: RETIRING, RetiringServicePrincipal: SERVICE }],
  ])('refuses %s of RetiringPrincipal and RetiringServicePrincipal', async (_what, input) => {
    expect(await refusal(testKms().call('ListRetirableGrants', input))).toEqual({
      name: 'ValidationException',
      message: 'Exactly one of RetiringPrincipal and RetiringServicePrincipal must be specified.',
    });
  });

  it('refuses a principal that is none', async () => {
    const RetiringPrincipal = 'arn:aws:s3:::bucket';
    expect(await refusal(testKms().call('ListRetirableGrants', { RetiringPrincipal }))).toEqual({
      name: 'InvalidArnException',
      message: `ARN does not refer to a valid principal: ${RetiringPrincipal}`,
    });
  });

  it('refuses principals of other accounts, and service principals to all but the service itself', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const { GrantId } = await createGrant(kms, KeyId, SERVICE_GRANT);
    const theirs = `arn:aws:iam::${OTHER_ACCOUNT}:role/Role`;
    const denied = (resource: string) => ({
      name: 'AccessDeniedException',
      message: `User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform: kms:ListRetirableGrants on resource: ${resource} because no identity-based policy allows the kms:ListRetirableGrants action`,
    });
    expect(await refusal(kms.call('ListRetirableGrants', { RetiringPrincipal: theirs }))).toEqual(denied(theirs));
    expect(await refusal(kms.call('ListRetirableGrants', { RetiringServicePrincipal: SERVICE }))).toEqual(
      denied(SERVICE),
    );
    const service = kms.as({ region: REGION, principal: SERVICE });
    const { Grants } = await service.call('ListRetirableGrants', { RetiringServicePrincipal: SERVICE });
    expect(Grants.map((grant) => grant.GrantId)).toEqual([GrantId]);
  });
});
