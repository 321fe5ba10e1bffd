/*
 * The values of condition keys.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import { conditionContext } from '../../src/authorization/conditions/context.js';
import type { RequestFacts } from '../../src/authorization/conditions/request-facts.js';
import { principalOf } from '../../src/authorization/principal.js';
import { DAY } from '../support/engine.js';
import { BUCKET, FACTS, KEY, tag, valueIn } from './condition-facts.js';
import { ACCOUNT, ROLE, ROOT, SERVICE, SESSION } from './situation.js';

const create = (input: object): Partial<RequestFacts> => ({
  operation: 'CreateKey',
  input: input as RequestFacts['input'],
  key: undefined,
});
const call = (operation: string, input: object, more: Partial<RequestFacts> = {}): Partial<RequestFacts> => ({
  operation,
  input: input as RequestFacts['input'],
  ...more,
});
const by = (principal: string, more: Partial<RequestFacts> = {}): Partial<RequestFacts> => ({
  principal: principalOf(principal),
  ...more,
});
const { MultiRegionKeyType: _, ...SINGLE_REGION } = KEY;
const SIDES = {
  SourceKeyId: 'alias/from',
  SourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  SourceEncryptionContext: { a: 'from' },
  DestinationKeyId: 'alias/to',
  DestinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
  DestinationEncryptionContext: { a: 'to' },
};
const [from, to] = (['Source', 'Destination'] as const).map((side) => call('ReEncrypt', SIDES, { side }));
const attested = (platform: 'Nitro Enclaves' | 'NitroTPM'): Partial<RequestFacts> => ({
  attestation: { platform, pcrs: new Map([0, 4, 12].map((at) => [at, new Uint8Array([at, 0xff])])) },
});

const VALUES: readonly (readonly [key: string, what: string, facts: Partial<RequestFacts> | undefined, unknown])[] = [
  // The key that is to be, with AWS's defaults.
  ['kms:KeySpec', 'CreateKey', create({}), 'SYMMETRIC_DEFAULT'],
  ['kms:KeySpec', 'CreateKey with it', create({ KeySpec: 'ECC_NIST_P256' }), 'ECC_NIST_P256'],
  ['kms:KeySpec', 'another call without a key', { key: undefined }, undefined],
  ['kms:KeyUsage', 'CreateKey', create({}), 'ENCRYPT_DECRYPT'],
  ['kms:KeyUsage', 'CreateKey with it', create({ KeyUsage: 'KEY_AGREEMENT' }), 'KEY_AGREEMENT'],
  ['kms:KeyOrigin', 'CreateKey', create({}), 'AWS_KMS'],
  ['kms:KeyOrigin', 'CreateKey with it', create({ Origin: 'AWS_CLOUDHSM' }), 'AWS_CLOUDHSM'],
  ['kms:MultiRegion', 'CreateKey', create({}), 'false'],
  ['kms:MultiRegion', 'CreateKey with it', create({ MultiRegion: true }), 'true'],
  ['kms:MultiRegion', 'another call without a key', { key: undefined }, undefined],
  ['kms:MultiRegion', 'a single-Region key', { key: SINGLE_REGION }, 'false'],
  ['kms:MultiRegionKeyType', 'a single-Region key', { key: SINGLE_REGION }, undefined],
  ['kms:MultiRegionKeyType', 'CreateKey', create({}), undefined],
  ['kms:MultiRegionKeyType', 'CreateKey of one', create({ MultiRegion: true }), 'PRIMARY'],
  ['kms:MultiRegionKeyType', 'CreateKey of none', create({ MultiRegion: false }), undefined],
  ['kms:MultiRegionKeyType', 'another call', call('ListKeys', { MultiRegion: true }, { key: undefined }), undefined],
  // Defaults count, as if they were given.
  ['kms:EncryptionAlgorithm', 'Encrypt', call('Encrypt', {}), 'SYMMETRIC_DEFAULT'],
  ['kms:MessageType', 'Sign', call('Sign', {}), 'RAW'],
  ['kms:RotationPeriodInDays', 'EnableKeyRotation', call('EnableKeyRotation', {}), '365'],
  ['kms:ScheduleKeyDeletionPendingWindowInDays', 'its call', call('ScheduleKeyDeletion', {}), '30'],
  ['kms:SigningAlgorithm', 'Sign without it', call('Sign', {}), undefined],
  ['kms:BypassPolicyLockoutSafetyCheck', 'without it', call('PutKeyPolicy', {}), undefined],
  ['kms:ValidTo', 'without it', call('ImportKeyMaterial', {}), undefined],
  // Encryption contexts
  ['kms:EncryptionContextKeys', 'Encrypt', call('Encrypt', {}), undefined],
  ['kms:EncryptionContextKeys', 'Encrypt, empty', call('Encrypt', { EncryptionContext: {} }), undefined],
  ['kms:EncryptionContext:tenant', 'another case', { operation: 'Encrypt' }, 'acme'],
  ['kms:EncryptionContext:none', 'another pair', { operation: 'Encrypt' }, undefined],
  ['kms:EncryptionContext:Tenant', 'a grant', { operation: 'CreateGrant' }, 'globex'],
  ['kms:EncryptionContext:Tenant', 'the context beside a grant', { operation: 'RetireGrant' }, 'globex'],
  [
    'kms:EncryptionContext:a',
    'a grant with both constraints',
    call('CreateGrant', {
      Constraints: { EncryptionContextEquals: { a: 'equal' }, EncryptionContextSubset: { a: 'subset' } },
    }),
    'equal',
  ],
  ['kms:EncryptionContext:a', 'a grant without constraints', call('CreateGrant', {}), undefined],
  // The two sides of ReEncrypt
  ['kms:EncryptionContext:a', 'the source', from, 'from'],
  ['kms:EncryptionContext:a', 'the destination', to, 'to'],
  ['kms:EncryptionAlgorithm', 'the source', from, 'SYMMETRIC_DEFAULT'],
  ['kms:EncryptionAlgorithm', 'the destination', to, 'RSAES_OAEP_SHA_256'],
  ['kms:RequestAlias', 'the source', from, 'alias/from'],
  ['kms:RequestAlias', 'the destination', to, 'alias/to'],
  ['kms:ReEncryptOnSameKey', 'one key', { operation: 'ReEncrypt', onSameKey: true }, 'true'],
  // Aliases
  ['kms:RequestAlias', 'an alias name', call('Encrypt', { KeyId: 'alias/a/b' }), 'alias/a/b'],
  ['kms:RequestAlias', 'a key id', call('Encrypt', { KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }), undefined],
  ['kms:RequestAlias', 'an id that ends so', call('Encrypt', { KeyId: 'key/alias/a' }), undefined],
  ['kms:RequestAlias', 'no KeyId', call('Decrypt', {}), undefined],
  ['kms:ResourceAliases', 'a key without', { aliasNames: () => [] }, undefined],
  // Grants
  ['kms:GrantConstraintType', 'none', call('CreateGrant', {}), undefined],
  [
    'kms:GrantConstraintType',
    'equality',
    call('CreateGrant', { Constraints: { EncryptionContextEquals: {} } }),
    'EncryptionContextEquals',
  ],
  ['kms:GrantConstraintType', 'SourceArn', call('CreateGrant', { Constraints: { SourceArn: BUCKET } }), undefined],
  ['kms:GrantConstraintSourceArn', 'none', call('CreateGrant', {}), undefined],
  ['kms:GrantIsForAWSResource', 'a caller itself', { operation: 'CreateGrant', origin: {} }, 'false'],
  ['kms:GrantIsForAWSResource', 'a service itself', by(SERVICE, { operation: 'CreateGrant' }), 'false'],
  // Usage
  [
    'kms:TrailingDaysWithoutKeyUsage',
    'less than a day',
    { operation: 'DisableKey', lastUse: () => FACTS.now - DAY + 1 },
    '0',
  ],
  // Tags
  ['aws:TagKeys', 'UntagResource', call('UntagResource', { TagKeys: ['gone'] }), ['gone']],
  ['aws:TagKeys', 'no tags', call('CreateKey', {}), undefined],
  ['aws:RequestTag/team', 'another case', {}, 'orders'],
  ['aws:RequestTag/none', 'another tag', {}, undefined],
  ['aws:RequestTag/team', 'the very name', call('TagResource', { Tags: [tag('Team', '1'), tag('team', '2')] }), '2'],
  ['aws:RequestTag/TEAM', 'the first', call('TagResource', { Tags: [tag('Team', '1'), tag('team', '2')] }), '1'],
  ['aws:RequestTag/Team', 'no tags', call('TagResource', {}), undefined],
  ['aws:ResourceTag/Team', 'no key', { key: undefined }, undefined],
  // Who calls, and through what
  ['kms:CallerAccount', 'a service', by(SERVICE), undefined],
  ['kms:ViaService', 'a service itself', by(SERVICE), undefined],
  ['kms:ViaService', 'nobody', { origin: {} }, undefined],
  ['kms:ViaService', 'no origin', { origin: undefined }, undefined],
  ['aws:ViaAWSService', 'a service itself', by(SERVICE), 'false'],
  ['aws:ViaAWSService', 'no origin', { origin: undefined }, 'false'],
  ['aws:CalledVia', 'a service itself', by(SERVICE), undefined],
  ['aws:CalledViaFirst', 'nobody', { origin: {} }, undefined],
  ['aws:CalledViaLast', 'nobody', { origin: {} }, undefined],
  ['aws:PrincipalIsAWSService', 'a service', by(SERVICE), 'true'],
  ['aws:PrincipalServiceName', 'a service', by(SERVICE), SERVICE],
  ['aws:PrincipalServiceName', 'a user', {}, undefined],
  ['aws:PrincipalAccount', 'a service', by(SERVICE), undefined],
  ['aws:PrincipalArn', 'a service', by(SERVICE), undefined],
  ['aws:PrincipalArn', 'a session: its role', by(SESSION), `arn:aws:iam::${ACCOUNT}:role/app`],
  ['aws:PrincipalArn', 'a role', by(ROLE), ROLE],
  ['aws:PrincipalType', 'a service', by(SERVICE), undefined],
  ['aws:PrincipalType', 'a session', by(SESSION), 'AssumedRole'],
  ['aws:PrincipalType', 'the root user', by(ROOT), 'Account'],
  ['aws:username', 'a user with a path', by(`arn:aws:iam::${ACCOUNT}:user/a/b/bob`), 'bob'],
  ['aws:username', 'a session', by(SESSION), undefined],
  ['aws:username', 'a service', by(SERVICE), undefined],
  ['aws:ResourceAccount', 'no key', { key: undefined }, ACCOUNT],
  ['aws:SourceAccount', 'a bucket, whose ARN has none', { origin: { sourceArn: BUCKET } }, undefined],
  ['aws:SourceAccount', 'no origin', { origin: undefined }, undefined],
  ['aws:SourceArn', 'no origin', { origin: undefined }, undefined],
  ['aws:SourceVpce', 'no origin', { origin: undefined }, undefined],
  ['aws:PrincipalOrgID', 'an organization that is not known', {}, undefined],
  ['aws:SourceVpce', 'no endpoint', { origin: {} }, undefined],
  // What a test gives comes first, whatever the case of its names.
  ['aws:SourceIp', 'given', { origin: { context: { 'AWS:sourceIP': '192.0.2.1' } } }, '192.0.2.1'],
  ['kms:KeySpec', 'given', { origin: { context: { 'kms:keyspec': 'mine' } } }, 'mine'],
  ['aws:CurrentTime', 'another is given', { origin: { context: { 'aws:userid': 'x' } } }, '2026-01-01T00:00:00.999Z'],
  // Attested registers
  ['kms:RecipientAttestation:ImageSha384', 'an enclave', attested('Nitro Enclaves'), '00ff'],
  ['kms:RecipientAttestation:PCR4', 'an enclave', attested('Nitro Enclaves'), '04ff'],
  ['kms:RecipientAttestation:PCR12', 'an enclave', attested('Nitro Enclaves'), '0cff'],
  ['kms:RecipientAttestation:PCR5', 'an enclave', attested('Nitro Enclaves'), undefined],
  ['kms:RecipientAttestation:PCR', 'an enclave', attested('Nitro Enclaves'), undefined],
  ['kms:RecipientAttestation:PCR4x', 'an enclave', attested('Nitro Enclaves'), undefined],
  ['kms:RecipientAttestation:xPCR4', 'an enclave', attested('Nitro Enclaves'), undefined],
  ['kms:RecipientAttestation:NitroTPMPCR4', 'an enclave', attested('Nitro Enclaves'), undefined],
  ['kms:RecipientAttestation:NitroTPMPCR4', 'a NitroTPM', attested('NitroTPM'), '04ff'],
  ['kms:RecipientAttestation:NitroTPMPCR12', 'a NitroTPM', attested('NitroTPM'), '0cff'],
  ['kms:RecipientAttestation:PCR4', 'a NitroTPM', attested('NitroTPM'), undefined],
  ['kms:RecipientAttestation:PCR4', 'nothing attested', { attestation: undefined }, undefined],
];

describe('The value of', () => {
  it.each(VALUES)('%s, of %s', (key, _what, facts, value) => {
    expect(valueIn(key, facts)).toEqual(value);
  });

  it.each([
    ['kms:ResourceAliases', 'Encrypt'],
    ['kms:TrailingDaysWithoutKeyUsage', 'DisableKey'],
  ])('%s is not there without a key', (key, operation) => {
    const { aliasNames, lastUse, key: _, ...facts } = FACTS;
    expect(conditionContext({ ...facts, operation }, false)(key)).toBeUndefined();
  });
});
