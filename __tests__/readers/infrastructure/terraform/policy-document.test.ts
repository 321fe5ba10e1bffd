// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of IAM
import { ACCOUNT, KEY, type Planned, read, refers } from './support.js';

/** A data source that is only read at apply. */
function document(statement: object[], expressions: object[], unknown: object[], more: Planned = {}): Planned {
  return {
    values: { statement, ...more.values },
    unknown: { json: true, statement: unknown, ...more.unknown },
    expressions: { statement: expressions, ...more.expressions },
  };
}

const POLICY_OF_DOCUMENT: Planned = {
  values: { name: 'p', path: '/' },
  unknown: { arn: true, policy: true },
  expressions: { policy: refers('data.aws_iam_policy_document.d.json') },
};

/** The policy that a plan gives a data source, read from a managed policy. */
function documentIn(d: Planned, others: Readonly<Record<string, Planned>> = {}) {
  const resources = {
    'aws_kms_key.k': KEY,
    'data.aws_iam_policy_document.d': d,
    'aws_iam_policy.p': POLICY_OF_DOCUMENT,
    ...others,
  };
  const infrastructure = read(resources);
  const unresolved = infrastructure.report.unresolved.map(({ path, reason }) => `${path}: ${reason}`);
  return unresolved.length > 0 ? unresolved : infrastructure.iam.policies?.[`arn:aws:iam::${ACCOUNT}:policy/p`];
}

describe('aws_iam_policy_document', () => {
  const keyArn = expect.stringMatching(/^arn:aws:kms:eu-west-1:111122223333:key\//);

  it('has every element, as the provider writes them', () => {
    const statement = {
      sid: 'S',
      effect: 'Deny',
      actions: ['kms:Decrypt', 'kms:Encrypt'],
      not_resources: ['*'],
      principals: [
        { type: 'AWS', identifiers: ['a'] },
        { type: 'AWS', identifiers: ['b'] },
        { type: 'Service', identifiers: ['s3.amazonaws.com'] },
      ],
      not_principals: [{ type: '*', identifiers: ['*'] }],
      condition: [
        { test: 'StringEquals', variable: 'aws:username', values: ['&{aws:userid}'] },
        { test: 'StringEquals', variable: 'aws:username', values: ['x'] },
        { test: 'Bool', variable: 'aws:SecureTransport', values: ['true'] },
      ],
    };
    expect(documentIn(document([statement], [], [], { values: { policy_id: 'id', version: '2008-10-17' } }))).toEqual({
      Version: '2008-10-17',
      Id: 'id',
      Statement: [
        {
          Sid: 'S',
          Effect: 'Deny',
          Principal: { AWS: ['a', 'b'], Service: 's3.amazonaws.com' },
          NotPrincipal: '*',
          Action: ['kms:Decrypt', 'kms:Encrypt'],
          NotResource: '*',
          Condition: {
            StringEquals: { 'aws:username': ['${aws:userid}', 'x'] },
            Bool: { 'aws:SecureTransport': 'true' },
          },
        },
      ],
    });
  });

  it('has what is known beside what is referred to', () => {
    const d = document(
      [{ actions: ['kms:Decrypt'], resources: ['arn:aws:kms:x', null] }],
      [{ actions: { constant_value: ['kms:Decrypt'] }, resources: refers('aws_kms_key.k.arn') }],
      [{ actions: [false], resources: [false, true] }],
    );
    expect(documentIn(d)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: ['arn:aws:kms:x', keyArn] }],
    });
  });

  it('finds the expressions of blocks that are in another order', () => {
    const d = document(
      [
        {
          actions: ['kms:Decrypt'],
          resources: ['*'],
          condition: [
            { test: 'A', variable: 'v', values: [null] },
            { test: 'B', variable: 'v', values: ['b'] },
          ],
        },
      ],
      [
        {
          condition: [
            { test: { constant_value: 'B' }, values: { constant_value: ['b'] } },
            { test: { constant_value: 'A' }, values: refers('aws_kms_key.k.arn') },
          ],
        },
      ],
      [{ condition: [{ values: [true] }, { values: [false] }] }],
    );
    expect(documentIn(d)).toMatchObject({ Statement: [{ Condition: { A: { v: keyArn }, B: { v: 'b' } } }] });
  });

  it('takes the place of statements of its sources, and gives its own to its overrides', () => {
    const statement = (Sid: string, Action: string) => ({ Sid, Effect: 'Allow', Action, Resource: '*' });
    const source = { Statement: [statement('a', 'kms:Sign'), statement('b', 'kms:Sign'), statement('', 'kms:Verify')] };
    const override = { Statement: statement('b', 'kms:Encrypt') };
    const d = document([{ sid: 'a', actions: ['kms:Decrypt'], resources: ['*'] }], [], [], {
      values: {
        source_policy_documents: [JSON.stringify(source)],
        override_policy_documents: [JSON.stringify(override)],
      },
    });
    expect(documentIn(d)).toEqual({
      Version: '2012-10-17',
      Statement: [statement('a', 'kms:Decrypt'), statement('b', 'kms:Encrypt'), statement('', 'kms:Verify')],
    });
  });

  it.each<[title: string, resources: Planned, reason: string]>([
    [
      'a reference too few',
      document(
        [{ actions: ['kms:*'], resources: [null, null] }],
        [{ resources: refers('aws_kms_key.k.arn') }],
        [{ resources: [true, true] }],
      ),
      'policy: data.aws_iam_policy_document.d.statement[0].resources: which values it has is only known after apply',
    ],
    [
      'a dynamic block',
      document([{ actions: ['kms:*'], resources: [null] }], [], [{ resources: [true] }]),
      'policy: data.aws_iam_policy_document.d.statement[0].resources: it is only known after apply',
    ],
    [
      'an ARN that is made of a key id',
      document(
        [{ actions: ['kms:*'], resources: [null] }],
        [{ resources: refers('aws_kms_key.k.key_id') }],
        [{ resources: [true] }],
      ),
      'policy: data.aws_iam_policy_document.d.statement[0].resources: how it is computed is not in the plan',
    ],
    [
      'a source that is not known',
      document([], [], [], {
        unknown: { source_policy_documents: true },
        expressions: { source_policy_documents: { references: ['var.x'] } },
      }),
      'policy: data.aws_iam_policy_document.d.source_policy_documents: var.x is not in the plan: give it in values',
    ],
  ])('is unresolved by %s', (_, d, reason) => {
    expect(documentIn(d)).toEqual([reason]);
  });

  it('leaves out statements of other services, and their resources', () => {
    const d = document(
      [
        { actions: ['s3:GetObject'], resources: [null] },
        { actions: ['*'], resources: [null, null] },
      ],
      [{ resources: refers('aws_s3_bucket.b.arn') }, { resources: refers('aws_s3_bucket.b.arn', 'aws_kms_key.k.arn') }],
      [{ resources: [true] }, { resources: [true, true] }],
    );
    expect(documentIn(d)).toMatchObject({ Statement: [{ Action: '*', Resource: [keyArn] }] });
  });
});
