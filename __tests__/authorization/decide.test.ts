import {
  ACCOUNT,
  allow,
  DELEGATION,
  decisionOf,
  deny,
  FOREIGN,
  FULL,
  GIVEN,
  identity,
  KEY,
  keyPolicy,
  NO_SESSION,
  NONE,
  NOTHING,
  OTHER,
  policy,
  ROLE,
  ROOT,
  SERVICE,
  SESSION,
  type Situation,
  type Statement,
  to,
  told,
  USER,
} from './situation.js';

const SITUATIONS: readonly [what: string, situation: Situation, expected: string][] = [
  [
    'a Deny with NotPrincipal that lists the user and its account',
    { caller: USER, key: keyPolicy(DELEGATION, deny({ NotPrincipal: { AWS: [USER, ROOT] } })), policies: GIVEN },
    'allowed',
  ],
  [
    'the same, of a user with a permissions boundary',
    {
      caller: USER,
      key: keyPolicy(DELEGATION, deny({ NotPrincipal: { AWS: [USER, ROOT] } })),
      policies: { ...GIVEN, boundary: policy('permissions boundary', FULL) },
    },
    'explicit: resource-based policy',
  ],
  // The key's own account. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
  ['delegation, IAM not configured', {}, 'allowed'],
  ['delegation, IAM allows', { policies: GIVEN }, 'allowed'],
  ['delegation, IAM gives nothing', { policies: NONE }, 'implicit: identity-based policy'],
  ['delegation, the root user', { caller: ROOT, policies: NONE }, 'allowed'],
  [
    'no delegation, the root user',
    { caller: ROOT, key: keyPolicy(allow(to(USER))) },
    'implicit: resource-based policy',
  ],
  [
    'no delegation, IAM allows',
    { key: keyPolicy(allow(to(USER))), policies: GIVEN },
    'implicit: resource-based policy',
  ],
  [
    'delegation of another action',
    { key: keyPolicy(allow({ ...to(ROOT), Action: 'kms:Describe*' })), policies: GIVEN },
    'implicit: resource-based policy',
  ],
  ['the user itself', { caller: USER, key: keyPolicy(allow(to(USER))), policies: NONE }, 'allowed'],
  [
    'the user itself, with a boundary that does not allow',
    { caller: USER, key: keyPolicy(allow(to(USER))), policies: { ...NONE, boundary: NOTHING } },
    'allowed',
  ],
  ['the session itself', { key: keyPolicy(allow(to(SESSION))), policies: { ...NONE, session: NO_SESSION } }, 'allowed'],
  ['its role', { key: keyPolicy(allow(to(ROLE))), policies: NONE }, 'allowed'],
  [
    'its role, by a name without its path',
    { key: keyPolicy(allow(to(`arn:aws:iam::${ACCOUNT}:role/app`))) },
    'implicit: resource-based policy',
  ],
  [
    'its role, with a boundary that does not allow',
    { key: keyPolicy(allow(to(ROLE))), policies: { ...NONE, boundary: NOTHING } },
    'implicit: permissions boundary',
  ],
  [
    'its role, with a session policy that does not allow',
    { key: keyPolicy(allow(to(ROLE))), policies: { ...NONE, session: NO_SESSION } },
    'implicit: session policy',
  ],
  ['everybody', { key: keyPolicy(allow({ Principal: '*' })), policies: NONE }, 'allowed'],
  ['everybody as AWS: *', { key: keyPolicy(allow(to('*'))), policies: NONE }, 'allowed'],
  ['the account by its id', { key: keyPolicy(allow(to(ACCOUNT))), policies: GIVEN }, 'allowed'],
  ['delegation, IAM and a boundary', { policies: { ...GIVEN, boundary: NOTHING } }, 'implicit: permissions boundary'],
  ['delegation, IAM and a session policy', { policies: { ...GIVEN, session: NO_SESSION } }, 'implicit: session policy'],
  [
    'a statement for another key',
    { key: keyPolicy(allow({ ...to(SESSION), Resource: `${KEY}0` })) },
    'implicit: resource-based policy',
  ],
  ['a statement for this key', { key: keyPolicy(allow({ ...to(SESSION), Resource: KEY })) }, 'allowed'],
  ['NotPrincipal of an Allow', { key: keyPolicy(allow({ NotPrincipal: { AWS: USER } })) }, 'allowed'],
  // Explicit denials
  ['a Deny of the key policy', { key: keyPolicy(DELEGATION, deny(to(ROLE))) }, 'explicit: resource-based policy'],
  ['a Deny of another action', { key: keyPolicy(DELEGATION, deny({ ...to(ROLE), Action: 'kms:Encrypt' })) }, 'allowed'],
  [
    'a Deny with an unmet condition',
    { key: keyPolicy(DELEGATION, deny({ ...to('*'), Condition: { Bool: { 'aws:SecureTransport': 'false' } } })) },
    'allowed',
  ],
  [
    'NotPrincipal of a Deny that lists session, role and account',
    { key: keyPolicy(DELEGATION, deny({ NotPrincipal: { AWS: [SESSION, ROLE, ROOT] } })) },
    'allowed',
  ],
  [
    'NotPrincipal of a Deny that lists the session alone',
    { key: keyPolicy(DELEGATION, deny({ NotPrincipal: { AWS: SESSION } })) },
    'explicit: resource-based policy',
  ],
  [
    'a Deny of the identity policy',
    { policies: { identity: [identity(FULL, deny())] } },
    'explicit: identity-based policy',
  ],
  [
    'a Deny of the boundary',
    { policies: { ...GIVEN, boundary: policy('permissions boundary', FULL, deny()) } },
    'explicit: permissions boundary',
  ],
  [
    'a Deny of the session policy',
    { policies: { ...GIVEN, session: [policy('session policy', FULL, deny())] } },
    'explicit: session policy',
  ],
  [
    'a Deny of an SCP',
    { policies: { serviceControl: [[policy('service control policy', FULL, deny())]] } },
    'explicit: service control policy',
  ],
  [
    'a Deny of an RCP',
    { policies: { resourceControl: [[policy('resource control policy', FULL, deny())]] } },
    'explicit: resource control policy',
  ],
  [
    'a Deny of the endpoint',
    { policies: { endpoint: policy('VPC endpoint policy', FULL, deny()) } },
    'explicit: VPC endpoint policy',
  ],
  [
    'a Deny, whatever a grant allows',
    { key: keyPolicy(deny(to('*'))), owner: { grant: () => ({ grantId: 'g', namedAs: 'self' }) } },
    'explicit: resource-based policy',
  ],
  // Guard rails
  [
    'an SCP level that does not allow',
    {
      policies: {
        serviceControl: [
          [policy('service control policy', FULL)],
          [policy('service control policy', allow({ Action: 's3:*' }))],
        ],
      },
    },
    'implicit: service control policy',
  ],
  [
    'an endpoint that does not allow',
    { policies: { endpoint: policy('VPC endpoint policy', allow({ Action: 's3:*' })) } },
    'implicit: VPC endpoint policy',
  ],
  // Grants
  [
    'a grant to the caller',
    { key: keyPolicy(allow(to(USER))), policies: NONE, owner: { grant: () => ({ grantId: 'g', namedAs: 'self' }) } },
    'allowed',
  ],
  [
    'a grant to the role, with a boundary',
    {
      key: keyPolicy(allow(to(USER))),
      policies: { ...NONE, boundary: NOTHING },
      owner: { grant: () => ({ grantId: 'g', namedAs: 'role' }) },
    },
    'implicit: permissions boundary',
  ],
  [
    'a grant to the account, IAM allows',
    {
      key: keyPolicy(allow(to(USER))),
      policies: GIVEN,
      owner: { grant: () => ({ grantId: 'g', namedAs: 'account' }) },
    },
    'allowed',
  ],
  [
    'a grant to the account, IAM gives nothing',
    { key: keyPolicy(allow(to(USER))), policies: NONE, owner: { grant: () => ({ grantId: 'g', namedAs: 'account' }) } },
    'implicit: identity-based policy',
  ],
  // Another account. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
  ['another account, not named', { caller: FOREIGN }, 'implicit: another account'],
  [
    'another account, named, IAM not configured',
    { caller: FOREIGN, key: keyPolicy(allow(to(`arn:aws:iam::${OTHER}:root`))) },
    'allowed',
  ],
  [
    'another account, its user named, IAM gives nothing',
    { caller: FOREIGN, key: keyPolicy(allow(to(FOREIGN))), policies: NONE },
    'implicit: identity-based policy',
  ],
  [
    'another account, everybody, IAM gives nothing',
    { caller: FOREIGN, key: keyPolicy(allow({ Principal: '*' })), policies: NONE },
    'implicit: identity-based policy',
  ],
  [
    'another account, named, IAM allows',
    { caller: FOREIGN, key: keyPolicy(allow(to(FOREIGN))), policies: GIVEN },
    'allowed',
  ],
  [
    'another account, by a grant, IAM gives nothing',
    { caller: FOREIGN, policies: NONE, owner: { grant: () => ({ grantId: 'g', namedAs: 'self' }) } },
    'allowed',
  ],
  [
    'another account, an operation within accounts only',
    { caller: FOREIGN, key: keyPolicy(allow(to(FOREIGN))), owner: { crossAccount: false } },
    'implicit: another account',
  ],
  // AWS services
  [
    'a service, named',
    { caller: SERVICE, key: keyPolicy(allow({ Principal: { Service: SERVICE } })), policies: NONE },
    'allowed',
  ],
  ['a service, by delegation to the account', { caller: SERVICE }, 'implicit: resource-based policy'],
  ['a service, everybody', { caller: SERVICE, key: keyPolicy(allow({ Principal: '*' })) }, 'allowed'],
  // Aliases and *, which have no policy of their own
  ['*, IAM not configured', { check: { resource: '*', owner: undefined } }, 'allowed'],
  [
    '*, IAM gives nothing',
    { policies: NONE, check: { resource: '*', owner: undefined } },
    'implicit: identity-based policy',
  ],
  ['*, the root user', { caller: ROOT, policies: NONE, check: { resource: '*', owner: undefined } }, 'allowed'],
];

describe('decide', () => {
  it.each(SITUATIONS)('%s', (_what, situation, expected) => {
    expect(told(decisionOf(situation))).toBe(expected);
  });

  it('tells the statement that allows, or denies', () => {
    const sid = (Sid: string, statement: Statement) => ({ ...statement, Sid });
    const key = keyPolicy(allow(to(USER)), sid('AllowApp', allow(to(ROLE))));
    expect(decisionOf({ key })).toEqual({
      asked: [{ policyType: 'resource-based policy', policy: 'resource-based policy' }],
      isIamAssumed: false,
      principal: SESSION,
      action: 'kms:Decrypt',
      resource: KEY,
      allowed: true,
      statement: { policyType: 'resource-based policy', policy: 'resource-based policy', sid: 'AllowApp', at: 1 },
    });
    expect(decisionOf({ key: keyPolicy(DELEGATION, sid('NoApp', deny(to(ROLE)))) })).toMatchObject({
      allowed: false,
      statement: { sid: 'NoApp', at: 1 },
    });
  });

  it('tells what would allow but for one element, conditions first', () => {
    const Condition = { StringEquals: { 'kms:EncryptionContext:tenant': 'acme' } };
    const key = keyPolicy(
      allow({ ...to(USER), Sid: 'Alice' }),
      allow({ ...to(ROLE), Sid: 'Orders', Condition }),
      allow({ ...to(ROLE), Sid: 'Signs', Action: 'kms:Sign' }),
    );
    const keyPolicyContext = (name: string) => (name === 'kms:EncryptionContext:tenant' ? 'globex' : undefined);
    expect(decisionOf({ key, check: { keyPolicyContext } })).toMatchObject({
      allowed: false,
      nearest: [
        {
          statement: { sid: 'Orders' },
          element: 'Condition',
          condition: {
            operator: 'StringEquals',
            key: 'kms:EncryptionContext:tenant',
            wanted: ['acme'],
            actual: ['globex'],
          },
        },
        { statement: { sid: 'Alice' }, element: 'Principal' },
      ],
    });
  });
});
