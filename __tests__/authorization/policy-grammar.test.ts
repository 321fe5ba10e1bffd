/*
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html, as far as key policies go.
 */
import { refusal, testKms } from '../support/engine.js';
import { keyArn } from '../support/grants.js';

const ROOT = 'arn:aws:iam::000000000000:root';
/** Whoever puts a policy must stay able to change it: this statement lets him, whatever stands beside it. */
const EVERYTHING = { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' };

/** A statement; a member given as undefined is left out. */
function statement(members: object): object {
  return { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:Encrypt', Resource: '*', ...members };
}

function withStatement(members: unknown): unknown {
  return { Version: '2012-10-17', Statement: [EVERYTHING, members] };
}

const RIGHT: readonly [what: string, document: unknown][] = [
  ['the Version 2012-10-17', { Version: '2012-10-17', Statement: [EVERYTHING] }],
  ['the Version 2008-10-17', { Version: '2008-10-17', Statement: [EVERYTHING] }],
  ['no Version', { Statement: [EVERYTHING] }],
  ['an Id', { Version: '2012-10-17', Id: 'mine', Statement: [EVERYTHING] }],
  ['a Sid', withStatement(statement({ Sid: 'Mine' }))],
  ['the Effect Deny', withStatement(statement({ Effect: 'Deny' }))],
  ['a list of Actions', withStatement(statement({ Action: ['kms:Encrypt', 'kms:Decrypt'] }))],
  ['NotAction in place of Action', withStatement(statement({ Action: undefined, NotAction: 'kms:Encrypt' }))],
  ['a list of NotActions', withStatement(statement({ Action: undefined, NotAction: ['kms:Encrypt'] }))],
  ['a list of Resources', withStatement(statement({ Resource: ['*'] }))],
  ['NotResource in place of Resource', withStatement(statement({ Resource: undefined, NotResource: '*' }))],
  ['Principal *', withStatement(statement({ Principal: '*' }))],
  ['a list of principals', withStatement(statement({ Principal: { AWS: [ROOT, '*'] } }))],
  ['the principal of a service', withStatement(statement({ Principal: { Service: 's3.amazonaws.com' } }))],
  [
    'principals of several types',
    withStatement(statement({ Principal: { AWS: '*', Service: ['s3.amazonaws.com', 'sns.amazonaws.com'] } })),
  ],
  [
    'NotPrincipal in place of Principal',
    withStatement(statement({ Principal: undefined, NotPrincipal: { AWS: ROOT } })),
  ],
  ['an empty Condition', withStatement(statement({ Condition: {} }))],
  ['a Condition', withStatement(statement({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }))],
];

const WRONG: readonly [what: string, document: unknown][] = [
  ...[null, true, 1, 'text', [], [EVERYTHING]].map((document): [string, unknown] => [
    `the document ${JSON.stringify(document)}`,
    document,
  ]),
  ...['2012-10-18', '', 'latest', 20121017, null, ['2012-10-17']].map((Version): [string, unknown] => [
    `the Version ${JSON.stringify(Version)}`,
    { Version, Statement: [EVERYTHING] },
  ]),
  ['no Statement', { Version: '2012-10-17' }],
  ['an empty list of statements', { Version: '2012-10-17', Statement: [] }],
  ...[null, true, 'text', []].map((wrong): [string, unknown] => [
    `the statement ${JSON.stringify(wrong)}`,
    withStatement(wrong),
  ]),
  ...[undefined, null, 'allow', 'ALLOW', '', true, ['Allow']].map((Effect): [string, unknown] => [
    `the Effect ${JSON.stringify(Effect)}`,
    withStatement(statement({ Effect })),
  ]),
  ['neither Principal nor NotPrincipal', withStatement(statement({ Principal: undefined }))],
  ['Principal and NotPrincipal', withStatement(statement({ NotPrincipal: { AWS: ROOT } }))],
  ['Action and NotAction', withStatement(statement({ NotAction: 'kms:Decrypt' }))],
  ['neither Action nor NotAction', withStatement(statement({ Action: undefined }))],
  ['neither Resource nor NotResource', withStatement(statement({ Resource: undefined }))],
  ...[null, true, 1, 'text', ['*'], {}].map((Principal): [string, unknown] => [
    `the Principal ${JSON.stringify(Principal)}`,
    withStatement(statement({ Principal })),
  ]),
  ...[1, 'text', [], {}].map((NotPrincipal): [string, unknown] => [
    `the NotPrincipal ${JSON.stringify(NotPrincipal)}`,
    withStatement(statement({ Principal: undefined, NotPrincipal })),
  ]),
  ['an unknown type of principal', withStatement(statement({ Principal: { Aws: ROOT } }))],
  ['a number for a principal', withStatement(statement({ Principal: { AWS: 111122223333 } }))],
  ['a number among principals', withStatement(statement({ Principal: { AWS: [ROOT, 111122223333] } }))],
  ['a number for a service', withStatement(statement({ Principal: { Service: 1 } }))],
  ...['Action', 'NotAction', 'Resource', 'NotResource'].flatMap((name) =>
    [1, true, {}, ['kms:Encrypt', 1], [{}], [['kms:Encrypt']]].map((value): [string, unknown] => [
      `the ${name} ${JSON.stringify(value)}`,
      withStatement(statement({ [name.replace('Not', '')]: undefined, [name]: value })),
    ]),
  ),
  ...[null, true, 1, 'text', [], [{}]].map((Condition): [string, unknown] => [
    `the Condition ${JSON.stringify(Condition)}`,
    withStatement(statement({ Condition })),
  ]),
];

describe('a key policy may have', () => {
  it.each(RIGHT)('%s', async (_what, document) => {
    const kms = testKms();
    const KeyId = await keyArn(kms, { Policy: JSON.stringify(document) });
    // Members given as undefined are not in the text.
    const expected = JSON.parse(JSON.stringify(document));
    expect(JSON.parse((await kms.call('GetKeyPolicy', { KeyId })).Policy)).toEqual(expected);
  });

  it('one statement that is in no list', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms, { Policy: JSON.stringify({ Version: '2012-10-17', Statement: EVERYTHING }) });
    const { Policy } = await kms.call('GetKeyPolicy', { KeyId });
    expect(JSON.parse(Policy).Statement).toEqual([EVERYTHING]);
  });
});

describe('a key policy is refused with', () => {
  it.each(WRONG)('%s', async (_what, document) => {
    const kms = testKms();
    const Policy = JSON.stringify(document);
    const malformed = { name: 'MalformedPolicyDocumentException', message: undefined };
    expect(await refusal(kms.call('CreateKey', { Policy }))).toEqual(malformed);
    // That nobody is locked out is another matter.
    const BypassPolicyLockoutSafetyCheck = true;
    const KeyId = await keyArn(kms);
    const before = await kms.call('GetKeyPolicy', { KeyId });
    expect(await refusal(kms.call('PutKeyPolicy', { KeyId, Policy, BypassPolicyLockoutSafetyCheck }))).toEqual(
      malformed,
    );
    expect(await kms.call('GetKeyPolicy', { KeyId })).toEqual(before);
  });
});
