/*
 * What the conditions of each permission are asked about.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
import { ACCOUNT, REGION, testKms } from '../../support/engine.js';
import { createGrant, keyArn, NO_GRANT_ID } from '../../support/grants.js';
import { allow, ofRole, outcome, when } from './outcome.js';

const TAGS = [{ TagKey: 'team', TagValue: 'orders' }];

describe('kms:CreateKey of ReplicateKey is asked as of a call of CreateKey', () => {
  const asked = { 'aws:RequestedRegion': 'eu-west-1', 'kms:MultiRegion': 'true' };
  const KEY = { 'kms:KeySpec': 'RSA_2048', 'kms:KeyUsage': 'SIGN_VERIFY', 'kms:KeyOrigin': 'AWS_KMS' };

  async function replicate(conditions: object): Promise<string> {
    const kms = testKms();
    const KeyId = await keyArn(kms, { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY', MultiRegion: true });
    const iam = ofRole(
      ...['kms:ReplicateKey', 'kms:TagResource'].map((action) => allow(action)),
      allow('kms:CreateKey', when('StringEquals', conditions)),
    );
    const input = { KeyId, ReplicaRegion: 'eu-west-1', Tags: TAGS };
    return outcome(kms, iam, { operation: 'ReplicateKey', input });
  }

  it('in the Region of the replica, of a multi-Region key of the same kind', async () => {
    expect(await replicate({ ...asked, ...KEY })).toBe('allowed');
  });

  it.each(
    Object.entries({
      'aws:RequestedRegion': REGION,
      'kms:MultiRegion': 'false',
      'kms:KeySpec': 'SYMMETRIC_DEFAULT',
      'kms:KeyUsage': 'ENCRYPT_DECRYPT',
      'kms:KeyOrigin': 'EXTERNAL',
      // Which only ReplicateKey itself has.
      'kms:ReplicaRegion': 'eu-west-1',
    }),
  )('not where %s is %s', async (name, value) => {
    expect(await replicate({ [name]: value })).toBe('kms:CreateKey');
  });

  it.each([
    ['team', 'allowed'],
    ['cost', 'kms:CreateKey'],
  ])('with the tags of the call: %s', async (key, expected) => {
    expect(await replicate({ [`aws:RequestTag/${key}`]: 'orders' })).toBe(expected);
  });
});

describe('kms:TagResource of CreateKey', () => {
  it.each([
    ['the tags of the call', when('StringEquals', { 'aws:RequestTag/team': 'orders' }), 'allowed'],
    ['others', when('StringEquals', { 'aws:RequestTag/team': 'billing' }), 'kms:TagResource'],
    ['keys of tags', when('ForAllValues:StringEquals', { 'aws:TagKeys': ['team'] }), 'allowed'],
    ['other keys of tags', when('ForAllValues:StringEquals', { 'aws:TagKeys': ['cost'] }), 'kms:TagResource'],
    ['any key', { Resource: `arn:aws:kms:${REGION}:${ACCOUNT}:key/*` }, 'allowed'],
    ['any alias', { Resource: `arn:aws:kms:${REGION}:${ACCOUNT}:alias/*` }, 'kms:TagResource'],
  ])('for %s', async (_what, terms, expected) => {
    const iam = ofRole(allow('kms:CreateKey'), allow('kms:TagResource', terms));
    expect(await outcome(testKms(), iam, { operation: 'CreateKey', input: { Tags: TAGS } })).toBe(expected);
  });
});

describe('ReEncrypt', () => {
  /** From a key to itself, or to another one, each side with an encryption context of its own. */
  async function reEncrypt(permission: string, condition: object, toItself = false): Promise<string> {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const context = { side: 'source' };
    const sealed = await kms.call('Encrypt', { KeyId, Plaintext: new Uint8Array(1), EncryptionContext: context });
    const others = ['kms:ReEncryptFrom', 'kms:ReEncryptTo'].filter((action) => action !== permission);
    const iam = ofRole(...others.map((action) => allow(action)), allow(permission, condition));
    const input = {
      CiphertextBlob: sealed.CiphertextBlob,
      SourceEncryptionContext: context,
      DestinationKeyId: toItself ? KeyId : await keyArn(kms),
      DestinationEncryptionContext: { side: 'destination' },
    };
    return outcome(kms, iam, { operation: 'ReEncrypt', input });
  }

  it.each([
    ['kms:ReEncryptFrom', 'source', 'allowed'],
    ['kms:ReEncryptFrom', 'destination', 'kms:ReEncryptFrom'],
    ['kms:ReEncryptTo', 'destination', 'allowed'],
    ['kms:ReEncryptTo', 'source', 'kms:ReEncryptTo'],
  ])('%s is asked with the encryption context of its side: of the %s, %s', async (permission, side, expected) => {
    const condition = when('StringEquals', { 'kms:EncryptionContext:side': side });
    expect(await reEncrypt(permission, condition)).toBe(expected);
  });

  it.each([
    ['true', 'itself', 'allowed', 'allowed'],
    ['true', 'another key', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
    ['false', 'itself', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
    ['false', 'another key', 'allowed', 'allowed'],
  ])('kms:ReEncryptOnSameKey %s, from a key to %s', async (value, destination, from, to) => {
    const condition = when('Bool', { 'kms:ReEncryptOnSameKey': value });
    const toItself = destination === 'itself';
    expect(await reEncrypt('kms:ReEncryptFrom', condition, toItself)).toBe(from);
    expect(await reEncrypt('kms:ReEncryptTo', condition, toItself)).toBe(to);
  });
});

describe('kms:RetireGrant', () => {
  const Constraints = { EncryptionContextSubset: { tenant: 'acme' } };

  it.each([
    ['kms:EncryptionContext:tenant', 'acme', 'allowed'],
    ['kms:EncryptionContext:tenant', 'globex', 'kms:RetireGrant'],
    ['kms:GrantConstraintType', 'EncryptionContextSubset', 'allowed'],
    ['kms:GrantConstraintType', 'EncryptionContextEquals', 'kms:RetireGrant'],
    // Of the call, the rest stays.
    ['kms:CallerAccount', ACCOUNT, 'allowed'],
  ])('is asked with the constraints of the grant: %s %s, %s', async (name, value, expected) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const { GrantId } = await createGrant(kms, KeyId, { Constraints });
    const iam = ofRole(allow('kms:RetireGrant', when('StringEquals', { [name]: value })));
    expect(await outcome(kms, iam, { operation: 'RetireGrant', input: { KeyId, GrantId } })).toBe(expected);
  });

  it.each([
    ['IAM decides', {}, 'NotFoundException'],
    ['there are none', when('Null', { 'kms:GrantConstraintType': 'false' }), 'kms:RetireGrant'],
  ])('of a grant that is not there, %s', async (_what, condition, expected) => {
    const kms = testKms();
    const input = { KeyId: await keyArn(kms), GrantId: NO_GRANT_ID };
    const iam = ofRole(allow('kms:RetireGrant', condition));
    expect(await outcome(kms, iam, { operation: 'RetireGrant', input })).toBe(expected);
  });
});
