import { ROLE } from '../authorization/call-scene.js';
import { allow, ofRole, outcome, policyOf, when } from '../pipeline/access/outcome.js';
import { ACCOUNT, DAY, testKms } from '../support/engine.js';
import { createGrant, keyArn } from '../support/grants.js';

describe('A key', () => {
  it.each([
    ['an identity-based policy', true, 'allowed'],
    ['a key policy', false, 'kms:Encrypt'],
  ])('has its aliases in the conditions of %s: %s', async (_what, inIam, expected) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    await kms.call('CreateAlias', { AliasName: 'alias/orders', TargetKeyId: KeyId });
    const statement = allow('kms:Encrypt', when('ForAnyValue:StringEquals', { 'kms:ResourceAliases': 'alias/orders' }));
    const named = { ...statement, Principal: { AWS: ROLE } };
    const Policy = policyOf(allow('kms:*', { Principal: { AWS: ACCOUNT } }), ...(inIam ? [] : [named]));
    await kms.call('PutKeyPolicy', { KeyId, Policy: JSON.stringify(Policy) });
    const input = { KeyId, Plaintext: new Uint8Array(1) };
    expect(await outcome(kms, ofRole(...(inIam ? [statement] : [])), { operation: 'Encrypt', input })).toBe(expected);
  });

  it.each([
    ['was never used, since it was created', false, 29, 'kms:DisableKey'],
    ['was never used, since it was created', false, 30, 'allowed'],
    ['was used, since then', true, 39, 'kms:DisableKey'],
    ['was used, since then', true, 40, 'allowed'],
  ])('that %s, is without usage (used: %s) for 30 days on day %i: %s', async (_what, isUsed, day, expected) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    kms.advance(10 * DAY);
    if (isUsed) await kms.call('Encrypt', { KeyId, Plaintext: new Uint8Array(1) });
    kms.advance((day - 10) * DAY);
    const condition = when('NumericGreaterThanEquals', { 'kms:TrailingDaysWithoutKeyUsage': '30' });
    const iam = ofRole(allow('kms:DisableKey', condition));
    expect(await outcome(kms, iam, { operation: 'DisableKey', input: { KeyId } })).toBe(expected);
  });
});

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
describe('Resource control policies', () => {
  const denyAll = policyOf({ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' });
  const CONTROLLED = { ...ofRole(allow('kms:*')), resourceControlPolicies: { [ACCOUNT]: [[denyAll]] } };

  it.each([
    ['a customer managed key', 'DescribeKey', 'kms:DescribeKey'],
    ['revoking a grant', 'RevokeGrant', 'kms:RevokeGrant'],
    ['retiring a grant, which they do not apply to', 'RetireGrant', 'allowed'],
  ] as const)('of %s: %s', async (_what, operation, expected) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const { GrantId } = await createGrant(kms, KeyId);
    const input = operation === 'DescribeKey' ? { KeyId } : { KeyId, GrantId };
    expect(await outcome(kms, CONTROLLED, { operation, input })).toBe(expected);
  });

  it('do not apply to AWS managed keys', async () => {
    const kms = testKms();
    const input = { KeyId: 'alias/aws/ebs' };
    expect(await outcome(kms, CONTROLLED, { operation: 'DescribeKey', input })).toBe('allowed');
  });
});
