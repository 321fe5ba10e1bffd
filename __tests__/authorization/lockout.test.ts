/*
 * The caller of CreateKey, ReplicateKey and PutKeyPolicy must be allowed to put another key policy, by the new one and by
 * its own policies of IAM. https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 */
import type { IamOptions } from '../../src/options/iam/iam-options.js';
import { ACCOUNT, refusal, testKms } from '../support/engine.js';
import { plant, ROLE, SESSION } from './call-scene.js';

const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const USER = `arn:aws:iam::${ACCOUNT}:user/alice`;
const KEYS = `arn:aws:kms:us-east-1:${ACCOUNT}:key/`;
const OTHER_KEY = '0987dcba-09fe-87dc-65ba-ab0987654321';
const allow = (AWS: string, Action: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action,
  Resource: '*',
  ...more,
});
const identity = (Action: string) => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action, Resource: '*' },
});

const LOCKED_OUT = {
  name: 'MalformedPolicyDocumentException',
  message: 'The new key policy will not allow you to update the key policy in the future.',
};

const CASES: readonly (readonly [
  what: string,
  statements: readonly object[],
  policies: readonly object[] | undefined,
  principal: string,
  locksOut: boolean,
])[] = [
  ['delegates, and IAM is not configured', [allow(ROOT, 'kms:*')], undefined, SESSION, false],
  ['delegates, and IAM allows kms:PutKeyPolicy', [allow(ROOT, 'kms:*')], [identity('kms:*')], SESSION, false],
  ['delegates, and IAM lacks kms:PutKeyPolicy', [allow(ROOT, 'kms:*')], [identity('kms:Create*')], SESSION, true],
  ['names the role', [allow(ROLE, 'kms:*')], [identity('kms:Create*')], SESSION, false],
  ['names the role without kms:PutKeyPolicy', [allow(ROLE, 'kms:Get*')], [identity('kms:*')], SESSION, true],
  ['names a user, and the root user puts it', [allow(USER, 'kms:*')], undefined, ROOT, true],
  ['names the user that puts it', [allow(USER, 'kms:*')], undefined, USER, false],
  [
    'has a condition that the caller meets',
    [allow(ROOT, 'kms:*', { Condition: { StringEquals: { 'kms:KeySpec': 'SYMMETRIC_DEFAULT' } } })],
    undefined,
    SESSION,
    false,
  ],
  [
    'has a condition that the caller does not meet',
    [allow(ROOT, 'kms:*', { Condition: { StringEquals: { 'kms:KeySpec': 'RSA_2048' } } })],
    undefined,
    SESSION,
    true,
  ],
  [
    'denies kms:PutKeyPolicy',
    [allow(ROOT, 'kms:*'), { ...allow('*', 'kms:PutKeyPolicy'), Effect: 'Deny' }],
    undefined,
    SESSION,
    true,
  ],
  [
    'is about every key',
    [allow(ROOT, 'kms:*', { Resource: `arn:aws:kms:*:${ACCOUNT}:key/*` })],
    undefined,
    SESSION,
    false,
  ],
  ['is about another key', [allow(ROOT, 'kms:*', { Resource: `${KEYS}${OTHER_KEY}` })], undefined, SESSION, true],
  [
    'has a condition on a tag of the call',
    [allow(ROOT, 'kms:*', { Condition: { StringEquals: { 'aws:RequestTag/team': 'a' } } })],
    undefined,
    SESSION,
    true,
  ],
];

describe.each(CASES)('a key policy that %s', (_what, statements, policies, principal, locksOut) => {
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const iam: IamOptions = policies === undefined ? {} : { roles: { [ROLE]: { policies } } };

  function creator() {
    const kms = testKms();
    plant(kms, iam);
    return kms.as({ principal });
  }

  it(locksOut ? 'is refused' : 'is taken', async () => {
    const created = creator().call('CreateKey', { Policy });
    if (locksOut) expect(await refusal(created)).toEqual(LOCKED_OUT);
    else expect((await created).KeyMetadata.KeyState).toBe('Enabled');
  });

  it('is taken where the check is bypassed', async () => {
    const { KeyMetadata } = await creator().call('CreateKey', { Policy, BypassPolicyLockoutSafetyCheck: true });
    expect(KeyMetadata.KeyState).toBe('Enabled');
  });
});
