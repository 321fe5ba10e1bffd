import {
  acceptKeyPolicy,
  isStoredKeyPolicy,
  keyPolicyOf,
  withoutPrincipal,
} from '../../src/authorization/key-policy.js';
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
    ['ForAllValues:StringEquals', 'aws:PrincipalTag/aws:RequestTag/a', false],
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

it('A key policy that does not name who is deleted is left as it is, whatever its formatting', () => {
  const text = textOf(allow(to(USER)));
  expect(withoutPrincipal(text, ROLE, 'AROA1234567890EXAMPLE')).toBe(text);
});

it('A key policy is called so where it is told on what was decided', () => {
  expect(keyPolicyOf(textOf(allow(to(USER))))).toMatchObject({ type: 'resource-based policy', name: 'the key policy' });
});

/** An object in objects: so many levels. */
const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const STATEMENT = JSON.stringify(allow(to(ROOT)));
const DEEP = 'it has too many levels';

describe('What is no key policy has no message of AWS KMS, but a cause', () => {
  it.each<[what: string, text: string, cause: string | undefined]>([
    ['text', 'text', 'this text is not JSON'],
    ['nothing', '', 'this text is not JSON'],
    ['the text of a text', '"text"', 'a policy is an object with Version and Statement'],
    ['null', 'null', 'a policy is an object with Version and Statement'],
    ['an Id of 5 levels', `{"Id":${nested(5)},"Statement":${STATEMENT}}`, undefined],
    ['an Id of 6 levels', `{"Id":${nested(6)},"Statement":${STATEMENT}}`, DEEP],
    ['an Id of 5000 levels', `{"Id":${nested(5000)},"Statement":${STATEMENT}}`, DEEP],
    ['a list of 6 levels', `{"Id":${'['.repeat(6)}${']'.repeat(6)},"Statement":${STATEMENT}}`, DEEP],
    ['null on the last level', `{"Id":[[[[null]]]],"Statement":${STATEMENT}}`, undefined],
    ['a statement with an element of 6 levels', `{"Statement":[{"X":${nested(6)},${STATEMENT.slice(1)}]}`, DEEP],
  ])('%s', (_what, text, cause) => {
    if (cause === undefined) expect(() => accept(text)).not.toThrow();
    else {
      expect(() => accept(text)).toThrow(
        expect.objectContaining({
          name: 'MalformedPolicyDocumentException',
          message: '',
          cause: expect.objectContaining({ name: 'PolicyGrammarError', message: cause }),
        }),
      );
    }
  });
});

describe('The text of a stored key policy', () => {
  it.each<[what: string, text: string, isStored: boolean]>([
    ['names a user', textOf(allow(to(USER))), true],
    ['names an account', textOf(allow(to(ACCOUNT))), true],
    ['names a role of another partition', textOf(allow(to(ROLE.replace('arn:aws:', 'arn:aws-cn:')))), true],
    ['names a deleted role by its unique id', textOf(allow(to([USER, 'AROAABCDEFGHIJEXAMPLE']))), true],
    ['is of any length', textOf(allow({ ...to(USER), Sid: 'a'.repeat(100_000) })), true],
    ['names no group', textOf(allow(to(`arn:aws:iam::${ACCOUNT}:group/g`))), false],
    ['names nobody by a bare name', textOf(allow(to('alice'))), false],
    ['is a policy', textOf({ ...allow(to(USER)), Effect: 'allow' }), false],
    ['is JSON', 'text', false],
  ])('%s', (_what, text, isStored) => {
    expect(isStoredKeyPolicy(text)).toBe(isStored);
  });
});
