import { CreateKeyCommand, EncryptCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import fc from 'fast-check';
import type { AccessQuestion } from '../../src/bench/access/question.js';
import { type LocalKms, localKms } from '../../src/index.js';
import type { Statement } from './situation.js';

const ACCOUNT = '000000000000';
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const USER = `arn:aws:iam::${ACCOUNT}:user/alice`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app/orders`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/orders/s1`;
const FOREIGN = 'arn:aws:iam::444455556666:user/bob';
const OPERATIONS = ['Encrypt', 'Decrypt', 'GenerateDataKey', 'DescribeKey'] as const;

/** All policies that a call meets, each a list of statements by its name: what explanations call it. */
export type Policies = { readonly [name: string]: readonly Statement[] };

export interface PolicyScene {
  readonly caller: string;
  readonly operation: (typeof OPERATIONS)[number];
  readonly tenant: string;
  /** Whether anything is told of the account's IAM. */
  readonly hasIam: boolean;
  readonly policies: Policies;
}

export const KEY_POLICY = 'the key policy';
export const SESSION_POLICY = 'session policy 1';
const ENDPOINT = 'vpce-0a1b2c3d';
export const GUARD_RAILS = ['boundary', SESSION_POLICY, 'scp', 'scp2', ENDPOINT] as const;

const some = <T>(of: fc.Arbitrary<T>) => fc.uniqueArray(of, { minLength: 1, maxLength: 3 });
const ACTIONS = ['kms:*', 'kms:Encrypt', 'kms:?ecrypt', 'kms:GenerateDataKey*', 'KMS:de*'];
const RESOURCES = ['*', `arn:aws:kms:*:${ACCOUNT}:key/*`, `arn:aws:kms:eu-*:${ACCOUNT}:key/*`];
const TENANT = 'kms:EncryptionContext:tenant';
const condition = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('StringEquals', 'StringNotLike', 'StringLikeIfExists'),
      some(fc.constantFrom('a', 'b*', '*')),
    )
    .map(([operator, values]) => ({ [operator]: { [TENANT]: values } })),
  fc.constantFrom('true', 'false').map((value) => ({ Null: { [TENANT]: value } })),
  fc.constant({ ArnEquals: { 'aws:PrincipalArn': [ROLE, FOREIGN] } }),
);

/** A statement of IAM, and of the organization. */
export const statement: fc.Arbitrary<Statement> = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    action: fc.tuple(fc.constantFrom('Action', 'Action', 'Action', 'NotAction'), some(fc.constantFrom(...ACTIONS))),
    resource: fc.tuple(
      fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'),
      some(fc.constantFrom(...RESOURCES)),
    ),
    Condition: fc.option(condition, { nil: undefined }),
  })
  .map(({ Effect, action, resource, Condition }) => ({
    Effect,
    [action[0]]: action[1],
    [resource[0]]: resource[1],
    ...(Condition && { Condition }),
  }));

/** A statement for the key policy as well. */
export const withPrincipal: fc.Arbitrary<Statement> = fc
  .tuple(statement, some(fc.constantFrom(ROOT, USER, ROLE, SESSION, FOREIGN, '*')))
  .map(([rest, AWS]) => ({ ...rest, Principal: { AWS } }));

const policy = fc.array(statement, { minLength: 1, maxLength: 3 });
const rail = fc.option(
  policy.map((statements) => [...statements, { Effect: 'Allow', Action: '*', Resource: '*' }]),
  { nil: undefined },
);

/** Any scene; the callers with a chance to be allowed are the frequent ones. */
export const scenes: fc.Arbitrary<PolicyScene> = fc
  .record({
    caller: fc.constantFrom(ROOT, USER, SESSION, SESSION, FOREIGN),
    operation: fc.constantFrom(...OPERATIONS),
    tenant: fc.constantFrom('a', 'bc', ''),
    hasIam: fc.boolean(),
    key: fc.array(withPrincipal, { minLength: 1, maxLength: 4 }),
    one: fc.option(policy, { nil: undefined }),
    two: fc.option(policy, { nil: undefined }),
    boundary: rail,
    session: rail,
    scp: rail,
    scp2: rail,
    [ENDPOINT]: rail,
  })
  .map(({ caller, operation, tenant, hasIam, key, session, ...named }) => {
    const { boundary, ...others } = named;
    const isSession = caller === SESSION && session !== undefined;
    const all = {
      [KEY_POLICY]: key,
      ...others,
      ...(hasIam && { boundary }),
      ...(isSession && { [SESSION_POLICY]: session }),
    };
    const policies = Object.fromEntries(Object.entries(all).filter(([, statements]) => statements !== undefined));
    return { caller, operation, tenant, hasIam, policies: policies as Policies };
  });

const documentOf = (Statement: readonly Statement[]) => ({ Version: '2012-10-17', Statement });

/** A world with these policies, and what its caller asks. */
export async function played({ caller, operation, tenant, hasIam, policies }: PolicyScene) {
  const kms = localKms({ region: 'us-east-1' });
  const client = clientOf(kms);
  const KeyId = (await client.send(new CreateKeyCommand({}))).KeyMetadata?.Arn as string;
  const EncryptionContext = tenant === '' ? {} : { tenant };
  const { CiphertextBlob } = await client.send(
    new EncryptCommand({ KeyId, Plaintext: new Uint8Array(1), EncryptionContext }),
  );
  const Policy = JSON.stringify(documentOf(policies[KEY_POLICY] ?? []));
  await client.send(new PutKeyPolicyCommand({ KeyId, Policy, BypassPolicyLockoutSafetyCheck: true }));
  const inline = (name: string) => {
    const statements = policies[name];
    return statements === undefined ? [] : [{ PolicyName: name, PolicyDocument: documentOf(statements) }];
  };
  if (hasIam) {
    const [permissionsBoundary] = inline('boundary');
    const identity = {
      policies: [...inline('one'), ...inline('two')],
      ...(permissionsBoundary && { permissionsBoundary }),
    };
    await kms.iam.putUser(USER, identity);
    await kms.iam.putRole(ROLE, identity);
  }
  const levels = [inline('scp'), inline('scp2')].filter((level) => level.length > 0);
  if (levels.length > 0) await kms.iam.putServiceControlPolicies(ACCOUNT, levels);
  const { [ENDPOINT]: endpoint, [SESSION_POLICY]: session } = policies;
  const everybody = (endpoint ?? []).map((one) => ({ ...one, Principal: '*' }));
  const place = {
    principal: caller,
    ...(endpoint && { vpcEndpoint: { id: ENDPOINT, policy: documentOf(everybody) } }),
    ...(session && { sessionPolicies: [documentOf(session)] }),
  };
  const inputs = {
    Encrypt: { KeyId, Plaintext: new Uint8Array(1), EncryptionContext },
    Decrypt: { KeyId, CiphertextBlob, EncryptionContext },
    GenerateDataKey: { KeyId, KeySpec: 'AES_256' as const, EncryptionContext },
    DescribeKey: { KeyId },
  };
  const input = inputs[operation];
  // The input is that of the operation.
  const question = { ...place, operation, ...input } as AccessQuestion;
  return { client: clientOf(kms.as(place)), input, access: await kms.can(question) };
}

function clientOf(kms: Pick<LocalKms, 'attach'>): KMSClient {
  return kms.attach(new KMSClient({ region: 'us-east-1' }));
}
