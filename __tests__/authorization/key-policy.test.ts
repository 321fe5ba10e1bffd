import { acceptKeyPolicy, withoutPrincipal } from '../../src/authorization/key-policy.js';
import { ACCOUNT, allow, deny, ROLE, ROOT, type Statement, to, USER } from './situation.js';

const textOf = (...Statement: Statement[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const accept = (text: string, partition = 'aws', maxBytes = 32_768) => acceptKeyPolicy(text, partition, maxBytes);
const stored = (element: object) => JSON.parse(accept(textOf({ ...allow(), ...element }))).Statement[0];

describe('A key policy is stored', () => {
  it('up to its length in bytes, not in characters', () => {
    const text = textOf(allow({ ...to(ROOT), Sid: 'é' }));
    const bytes = Buffer.byteLength(text);
    expect(bytes).toBe(text.length + 1);
    expect(JSON.parse(accept(text, 'aws', bytes)).Statement).toHaveLength(1);
    expect(() => accept(text, 'aws', bytes - 1)).toThrow(expect.objectContaining({ name: 'LimitExceededException' }));
  });

  it.each(['Principal', 'NotPrincipal'])('with the root ARN of an account id in %s', (name) => {
    expect(stored({ [name]: { AWS: ACCOUNT } })).toMatchObject({ [name]: { AWS: ROOT } });
    const several = { AWS: [USER, ACCOUNT, '*'], Service: ['s3.amazonaws.com'] };
    expect(stored({ [name]: several })).toMatchObject({ [name]: { ...several, AWS: [USER, ROOT, '*'] } });
  });

  it.each(['1'.repeat(11), '1'.repeat(13), 'alice', 's3.amazonaws.com', `arn:aws:iam::${ACCOUNT}:group/g`])(
    'not with the principal %s',
    (AWS) => {
      expect(() => accept(textOf(allow(to(AWS))))).toThrow(
        expect.objectContaining({ name: 'MalformedPolicyDocumentException' }),
      );
    },
  );

  const forAll = (operator: string, key: string) => ({ ...to(ROOT), Condition: { [operator]: { [key]: 'a' } } });
  it.each([
    ['ForAllValues:StringEquals', 'kms:EncryptionContext:a', true],
    ['forallvalues:StringEquals', 'KMS:encryptioncontext:a', true],
    ['ForAllValues:StringLike', 'aws:RequestTag/a', true],
    ['ForAnyValue:StringEquals', 'kms:EncryptionContext:a', false],
    ['StringEquals', 'kms:EncryptionContext:a', false],
    ['ForAllValues:StringEquals', 'kms:EncryptionContextKeys', false],
    ['ForAllValues:StringEquals', 'aws:TagKeys', false],
  ])('but not with an Allow under %s of %s, which is overly permissive: %s', (operator, key, refused) => {
    const put = () => accept(textOf(allow(forAll(operator, key))));
    if (refused) expect(put).toThrow();
    else expect(put).not.toThrow();
    expect(() => accept(textOf(deny(forAll(operator, key))))).not.toThrow();
  });
});

it('A key policy names who is deleted by the unique id, and all others as before', () => {
  const text = accept(textOf(allow(to([ROLE, USER])), deny({ NotPrincipal: { AWS: ROLE } })));
  const { Statement } = JSON.parse(withoutPrincipal(text, ROLE, 'AROA1234567890EXAMPLE'));
  expect(Statement).toMatchObject([
    { Principal: { AWS: ['AROA1234567890EXAMPLE', USER] } },
    { NotPrincipal: { AWS: 'AROA1234567890EXAMPLE' } },
  ]);
  expect(withoutPrincipal(text, `${ROLE}2`, 'AROA1234567890EXAMPLE')).toBe(text);
});
