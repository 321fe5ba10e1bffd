export const ACCOUNT = '111122223333';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/app/orders`;
export const USER = `arn:aws:iam::${ACCOUNT}:user/alice`;
export const MANAGED = `arn:aws:iam::${ACCOUNT}:policy/keys`;
export const SCP = 'arn:aws:organizations::999988887777:policy/o-a1b2c3d4e5/service_control_policy/p-abcd1234';
const RCP = SCP.replace('service', 'resource');
export const ALLOW = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };

const documentOf = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
export const DOCUMENT = documentOf(ALLOW);
export const RCP_DOCUMENT = documentOf({ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' });
const roleWith = (...policies: unknown[]) => ({ roles: { [ROLE]: { policies } } });
const statement = (members: object) => roleWith(documentOf({ ...ALLOW, ...members }));
const scps = (levels: unknown) => ({ serviceControlPolicies: { [ACCOUNT]: levels } });
const rcps = (levels: unknown) => ({ resourceControlPolicies: { [ACCOUNT]: levels } });
export const organization = (members: object) => ({
  organization: { id: 'o-a1b2c3d4e5', managementAccountId: '999988887777', ...members },
});

const role = `.roles["${ROLE}"]`;
const first = `${role}.policies[0]`;
const refused = `${first}: AWS refuses this identity-based policy:`;

const MEMBERS =
  'roles, users, policies, accounts, serviceControlPolicies, resourceControlPolicies, organization, mode, strictPrincipals';
const POLICY =
  'a policy document as an object or as JSON text, { PolicyName, PolicyDocument }, or the ARN of a managed policy';
const ROLE_ARN = 'the ARN of a role, such as "arn:aws:iam::111122223333:role/app/orders"';

/** What is wrong, and what stands behind `[localkms] options.iam`. */
export const WRONG: readonly [what: string, iam: unknown, message: string][] = [
  ['null', null, `: expected an object with ${MEMBERS}; got null`],
  ['a list', [], `: expected an object with ${MEMBERS}; got a list`],
  ['another member', { groups: {} }, `.groups: there is no such option, only ${MEMBERS}`],
  ['strictPrincipals as text', { strictPrincipals: 'yes' }, '.strictPrincipals: expected true or false; got "yes"'],
  ['roles as a list', { roles: [] }, '.roles: expected an object with roles by ARN; got a list'],
  ['users as text', { users: 'alice' }, '.users: expected an object with users by ARN; got text of 5 characters'],
  ['a role by its name', { roles: { orders: {} } }, `.roles: expected ${ROLE_ARN}; got "orders"`],
  [
    'a user among roles',
    { roles: { [USER]: {} } },
    `.roles: expected ${ROLE_ARN}; got "arn:aws:iam::111122223333:user/alice"`,
  ],
  [
    'a session',
    { roles: { [`arn:aws:sts::${ACCOUNT}:assumed-role/a/b`]: {} } },
    `.roles: expected ${ROLE_ARN}; got text of 42 characters`,
  ],
  [
    'a role among users',
    { users: { [`arn:aws:iam::${ACCOUNT}:role/a`]: {} } },
    '.users: expected the ARN of a user, such as "arn:aws:iam::111122223333:user/app/orders"; got "arn:aws:iam::111122223333:role/a"',
  ],
  [
    'two roles of one name',
    { roles: { [ROLE]: {}, [ROLE.replace('app', 'other')]: {} } },
    `.roles: two roles of one account have the name of ${ROLE.replace('app', 'other')}`,
  ],
  [
    'two users of one name',
    { users: { [USER]: {}, [USER.replace('alice', 'a/alice')]: {} } },
    `.users: two users of one account have the name of ${USER.replace('alice', 'a/alice')}`,
  ],
  [
    'a role that is null',
    { roles: { [ROLE]: null } },
    `${role}: expected an object with policies, permissionsBoundary, tags; got null`,
  ],
  [
    'a role with another member',
    { roles: { [ROLE]: { policy: DOCUMENT } } },
    `${role}.policy: there is no such option, only policies, permissionsBoundary, tags`,
  ],
  [
    'policies that are no list',
    { roles: { [ROLE]: { policies: DOCUMENT } } },
    `${role}.policies: expected a list of policies; got an object`,
  ],
  ['a policy that is a number', roleWith(1), `${first}: expected ${POLICY}; got 1`],
  [
    'text that is not JSON',
    roleWith('{'),
    `${first}: expected a policy document as an object or as JSON text; this text is not JSON`,
  ],
  ['JSON of no object', roleWith('[]'), `${refused} a policy is an object with Version and Statement`],
  ['an object that JSON cannot hold', roleWith({ Statement: 1n }), `${first}: this object cannot be written as JSON`],
  [
    'an unknown ARN',
    roleWith('arn:aws:iam::aws:policy/Nothing'),
    '.policies: arn:aws:iam::aws:policy/Nothing is attached, but its document is not here: give it',
  ],
  [
    'a customer managed policy that is not there',
    roleWith(MANAGED),
    `.policies: ${MANAGED} is attached, but its document is not here: give it`,
  ],
  [
    'a customer managed policy of another account',
    { ...roleWith(MANAGED.replace('1111', '4444')) },
    `${role}: ${MANAGED.replace('1111', '4444')} is not a policy of account ${ACCOUNT}, nor of AWS`,
  ],
  ['the ARN of a role as policy', roleWith(ROLE), `${first}: expected the ARN of a managed policy of IAM`],
  ['an SCP on a role', roleWith(SCP), `${first}: expected the ARN of a managed policy of IAM`],
  ['an inline policy without a name', roleWith({ PolicyDocument: DOCUMENT }), `${first}.PolicyName is missing`],
  [
    'an inline policy with an odd name',
    roleWith({ PolicyName: 'a b', PolicyDocument: DOCUMENT }),
    `${first}.PolicyName: expected a name of 1 to 128 letters, digits and +=,.@-_; got "a b"`,
  ],
  [
    'an inline policy with a wrong document',
    roleWith({ PolicyName: 'a', PolicyDocument: 7 }),
    `${first}.PolicyDocument: expected a policy document as an object or as JSON text; got 7`,
  ],
  [
    'two inline policies of one name',
    roleWith({ PolicyName: 'a', PolicyDocument: DOCUMENT }, { PolicyName: 'a', PolicyDocument: DOCUMENT }),
    `${role}.policies[1]: a policy of this name is there already`,
  ],
  [
    'a managed policy twice',
    { ...roleWith(MANAGED, MANAGED), policies: { [MANAGED]: DOCUMENT } },
    `${role}.policies[1]: a policy of this name is there already`,
  ],
  [
    'a boundary that is a list',
    { roles: { [ROLE]: { permissionsBoundary: [DOCUMENT] } } },
    `${role}.permissionsBoundary: expected ${POLICY}; got a list`,
  ],
  [
    'tags as a list',
    { roles: { [ROLE]: { tags: [] } } },
    `${role}.tags: expected an object of tags, such as { team: "orders" }; got a list`,
  ],
  [
    'a tag that is a number',
    { roles: { [ROLE]: { tags: { a: 1 } } } },
    `${role}.tags["a"]: expected text of 0 to 256 characters; got 1`,
  ],
  [
    'a tag without a name',
    { roles: { [ROLE]: { tags: { '': 'a' } } } },
    `${role}.tags, the name of a tag: expected text of 1 to 128 characters; got ""`,
  ],
  [
    'tags that differ by case',
    { roles: { [ROLE]: { tags: { a: '1', A: '2' } } } },
    `${role}.tags["A"]: names of tags differ by more than case`,
  ],
  // What IAM itself refuses. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
  [
    'another version',
    roleWith({ ...DOCUMENT, Version: '2020-01-01' }),
    `${refused} Version must be "2012-10-17" or "2008-10-17"`,
  ],
  ['no statement', roleWith(documentOf()), `${refused} Statement is empty`],
  [
    'another member of the policy',
    roleWith({ ...DOCUMENT, Statements: [] }),
    `${refused} the policy has Statements, which no policy has; known are Version, Id, Statement`,
  ],
  [
    'another member of a statement',
    statement({ Actions: [] }),
    `${refused} Statement[0] has Actions, which no policy has; known are Sid, Effect, Principal, Action, NotAction, Resource, NotResource, Condition`,
  ],
  ['another effect', statement({ Effect: 'allow' }), `${refused} Statement[0].Effect must be Allow or Deny`],
  ['no action', statement({ Action: undefined }), `${refused} Statement[0] has neither Action nor NotAction`],
  ['no resource', statement({ Resource: undefined }), `${refused} Statement[0] has neither Resource nor NotResource`],
  [
    'a principal',
    statement({ Principal: '*' }),
    `${refused} Statement[0] has a Principal, which no identity-based policy has`,
  ],
  [
    'an action without its service',
    statement({ Action: 'Decrypt' }),
    `${refused} Statement[0] has an action without its service, such as "kms:Decrypt"`,
  ],
  [
    'an alias as resource',
    statement({ Resource: 'alias/orders' }),
    `${refused} Statement[0] has a resource that is neither an ARN nor "*"`,
  ],
  [
    'an unknown operator',
    statement({ Condition: { StringIs: { 'aws:PrincipalArn': ROLE } } }),
    `${refused} Statement[0].Condition has an unknown operator or a wrong form`,
  ],
  [
    'a condition key without its service',
    statement({ Condition: { StringEquals: { ViaService: 's3' } } }),
    `${refused} Statement[0].Condition has a key without its service, such as "kms:ViaService"`,
  ],
  ['a Sid with a space', statement({ Sid: 'allow it' }), `${refused} Statement[0].Sid must be letters and digits`],
  [
    'two equal Sids',
    roleWith(documentOf({ Sid: 'a', ...ALLOW }, { Sid: 'a', ...ALLOW })),
    `${refused} Statement[1].Sid is that of another statement`,
  ],
  // Managed policies, accounts and organizations.
  ['policies as a list', { policies: [] }, '.policies: expected an object with policies by ARN; got a list'],
  [
    'a policy by its name',
    { policies: { keys: DOCUMENT } },
    '.policies, the name of a member: expected the ARN of a policy of IAM or AWS Organizations; got "keys"',
  ],
  [
    'a managed policy that AWS refuses',
    { policies: { [MANAGED]: {} } },
    `.policies["${MANAGED}"]: AWS refuses this identity-based policy: Statement[0] is not an object`,
  ],
  [
    'an RCP that allows',
    { policies: { [RCP]: DOCUMENT } },
    `.policies["${RCP}"]: AWS refuses this resource control policy: Statement[0].Effect must be Deny in a resource control policy`,
  ],
  ['accounts as text', { accounts: ACCOUNT }, '.accounts: expected a list of account ids; got text of 12 characters'],
  [
    'an account id of 11 digits',
    { accounts: ['11112222333'] },
    '.accounts[0]: expected a 12-digit account id; got "11112222333"',
  ],
  [
    'SCPs of no account',
    { serviceControlPolicies: { prod: [] } },
    '.serviceControlPolicies, the name of a member: expected a 12-digit account id; got "prod"',
  ],
  [
    'SCPs without levels',
    scps(DOCUMENT),
    `.serviceControlPolicies[${ACCOUNT}]: expected a list of levels, each a list of policies, from the root of the organization down to the account; got an object`,
  ],
  [
    'a level that is a policy',
    scps([DOCUMENT]),
    `.serviceControlPolicies[${ACCOUNT}][0]: expected a list of policies; got an object`,
  ],
  [
    'a level without an SCP',
    scps([[]]),
    `.serviceControlPolicies[${ACCOUNT}][0]: expected at least one policy, such as FullAWSAccess; the list is empty`,
  ],
  [
    'an SCP with a principal',
    scps([[documentOf({ ...ALLOW, Principal: '*' })]]),
    `.serviceControlPolicies[${ACCOUNT}][0][0]: AWS refuses this service control policy: Statement[0] has a Principal, which no service control policy has`,
  ],
  ['an SCP that is not there', scps([[SCP]]), `.policies: ${SCP} is attached, but its document is not here: give it`],
  [
    'an IAM policy as SCP',
    scps([[MANAGED]]),
    `.serviceControlPolicies[${ACCOUNT}][0][0]: expected the ARN of a service control policy`,
  ],
  [
    'an RCP without a principal',
    rcps([[documentOf({ ...ALLOW, Effect: 'Deny' })]]),
    `.resourceControlPolicies[${ACCOUNT}][0][0]: AWS refuses this resource control policy: Statement[0].Principal must be "*" in a resource control policy`,
  ],
  [
    'an RCP for every action',
    rcps([[documentOf({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' })]]),
    `.resourceControlPolicies[${ACCOUNT}][0][0]: AWS refuses this resource control policy: Statement[0] must name the service of its actions in a resource control policy`,
  ],
  [
    'an organization without its account',
    { organization: { id: 'o-a1b2c3d4e5' } },
    '.organization.managementAccountId is missing',
  ],
  [
    'an organization by its name',
    organization({ id: 'acme' }),
    '.organization.id: expected the id of an organization, such as "o-a1b2c3d4e5"; got "acme"',
  ],
  [
    'paths as a list',
    organization({ paths: [] }),
    '.organization.paths: expected an object with a path for each account; got a list',
  ],
  [
    'a path of no account',
    organization({ paths: { prod: 'o-a1b2c3d4e5/r-ab12/' } }),
    '.organization.paths, the name of a member: expected a 12-digit account id; got "prod"',
  ],
  [
    'a path of another form',
    organization({ paths: { [ACCOUNT]: 'root/prod' } }),
    `.organization.paths[${ACCOUNT}]: expected a path, such as "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/"; got "root/prod"`,
  ],
  [
    'a path of another organization',
    organization({ paths: { [ACCOUNT]: 'o-aaaaaaaaaa/r-ab12/' } }),
    `.organization.paths[${ACCOUNT}]: it does not begin with o-a1b2c3d4e5`,
  ],
];
