import { type CallerPlaceOptions, localKms } from '../../../src/index.js';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/app/s`;
const BUCKET = 'arn:aws:s3:::bucket';
const POLICY = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'kms:*', Resource: '*' } };
const MEMBERS = 'principal, sessionPolicies, via, service, sourceArn, vpcEndpoint, context';

const session = (sessionPolicies: unknown) => ({ principal: SESSION, sessionPolicies });
const context = (members: object) => ({ context: members });

/** What is wrong, and what stands behind the path. */
const WRONG: readonly [what: string, caller: object, message: string][] = [
  ['another member', { role: 'app' }, `.role: there is no such option, only ${MEMBERS}`],
  [
    'session policies as a document',
    session(POLICY),
    '.sessionPolicies: expected a list of policy documents; got an object',
  ],
  ['no session policies', session([]), '.sessionPolicies: expected at least one policy document; the list is empty'],
  [
    'a session policy that is null',
    session([null]),
    '.sessionPolicies[0]: expected a policy document as an object or as JSON text; got null',
  ],
  [
    'a session policy that AWS refuses',
    session([{}]),
    '.sessionPolicies[0]: AWS refuses this session policy: Statement[0] is not an object',
  ],
  [
    'session policies of the root user',
    { sessionPolicies: [POLICY] },
    '.sessionPolicies: only sessions of roles and federated users have them: give principal, too',
  ],
  [
    'session policies of a user',
    { principal: `arn:aws:iam::${ACCOUNT}:user/a`, sessionPolicies: [POLICY] },
    '.sessionPolicies: only sessions of roles and federated users have them: give principal, too',
  ],
  [
    'via as a host',
    { via: 's3.us-east-1.amazonaws.com' },
    '.via: expected the name of a service as kms:ViaService begins, such as "s3"; got "s3.us-east-1.amazonaws.com"',
  ],
  [
    'via as true',
    { via: true },
    '.via: expected the name of a service as kms:ViaService begins, such as "s3"; got true',
  ],
  [
    'a service by half its name',
    { service: 's3' },
    '.service: expected the name of an AWS service, such as "s3.amazonaws.com"; got "s3"',
  ],
  [
    'a service with a principal',
    { service: 's3.amazonaws.com', principal: ROLE },
    '.service: an AWS service that calls by itself has no principal',
  ],
  [
    'a service with via',
    { service: 's3.amazonaws.com', via: 's3' },
    '.service: an AWS service that calls by itself has no via',
  ],
  [
    'a service with session policies',
    { service: 's3.amazonaws.com', sessionPolicies: [POLICY] },
    '.service: an AWS service that calls by itself has no sessionPolicies',
  ],
  [
    'a source that is no ARN',
    { via: 's3', sourceArn: 'bucket' },
    '.sourceArn: expected the ARN of a resource; got "bucket"',
  ],
  [
    'a source of a direct call',
    { sourceArn: BUCKET },
    '.sourceArn: only an AWS service calls for a resource: give service or via, too',
  ],
  [
    'an endpoint as text',
    { vpcEndpoint: 'vpce-0a1b2c3d' },
    '.vpcEndpoint: expected an object with id, policy; got text of 13 characters',
  ],
  ['an endpoint without id', { vpcEndpoint: {} }, '.vpcEndpoint.id is missing'],
  [
    'an endpoint of another id',
    { vpcEndpoint: { id: 'vpc-1' } },
    '.vpcEndpoint.id: expected the id of a VPC endpoint, such as "vpce-0a1b2c3d4e5f67890"; got "vpc-1"',
  ],
  [
    'an endpoint policy that AWS refuses',
    { vpcEndpoint: { id: 'vpce-0a1b2c3d', policy: '{}' } },
    '.vpcEndpoint.policy: AWS refuses this VPC endpoint policy: Statement[0] is not an object',
  ],
  [
    'a context that is a list',
    { context: [] },
    '.context: expected an object of condition keys and their values; got a list',
  ],
  [
    'a key without its service',
    context({ SourceIp: '203.0.113.5' }),
    '.context, the name of a member: expected a condition key, such as "aws:SourceIp"; got "SourceIp"',
  ],
  [
    'a number',
    context({ 'aws:MultiFactorAuthAge': 5 }),
    '.context["aws:MultiFactorAuthAge"]: expected text, or a list of texts; got 5',
  ],
  [
    'a list with a number',
    context({ 'aws:CalledVia': [5] }),
    '.context["aws:CalledVia"]: expected text, or a list of texts; got a list',
  ],
  [
    'keys that differ by case',
    context({ 'aws:SourceIp': 'a', 'aws:sourceip': 'b' }),
    '.context["aws:sourceip"]: names of condition keys differ by more than case',
  ],
  ...(
    [
      ['kms:EncryptionContext:tenant', 'the call and its key'],
      ['KMS:ViaService', 'the call and its key'],
      ['aws:RequestTag/team', 'the call and its key'],
      ['aws:ResourceTag/team', 'the call and its key'],
      ['aws:TagKeys', 'the call and its key'],
      ['aws:ResourceAccount', 'the call and its key'],
      ['aws:CurrentTime', 'the clock'],
      ['aws:EpochTime', 'the clock'],
      ['aws:RequestedRegion', 'the Region of the call'],
      ['aws:PrincipalArn', 'principal'],
      ['aws:PrincipalAccount', 'principal'],
      ['aws:PrincipalType', 'principal'],
      ['aws:username', 'principal'],
      ['aws:PrincipalIsAWSService', 'service'],
      ['aws:PrincipalServiceName', 'service'],
      ['aws:ViaAWSService', 'via'],
      ['aws:SourceArn', 'sourceArn'],
      ['aws:SourceVpce', 'vpcEndpoint'],
    ] as const
  ).map(([key, by]): [string, object, string] => [
    key,
    context({ [key]: 'a' }),
    `.context["${key}"]: it follows from ${by}, and cannot be given`,
  ]),
];

const RIGHT: readonly [what: string, caller: CallerPlaceOptions][] = [
  ['nothing', {}],
  ['session policies of a session', { principal: SESSION, sessionPolicies: [POLICY, JSON.stringify(POLICY)] }],
  ['session policies of a role', { principal: ROLE, sessionPolicies: [POLICY] }],
  ['a service', { service: 'logs.us-east-1.amazonaws.com' }],
  ['a service in China', { service: 'ec2.amazonaws.com.cn' }],
  ['a service for a resource', { service: 's3.amazonaws.com', sourceArn: BUCKET }],
  ['a call through a service', { via: 's3', sourceArn: BUCKET }],
  ['an endpoint', { vpcEndpoint: { id: 'vpce-0a1b2c3d' } }],
  ['an endpoint with a policy', { vpcEndpoint: { id: 'vpce-0a1b2c3d4e5f67890', policy: POLICY } }],
  [
    'context',
    { context: { 'aws:SourceIp': '203.0.113.5', 'aws:PrincipalTag/team': 'a', 'aws:CalledVia': ['a', 'b'] } },
  ],
  ['context of a provider', { context: { 'token.actions.githubusercontent.com:sub': 'repo:a' } }],
  ['an account of the source', { service: 's3.amazonaws.com', context: { 'aws:SourceAccount': ACCOUNT } }],
];

describe('the caller', () => {
  it.each(WRONG)('is refused by as with %s', (_, caller, message) => {
    const more = message.startsWith('.role') ? ', accountId, region' : '';
    expect(() => localKms().as(caller)).toThrow(new TypeError(`[localkms] as${message}${more}`));
  });

  it.each(WRONG)('is refused as an option with %s', (_, caller, message) => {
    expect(() => localKms({ caller })).toThrow(new TypeError(`[localkms] options.caller${message}`));
  });

  it.each(RIGHT)('is taken with %s', (_, caller) => {
    expect(() => localKms({ caller }).as(caller)).not.toThrow();
  });
});
