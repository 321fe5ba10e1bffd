// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of policies are written so
/*
 * What a policy is, and what is wrong with one that is none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
import { type PolicyType, readPolicy } from '../../src/authorization/policy.js';
import { readNewPolicy } from '../../src/authorization/policy-validation.js';
import { KEY, ROLE, ROOT } from './situation.js';

const BARE = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };
const NAMED = { ...BARE, Principal: { AWS: ROOT } };
const documentOf = (...Statement: unknown[]) => ({ Version: '2012-10-17', Statement });
const second = (members: object) => documentOf(NAMED, { ...NAMED, ...members });

const OBJECT = 'a policy is an object with Version and Statement';
const VERSION = 'Version must be "2012-10-17" or "2008-10-17"';
const PRINCIPALS =
  'Statement[1].Principal must be "*", or have texts or lists of them by AWS, Service, Federated, CanonicalUser';
const EITHER = 'Statement[1] must have either Principal or NotPrincipal';
const CONDITION = 'Statement[1].Condition has an unknown operator or a wrong form';

const WRONG_KEY_POLICIES: readonly (readonly [document: unknown, message: string])[] = [
  [null, OBJECT],
  ['text', OBJECT],
  [[NAMED], OBJECT],
  [{ Version: '2012-10-18', Statement: [NAMED] }, VERSION],
  [{ Version: null, Statement: [NAMED] }, VERSION],
  [documentOf(), 'Statement is empty'],
  [{ Version: '2012-10-17' }, 'Statement[0] is not an object'],
  [documentOf(NAMED, 'text'), 'Statement[1] is not an object'],
  [second({ Effect: 'allow' }), 'Statement[1].Effect must be Allow or Deny'],
  [second({ Action: undefined }), 'Statement[1] has neither Action nor NotAction'],
  [second({ Resource: undefined }), 'Statement[1] has neither Resource nor NotResource'],
  [second({ NotAction: 'kms:*' }), 'Statement[1] has both Action and NotAction'],
  [second({ NotResource: '*' }), 'Statement[1] has both Resource and NotResource'],
  [second({ Action: 1 }), 'Statement[1].Action must be text or a list of texts'],
  [second({ Action: ['kms:*', 1] }), 'Statement[1].Action must be text or a list of texts'],
  [second({ Action: undefined, NotAction: [1] }), 'Statement[1].NotAction must be text or a list of texts'],
  [second({ Resource: {} }), 'Statement[1].Resource must be text or a list of texts'],
  [second({ Resource: undefined, NotResource: 1 }), 'Statement[1].NotResource must be text or a list of texts'],
  [second({ Principal: undefined }), EITHER],
  [second({ NotPrincipal: { AWS: ROOT } }), EITHER],
  [second({ Principal: {} }), PRINCIPALS],
  [second({ Principal: 'text' }), PRINCIPALS],
  [second({ Principal: { Role: ROLE } }), PRINCIPALS],
  [second({ Principal: { AWS: ROOT, Role: ROLE } }), PRINCIPALS],
  [second({ Principal: { AWS: 1 } }), PRINCIPALS],
  [second({ Principal: { AWS: [ROOT, 1] } }), PRINCIPALS],
  [second({ Principal: undefined, NotPrincipal: {} }), PRINCIPALS],
  [second({ Condition: 'text' }), CONDITION],
  [second({ Condition: { StringIs: { 'aws:username': 'alice' } } }), CONDITION],
];

describe('A key policy is refused', () => {
  it.each(WRONG_KEY_POLICIES)('%j: %s', (document, message) => {
    const read = () => readPolicy(document, 'resource-based policy', 'the key policy');
    expect(read).toThrow(expect.objectContaining({ name: 'PolicyGrammarError', message }));
  });
});

describe('The principal of a statement', () => {
  const UNNAMED: readonly PolicyType[] = [
    'identity-based policy',
    'permissions boundary',
    'session policy',
    'service control policy',
  ];

  it.each([...UNNAMED, 'resource control policy', 'VPC endpoint policy'] as const)('is not needed in a %s', (type) => {
    expect(readPolicy(documentOf(BARE), type, 'p').statements[0]?.principal).toBeUndefined();
  });

  it.each(UNNAMED)('is not in a %s', (type) => {
    for (const name of ['Principal', 'NotPrincipal']) {
      for (const element of ['*', { AWS: ROOT }]) {
        expect(() => readPolicy(documentOf({ ...BARE, [name]: element }), type, 'p')).toThrow(
          `Statement[0] has a ${name}, which no ${type} has`,
        );
      }
    }
  });

  it('is everybody in a resource control policy', () => {
    const read = (element: object) => readPolicy(documentOf({ ...BARE, ...element }), 'resource control policy', 'p');
    expect(read({ Principal: '*' }).statements[0]?.principal).toBeUndefined();
    expect(() => read({ Principal: { AWS: ROOT } })).toThrow('has a Principal, which no resource control policy has');
    expect(() => read({ NotPrincipal: '*' })).toThrow('has a NotPrincipal, which no resource control policy has');
  });

  it('may be in a VPC endpoint policy, where an account is its root user; NotPrincipal may not', () => {
    const read = (element: object) => readPolicy(documentOf({ ...BARE, ...element }), 'VPC endpoint policy', 'p');
    expect(read({ Principal: { AWS: ROOT } }).statements[0]?.principal).toMatchObject({ not: false, rootOnly: true });
    for (const element of [{ NotPrincipal: '*' }, { Principal: '*', NotPrincipal: '*' }]) {
      expect(() => read(element)).toThrow(/has a (Not)?Principal, which no VPC endpoint policy has/);
    }
  });

  it.each(['AWS', 'Service', 'Federated', 'CanonicalUser'])('may be one of %s in a key policy', (type) => {
    for (const value of ['one', ['one', 'two']]) {
      const element = { Principal: { [type]: value } };
      const { statements } = readPolicy(documentOf({ ...BARE, ...element }), 'resource-based policy', 'p');
      expect(statements[0]?.principal).toMatchObject({ not: false });
    }
  });
});

describe('A policy', () => {
  it('has its type, its name, and an ARN where it is a resource of its own', () => {
    const policy = readPolicy(documentOf(NAMED), 'resource-based policy', 'the key policy');
    expect(policy).toMatchObject({ type: 'resource-based policy', name: 'the key policy' });
    expect(policy).not.toHaveProperty('arn');
    expect(readPolicy(documentOf(BARE), 'identity-based policy', 'p', 'arn:p').arn).toBe('arn:p');
  });

  it('has its statements in their order, with the Sid of those that have one', () => {
    const { statements } = readPolicy(
      documentOf({ ...BARE, Sid: 'One' }, { ...BARE, Effect: 'Deny' }),
      'session policy',
      'p',
    );
    expect(statements).toMatchObject([
      { sid: 'One', at: 0, effect: 'Allow' },
      { sid: undefined, at: 1, effect: 'Deny' },
    ]);
  });

  it('tells the statements of an action by their effect', () => {
    const statements = [
      { ...BARE, Sid: 'A' },
      { ...BARE, Sid: 'B', Effect: 'Deny', Action: 'kms:*' },
      { ...BARE, Sid: 'C', Action: 's3:*' },
    ];
    const policy = readPolicy(documentOf(...statements), 'session policy', 'p');
    const on = (action: string) => {
      const { Allow, Deny } = policy.on(action);
      return [Allow.map(({ sid }) => sid), Deny.map(({ sid }) => sid)];
    };
    expect(on('kms:Decrypt')).toEqual([['A'], ['B']]);
    expect(on('kms:Encrypt')).toEqual([[], ['B']]);
    expect(on('s3:GetObject')).toEqual([['C'], []]);
  });

  const OTHER_KEY = `${KEY}0`;
  it.each([
    [{ Action: 'kms:Decrypt' }, 'kms:decrypt', true],
    [{ Action: 'KMS:DECRYPT' }, 'kms:Decrypt', true],
    [{ Action: ['kms:Encrypt', 'kms:De*'] }, 'kms:Decrypt', true],
    [{ Action: ['kms:Encrypt', 'kms:Sign'] }, 'kms:Decrypt', false],
    [{ Action: [] }, 'kms:Decrypt', false],
    [{ NotAction: 'kms:Decrypt' }, 'kms:Decrypt', false],
    [{ NotAction: 'kms:DECRYPT' }, 'kms:Decrypt', false],
    [{ NotAction: ['kms:Encrypt', 'kms:Sign'] }, 'kms:Decrypt', true],
  ])('%j is for the action %s: %s', (element, action, expected) => {
    const { Action, ...rest } = BARE;
    const [statement] = readPolicy(documentOf({ ...rest, ...element }), 'session policy', 'p').statements;
    expect(statement?.isForAction(action)).toBe(expected);
  });

  it.each([
    [{ Resource: KEY }, '2012-10-17', KEY, true],
    [{ Resource: KEY }, '2012-10-17', OTHER_KEY, false],
    [{ Resource: [OTHER_KEY, KEY] }, '2012-10-17', KEY, true],
    [{ NotResource: KEY }, '2012-10-17', KEY, false],
    [{ NotResource: KEY }, '2012-10-17', OTHER_KEY, true],
    [{ NotResource: [OTHER_KEY, KEY] }, '2012-10-17', KEY, false],
    [{ Resource: '${aws:username}' }, '2012-10-17', 'alice', true],
    [{ Resource: '${aws:username}' }, '2008-10-17', 'alice', false],
    [{ Resource: '${aws:username}' }, undefined, 'alice', false],
    [{ Resource: '${aws:username}' }, '2008-10-17', '${aws:username}', true],
  ])('%j of version %s is for the resource %s: %s', (element, Version, resource, expected) => {
    const { Resource, ...rest } = BARE;
    const document = { Version, Statement: { ...rest, ...element } };
    const [statement] = readPolicy(document, 'session policy', 'p').statements;
    expect(statement?.isForResource(resource, () => 'alice')).toBe(expected);
  });

  it('has variables in its conditions from version 2012-10-17 on', () => {
    const Condition = { StringEquals: { 'aws:PrincipalTag/name': '${aws:username}' } };
    const met = (Version: string) =>
      readPolicy(
        { Version, Statement: { ...BARE, Condition } },
        'session policy',
        'p',
      ).statements[0]?.conditions[0]?.test(() => 'alice');
    expect([met('2012-10-17'), met('2008-10-17')]).toEqual([true, false]);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
describe('A policy as somebody sets it', () => {
  const MEMBERS = 'which no policy has; known are Version, Id, Statement';
  const OF_STATEMENTS =
    'which no policy has; known are Sid, Effect, Principal, Action, NotAction, Resource, NotResource, Condition';
  const SID = 'Statement[1].Sid must be letters and digits';
  const ACTION = 'Statement[1] has an action without its service, such as "kms:Decrypt"';
  const RESOURCE = 'Statement[1] has a resource that is neither an ARN nor "*"';
  const KEY_OF_CONDITION = 'Statement[1].Condition has a key without its service, such as "kms:ViaService"';
  const with2 = (members: object) => documentOf(BARE, { ...BARE, ...members });
  const { Action: _, ...noAction } = BARE;
  const { Resource: __, ...noResource } = BARE;

  it.each<[document: object, message: string]>([
    [{ ...documentOf(BARE), Statements: [] }, `the policy has Statements, ${MEMBERS}`],
    [{ ...documentOf(BARE), 'a b': 1 }, `the policy has a member, ${MEMBERS}`],
    [{ ...documentOf(BARE), ['x'.repeat(31)]: 1 }, `the policy has a member, ${MEMBERS}`],
    [with2({ Actions: 1 }), `Statement[1] has Actions, ${OF_STATEMENTS}`],
    [with2({ Sid: 'a b' }), SID],
    [with2({ Sid: '-a' }), SID],
    [with2({ Sid: 1 }), SID],
    [with2({ Action: 'Decrypt' }), ACTION],
    [with2({ Action: ['kms:*', 'Decrypt'] }), ACTION],
    [with2({ Action: 'kms:' }), ACTION],
    [with2({ Action: 'kms:a b' }), ACTION],
    [with2({ Action: ' kms:a' }), ACTION],
    [with2({ Action: 'kms:a-' }), ACTION],
    [documentOf(BARE, { ...noAction, NotAction: 'Decrypt' }), ACTION],
    [with2({ Resource: 'alias/orders' }), RESOURCE],
    [with2({ Resource: ['*', ' arn:aws:kms'] }), RESOURCE],
    [documentOf(BARE, { ...noResource, NotResource: 'key' }), RESOURCE],
    [with2({ Condition: { Bool: { SecureTransport: 'true' } } }), KEY_OF_CONDITION],
    [with2({ Condition: { Bool: { 'aws:a': 'true' }, Null: { 'aws:b': 'true', c: 'true' } } }), KEY_OF_CONDITION],
    [
      documentOf({ ...BARE, Sid: 'a' }, { ...BARE, Sid: '' }, { ...BARE, Sid: 'b' }, { ...BARE, Sid: 'a' }),
      'Statement[3].Sid is that of another statement',
    ],
    [{ Version: '2012-10-17', Statement: { ...BARE, Actions: 1 } }, `Statement[0] has Actions, ${OF_STATEMENTS}`],
  ])('is refused: %j', (document, message) => {
    expect(() => readNewPolicy(document, 'identity-based policy', 'p')).toThrow(
      expect.objectContaining({ name: 'PolicyGrammarError', message }),
    );
  });

  it.each<[document: object]>([
    [{ ...documentOf(BARE), Id: 'mine' }],
    [{ Version: '2008-10-17', Statement: BARE }],
    [with2({ Sid: '' })],
    [documentOf({ ...BARE, Sid: '' }, { ...BARE, Sid: '' }, BARE, BARE)],
    [with2({ Sid: 'Allow1' })],
    [with2({ Action: '*' })],
    [with2({ Action: ['kms:*', 'KMS:De?rypt', 'aws-portal:View*'] })],
    [documentOf({ ...noAction, NotAction: ['kms:*'] })],
    [documentOf({ ...noResource, NotResource: KEY })],
    [with2({ Resource: [KEY, '*', 'arn:*'] })],
    [with2({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } })],
  ])('is taken: %j', (document) => {
    expect(readNewPolicy(document, 'identity-based policy', 'p').type).toBe('identity-based policy');
  });

  const DENY = { Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' };
  it.each<[members: object, message: string | undefined]>([
    [{}, undefined],
    [{ Action: ['kms:*', 's3:*'] }, undefined],
    [{ Effect: 'Allow' }, 'Statement[0].Effect must be Deny in a resource control policy'],
    [{ Principal: undefined }, 'Statement[0].Principal must be "*" in a resource control policy'],
    [{ Action: '*' }, 'Statement[0] must name the service of its actions in a resource control policy'],
    [{ Action: ['kms:*', '*'] }, 'Statement[0] must name the service of its actions in a resource control policy'],
    [
      { Action: undefined, NotAction: 'kms:*' },
      'Statement[0] must name the service of its actions in a resource control policy',
    ],
  ])('of resource control: %j', (members, message) => {
    const document = documentOf(JSON.parse(JSON.stringify({ ...DENY, ...members })));
    const read = () => readNewPolicy(document, 'resource control policy', 'p');
    if (message === undefined) expect(read().statements).toHaveLength(1);
    else expect(read).toThrow(expect.objectContaining({ name: 'PolicyGrammarError', message }));
  });
});
