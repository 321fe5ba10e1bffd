import type { GrantOperation } from '@aws-sdk/client-kms';
import { backend } from '../../../src/crypto/backend/node/node-backend.js';
import { seededRandom } from '../../../src/crypto/random-sources.js';
import { sealedTokens } from '../../../src/crypto/sealed-tokens.js';
import { ACCOUNT, REGION, refusal, START, type TestKms, testKms } from '../../support/engine.js';
import { createGrant, GRANTEE, grantIds, keyArn, RETIRING } from '../../support/grants.js';

const BYTES = new Uint8Array(32);
const SERVICE_GRANT = {
  GranteeServicePrincipal: 'dynamodb.us-east-1.amazonaws.com',
  Constraints: { SourceArn: `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/Example` },
};

function refused(kms: TestKms, KeyId: string, members: object): Promise<{ name: string; message: string | undefined }> {
  return refusal(createGrant(kms, KeyId, members));
}

describe('CreateGrant', () => {
  it('gives a GrantId of 64 lower-case hexadecimal digits and a base64url GrantToken', async () => {
    const kms = testKms();
    const grant = await createGrant(kms, await keyArn(kms));
    expect(Object.keys(grant)).toEqual(['GrantToken', 'GrantId']);
    expect(grant.GrantId).toMatch(/^[0-9a-f]{64}$/);
    expect(grant.GrantToken).toMatch(/^AQpA[\w-]{200,600}$/);
  });

  it('keeps every member for ListGrants', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    kms.advance(5000);
    const { GrantId } = await createGrant(kms, KeyId, {
      Name: 'all:of/it_-',
      RetiringPrincipal: RETIRING,
      Operations: ['ReEncryptTo', 'Decrypt', 'ReEncryptTo'],
      Constraints: { EncryptionContextSubset: { Department: 'IT' }, EncryptionContextEquals: { Purpose: 'Test' } },
    });
    expect(await kms.call('ListGrants', { KeyId })).toEqual({
      Grants: [
        {
          KeyId,
          GrantId,
          Name: 'all:of/it_-',
          CreationDate: new Date(START + 5000),
          GranteePrincipal: GRANTEE,
          RetiringPrincipal: RETIRING,
          IssuingAccount: `arn:aws:iam::${ACCOUNT}:root`,
          Operations: ['ReEncryptTo', 'Decrypt'],
          Constraints: { EncryptionContextSubset: { Department: 'IT' }, EncryptionContextEquals: { Purpose: 'Test' } },
        },
      ],
      Truncated: false,
    });
  });

  it('records the members that were given, and no others', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const { GrantId } = await createGrant(kms, KeyId, {
      GranteePrincipal: undefined,
      ...SERVICE_GRANT,
      RetiringPrincipal: RETIRING,
    });
    expect(kms.world.state.list('grants', 'key', KeyId)).toStrictEqual([
      {
        id: GrantId,
        GrantId,
        keyArn: KeyId,
        region: REGION,
        CreationDate: START,
        ...SERVICE_GRANT,
        RetiringPrincipal: RETIRING,
        IssuingAccount: `arn:aws:iam::${ACCOUNT}:root`,
        Operations: ['Encrypt', 'Decrypt'],
      },
    ]);
    const { GrantId: id } = await createGrant(kms, await keyArn(kms));
    const record = kms.world.state.get('grants', id);
    expect(Object.keys(record ?? {})).toEqual([
      ...['id', 'GrantId', 'region', 'CreationDate', 'keyArn', 'GranteePrincipal', 'IssuingAccount', 'Operations'],
    ]);
  });

  it('from a seed gives each key ids and tokens of its own, whatever happens to other keys', async () => {
    const ofLastKey = async (grantsBefore: number) => {
      const kms = testKms({
        world: { random: seededRandom('seed', backend, () => false), tokens: sealedTokens(backend, BYTES) },
      });
      const [other, KeyId] = [await keyArn(kms), await keyArn(kms)];
      for (let made = 0; made < grantsBefore; made++) await createGrant(kms, other);
      return createGrant(kms, KeyId);
    };
    expect(await ofLastKey(3)).toEqual(await ofLastKey(0));
  });

  it('gives no part of itself away: what callers do to an output changes nothing', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    await createGrant(kms, KeyId, { Constraints: { EncryptionContextEquals: { A: 'b' } } });
    const { Grants } = await kms.call('ListGrants', { KeyId });
    Grants[0]?.Operations?.push('CreateGrant');
    Object.assign(Grants[0]?.Constraints?.EncryptionContextEquals ?? {}, { A: 'changed' });
    const again = await kms.call('ListGrants', { KeyId });
    expect(again.Grants[0]?.Operations).toEqual(['Encrypt', 'Decrypt']);
    expect(again.Grants[0]?.Constraints).toEqual({ EncryptionContextEquals: { A: 'b' } });
  });

  it('shows an unnamed grant with an empty name, and leaves out constraints without a member', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    await createGrant(kms, KeyId, { Constraints: {} });
    const [grant] = (await kms.call('ListGrants', { KeyId })).Grants;
    expect(grant?.Name).toBe('');
    expect(grant).not.toHaveProperty('Constraints');
    expect(grant).not.toHaveProperty('RetiringPrincipal');
  });

  it('gives a grant for an AWS service', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const RetiringServicePrincipal = SERVICE_GRANT.GranteeServicePrincipal;
    await createGrant(kms, KeyId, { ...SERVICE_GRANT, RetiringServicePrincipal });
    const [grant] = (await kms.call('ListGrants', { KeyId })).Grants;
    expect(grant).toMatchObject({
      GranteePrincipal: SERVICE_GRANT.GranteeServicePrincipal,
      GranteeServicePrincipal: SERVICE_GRANT.GranteeServicePrincipal,
      RetiringServicePrincipal,
      Constraints: SERVICE_GRANT.Constraints,
    });
  });

  it('takes a SourceArn constraint and any kind of key', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    const { Constraints } = SERVICE_GRANT;
    await createGrant(kms, KeyId, { Operations: ['GenerateMac'], Constraints });
    expect((await kms.call('ListGrants', { KeyId })).Grants[0]?.Constraints).toEqual(Constraints);
  });

  it('with DryRun tells that it would have succeeded and makes no grant', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    expect(await refused(kms, KeyId, { DryRun: true })).toEqual({
      name: 'DryRunOperationException',
      message: 'The request would have succeeded, but the DryRun option is set.',
    });
    expect(await grantIds(kms, KeyId)).toEqual([]);
    await createGrant(kms, KeyId, { DryRun: false });
    expect(await grantIds(kms, KeyId)).toHaveLength(1);
  });

  it('with DryRun gives the ordinary error where there is one', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const members = { DryRun: true, Operations: ['CreateGrant'] };
    expect((await refused(kms, KeyId, members)).name).toBe('ValidationException');
  });
});

describe('a Name makes CreateGrant idempotent', () => {
  const members = {
    Name: 'retried',
    RetiringPrincipal: RETIRING,
    Operations: ['Encrypt', 'Decrypt'] as GrantOperation[],
    Constraints: { EncryptionContextSubset: { A: '1', B: '2' } },
  };

  it('identical members give the same GrantId and a new GrantToken; both tokens work', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const first = await createGrant(kms, KeyId, members);
    const second = await createGrant(kms, KeyId, {
      ...members,
      Operations: ['Decrypt', 'Encrypt'],
      Constraints: { EncryptionContextSubset: { B: '2', A: '1' } },
    });
    expect(second.GrantId).toBe(first.GrantId);
    expect(second.GrantToken).not.toBe(first.GrantToken);
    expect(await grantIds(kms, KeyId)).toEqual([first.GrantId]);
    const GrantTokens = [first.GrantToken, second.GrantToken];
    await kms.call('Encrypt', { KeyId, Plaintext: 'text', GrantTokens });
  });

  it.each<[string, object]>([
    ['Name', { Name: 'other' }],
    ['GranteePrincipal', { GranteePrincipal: `${GRANTEE}2` }],
    ['RetiringPrincipal', { RetiringPrincipal: `${RETIRING}2` }],
    ['no RetiringPrincipal', { RetiringPrincipal: undefined }],
    ['Operations', { Operations: ['Encrypt'] }],
    ['no Constraints', { Constraints: undefined }],
    ['the value of a constraint', { Constraints: { EncryptionContextSubset: { A: '1', B: '3' } } }],
    ['the kind of a constraint', { Constraints: { EncryptionContextEquals: { A: '1', B: '2' } } }],
  ])('a different %s makes a new grant', async (_what, change) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const first = await createGrant(kms, KeyId, members);
    const second = await createGrant(kms, KeyId, { ...members, ...change });
    expect(second.GrantId).not.toBe(first.GrantId);
    expect(await grantIds(kms, KeyId)).toEqual([first.GrantId, second.GrantId]);
  });

  it('another key makes a new grant', async () => {
    const kms = testKms();
    const first = await createGrant(kms, await keyArn(kms), members);
    const second = await createGrant(kms, await keyArn(kms), members);
    expect(second.GrantId).not.toBe(first.GrantId);
  });

  it('a revoked grant is not found again', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const { GrantId } = await createGrant(kms, KeyId, members);
    await kms.call('RevokeGrant', { KeyId, GrantId });
    expect((await createGrant(kms, KeyId, members)).GrantId).not.toBe(GrantId);
  });

  it('is made anew where the one that it found was revoked while its token was made', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const { GrantId: first } = await createGrant(kms, KeyId, { Name: 'name' });
    const [again] = await Promise.all([
      createGrant(kms, KeyId, { Name: 'name' }),
      kms.call('RevokeGrant', { KeyId, GrantId: first }),
    ]);
    expect(again.GrantId).not.toBe(first);
    expect(await grantIds(kms, KeyId)).toEqual([again.GrantId]);
  });

  it('calls that overlap make one grant', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const grants = await Promise.all(Array.from({ length: 20 }, () => createGrant(kms, KeyId, members)));
    expect(new Set(grants.map(({ GrantId }) => GrantId)).size).toBe(1);
    expect(new Set(grants.map(({ GrantToken }) => GrantToken)).size).toBe(20);
    expect(await grantIds(kms, KeyId)).toHaveLength(1);
  });

  it('without a Name each call makes a new grant', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const first = await createGrant(kms, KeyId);
    const second = await createGrant(kms, KeyId);
    expect(await grantIds(kms, KeyId)).toEqual([first.GrantId, second.GrantId]);
  });
});
