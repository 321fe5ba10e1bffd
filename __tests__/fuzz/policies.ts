import fc from 'fast-check';

const ROOT = 'arn:aws:iam::000000000000:root';

const wildcards = fc
  .array(fc.constantFrom('*', '**', '?', 'E', 'ncrypt', '.', '(', '\\', '[', ' '), { maxLength: 30 })
  .map((parts) => `kms:${parts.join('')}`);
/** Matching this must not take longer than its length tells. */
const manyWildcards = fc.integer({ min: 1, max: 60 }).map((count) => `kms:${'*'.repeat(count)}Z`);
const action = fc.oneof(
  fc.constantFrom('kms:*', '*', 'kms:Encrypt', 'kms:PutKeyPolicy', 'KMS:encrypt', 's3:*', ''),
  wildcards,
  manyWildcards,
);

const principal = fc.constantFrom<unknown>(
  ...['*', { AWS: '*' }, { AWS: ROOT }, { AWS: '000000000000' }, { AWS: '111122223333' }],
  { AWS: 'arn:aws:iam::111122223333:role/Grantee' },
  { AWS: 'arn:aws:iam::000000000000:group/none' },
  { AWS: 'arn:aws:iam' },
  { AWS: [ROOT, '111122223333'] },
  { Service: 's3.amazonaws.com' },
  {},
);

const condition = fc.constantFrom<unknown>(
  ...[{}, null, 'x', { Bool: { 'aws:SecureTransport': 'true' } }, { StringEquals: { 'kms:CallerAccount': [] } }],
  { StringLike: { 'kms:EncryptionContext:a': '*'.repeat(30) } },
  { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['a', 'b'] } },
  { Null: { 'kms:ViaService': true } },
  { NoSuchOperator: { x: 'y' } },
  { DateLessThan: { 'aws:CurrentTime': 'x' }, IpAddress: { 'aws:SourceIp': 'x' } },
);

const oneOrMore = <T>(one: fc.Arbitrary<T>) => fc.oneof(one, fc.array(one, { maxLength: 3 }));

const statement = fc.record(
  {
    Sid: fc.string({ maxLength: 4 }),
    Effect: fc.constantFrom<unknown>('Allow', 'Allow', 'Allow', 'Deny', 'allow', null),
    Principal: principal,
    NotPrincipal: principal,
    Action: oneOrMore(action),
    NotAction: oneOrMore(action),
    Resource: fc.constantFrom<unknown>('*', '*', ['*'], 'arn:aws:kms:us-east-1:000000000000:key/*', [], 1),
    NotResource: fc.constantFrom<unknown>('*', []),
    Condition: condition,
  },
  { requiredKeys: ['Effect', 'Principal', 'Action', 'Resource'] },
);

/** Documents that are key policies, or nearly; mostly they leave the account its power. */
export const policies: fc.Arbitrary<string> = fc
  .record(
    {
      Version: fc.constantFrom<unknown>('2012-10-17', '2008-10-17', '2012', 1),
      Id: fc.string({ maxLength: 3 }),
      Statement: oneOrMore(statement),
      whole: fc.boolean(),
    },
    { requiredKeys: ['Statement', 'whole'] },
  )
  .map(({ whole, Statement, ...document }) => {
    const everything = { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' };
    return JSON.stringify({ ...document, Statement: whole ? [everything, Statement].flat() : Statement });
  });
