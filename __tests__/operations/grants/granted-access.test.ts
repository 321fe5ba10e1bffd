import type { GrantConstraints, GrantOperation } from '@aws-sdk/client-kms';
import { type TestKms, testKms } from '../../support/engine.js';
import { createGrant, keyArn, OTHER_ACCOUNT } from '../../support/grants.js';

const USER = `arn:aws:iam::${OTHER_ACCOUNT}:user/Carol`;
const SYMMETRIC: readonly GrantOperation[] = [
  'Encrypt',
  'Decrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'DescribeKey',
];

/** A key, and a user of another account to whom only grants give access. */
async function scene(): Promise<{ kms: TestKms; KeyId: string; user: Pick<TestKms, 'call'> }> {
  const kms = testKms();
  return { kms, KeyId: await keyArn(kms), user: kms.as({ account: OTHER_ACCOUNT, principal: USER }) };
}

/** `allowed`, or the name of the exception. */
function outcome(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'allowed',
    (error: Error) => error.name,
  );
}

function input(KeyId: string, EncryptionContext: object | undefined): { [operation: string]: object } {
  const data = { KeyId, EncryptionContext };
  return {
    Encrypt: { ...data, Plaintext: 'text' },
    Decrypt: { ...data, DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] },
    GenerateDataKey: { ...data, KeySpec: 'AES_256' },
    GenerateDataKeyWithoutPlaintext: { ...data, KeySpec: 'AES_256' },
    GenerateDataKeyPair: { ...data, KeyPairSpec: 'ECC_NIST_P256' },
    GenerateDataKeyPairWithoutPlaintext: { ...data, KeyPairSpec: 'ECC_NIST_P256' },
    DescribeKey: { KeyId },
  };
}

function use(
  user: Pick<TestKms, 'call'>,
  operation: GrantOperation,
  KeyId: string,
  context?: Record<string, string>,
): Promise<string> {
  const call = user.call as (name: string, members: object | undefined) => Promise<unknown>;
  const answer = outcome(call(operation, input(KeyId, context)[operation]));
  return answer.then((name) => (name === 'DryRunOperationException' ? 'allowed' : name));
}

describe('a grant to a principal of another account', () => {
  it('allows its operations and no others', async () => {
    for (const granted of SYMMETRIC) {
      const { kms, KeyId, user } = await scene();
      await createGrant(kms, KeyId, { GranteePrincipal: USER, Operations: [granted] });
      for (const operation of SYMMETRIC) {
        const expected = operation === granted ? 'allowed' : 'AccessDeniedException';
        expect([operation, await use(user, operation, KeyId)]).toEqual([operation, expected]);
      }
    }
  });

  it('allows nothing any more once it is retired', async () => {
    const { kms, KeyId, user } = await scene();
    const { GrantId } = await createGrant(kms, KeyId, { GranteePrincipal: USER });
    expect(await use(user, 'Encrypt', KeyId)).toBe('allowed');
    await kms.call('RetireGrant', { KeyId, GrantId });
    expect(await use(user, 'Encrypt', KeyId)).toBe('AccessDeniedException');
  });

  it.each([
    [`arn:aws:iam::${OTHER_ACCOUNT}:root`, USER, 'allowed'],
    [
      `arn:aws:iam::${OTHER_ACCOUNT}:role/a/path/Role`,
      `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/Role/any`,
      'allowed',
    ],
    [
      `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/Role/one`,
      `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/Role/one`,
      'allowed',
    ],
    [
      `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/Role/one`,
      `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/Role/two`,
      'AccessDeniedException',
    ],
    [`arn:aws:iam::${OTHER_ACCOUNT}:user/Dave`, USER, 'AccessDeniedException'],
  ])('with grantee %s and caller %s: %s', async (GranteePrincipal, principal, expected) => {
    const { kms, KeyId } = await scene();
    await createGrant(kms, KeyId, { GranteePrincipal });
    expect(await use(kms.as({ account: OTHER_ACCOUNT, principal }), 'Encrypt', KeyId)).toBe(expected);
  });

  it('does not stand against a Deny of the key policy', async () => {
    const { kms, KeyId, user } = await scene();
    await createGrant(kms, KeyId, { GranteePrincipal: USER });
    const Statement = [
      { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'kms:*', Resource: '*' },
      { Effect: 'Deny', Principal: { AWS: USER }, Action: 'kms:Encrypt', Resource: '*' },
    ];
    await kms.call('PutKeyPolicy', { KeyId, Policy: JSON.stringify({ Statement }) });
    expect(await use(user, 'Encrypt', KeyId)).toBe('AccessDeniedException');
    expect(await use(user, 'Decrypt', KeyId)).toBe('allowed');
  });
});

describe('grant constraints', () => {
  const CONTEXT = { Department: 'IT', Purpose: 'Test' };
  type Case = readonly [constraints: GrantConstraints, context: Record<string, string> | undefined, allowed: boolean];
  const CASES: readonly Case[] = [
    [{ EncryptionContextEquals: CONTEXT }, { Purpose: 'Test', Department: 'IT' }, true],
    [{ EncryptionContextEquals: CONTEXT }, { department: 'IT', PURPOSE: 'Test' }, true],
    [{ EncryptionContextEquals: CONTEXT }, { Department: 'it', Purpose: 'Test' }, false],
    [{ EncryptionContextEquals: CONTEXT }, { Department: 'IT' }, false],
    [{ EncryptionContextEquals: CONTEXT }, { ...CONTEXT, More: 'x' }, false],
    [{ EncryptionContextEquals: CONTEXT }, undefined, false],
    [{ EncryptionContextEquals: {} }, undefined, true],
    [{ EncryptionContextEquals: {} }, CONTEXT, false],
    [{ EncryptionContextSubset: CONTEXT }, CONTEXT, true],
    [{ EncryptionContextSubset: CONTEXT }, { ...CONTEXT, More: 'x' }, true],
    [{ EncryptionContextSubset: CONTEXT }, { department: 'IT', purpose: 'Test' }, true],
    [{ EncryptionContextSubset: CONTEXT }, { Department: 'IT', Purpose: 'test' }, false],
    [{ EncryptionContextSubset: CONTEXT }, { Department: 'IT' }, false],
    [{ EncryptionContextSubset: CONTEXT }, undefined, false],
    [{ EncryptionContextSubset: { Department: 'IT' }, EncryptionContextEquals: CONTEXT }, CONTEXT, true],
    [{ SourceArn: 'arn:aws:s3:us-east-1:000000000000:bucket' }, CONTEXT, false],
  ];

  it.each(CASES)('%j with encryption context %j: %s', async (Constraints, context, allowed) => {
    const { kms, KeyId, user } = await scene();
    await createGrant(kms, KeyId, { GranteePrincipal: USER, Operations: [...SYMMETRIC], Constraints });
    for (const operation of SYMMETRIC.filter((name) => name !== 'DescribeKey')) {
      const expected = allowed ? 'allowed' : 'AccessDeniedException';
      expect([operation, await use(user, operation, KeyId, context)]).toEqual([operation, expected]);
    }
  });

  it('on the encryption context do not apply to DescribeKey; SourceArn does', async () => {
    const { kms, KeyId, user } = await scene();
    const grant = { GranteePrincipal: USER, Operations: ['DescribeKey'] as GrantOperation[] };
    await createGrant(kms, KeyId, { ...grant, Constraints: { SourceArn: 'arn:aws:s3:us-east-1:000000000000:bucket' } });
    expect(await use(user, 'DescribeKey', KeyId)).toBe('AccessDeniedException');
    await createGrant(kms, KeyId, { ...grant, Constraints: { EncryptionContextEquals: CONTEXT } });
    expect(await use(user, 'DescribeKey', KeyId)).toBe('allowed');
  });

  it('of ReEncrypt look at the source context for ReEncryptFrom, at the destination context for ReEncryptTo', async () => {
    const { kms, KeyId: source, user } = await scene();
    const destination = await keyArn(kms);
    const grant = (KeyId: string, operation: GrantOperation, A: string) =>
      createGrant(kms, KeyId, {
        GranteePrincipal: USER,
        Operations: [operation],
        Constraints: { EncryptionContextEquals: { A } },
      });
    await grant(source, 'ReEncryptFrom', 'from');
    await grant(destination, 'ReEncryptTo', 'to');
    const encrypted = await kms.call('Encrypt', { KeyId: source, Plaintext: 'x', EncryptionContext: { A: 'from' } });
    const reEncrypt = (from: string, to: string) =>
      outcome(
        user.call('ReEncrypt', {
          CiphertextBlob: encrypted.CiphertextBlob,
          SourceEncryptionContext: { A: from },
          DestinationKeyId: destination,
          DestinationEncryptionContext: { A: to },
        }),
      );
    expect(await reEncrypt('from', 'to')).toBe('allowed');
    expect(await reEncrypt('to', 'to')).toBe('AccessDeniedException');
    expect(await reEncrypt('from', 'from')).toBe('AccessDeniedException');
  });
});

describe('CreateGrant allowed only by a grant', () => {
  type Terms = { Operations: GrantOperation[]; Constraints?: GrantConstraints };
  const SUBSET = { EncryptionContextSubset: { A: '1' } };
  const EQUALS = { EncryptionContextEquals: { A: '1', B: '2' } };
  const SOURCE = { SourceArn: 'arn:aws:s3:us-east-1:000000000000:bucket' };
  const operations = (...more: GrantOperation[]): Terms => ({ Operations: ['CreateGrant', ...more] });
  const CASES: readonly (readonly [what: string, parent: Terms, child: Terms, allowed: boolean])[] = [
    ['the same operations', operations('Encrypt'), operations('Encrypt'), true],
    ['fewer operations', operations('Encrypt', 'Decrypt'), { Operations: ['Decrypt'] }, true],
    ['another operation', operations('Encrypt'), { Operations: ['Encrypt', 'Decrypt'] }, false],
    ['without CreateGrant', { Operations: ['Encrypt'] }, { Operations: ['Encrypt'] }, false],
    ['added constraints', operations('Encrypt'), { Operations: ['Encrypt'], Constraints: SUBSET }, true],
    ['no constraints', { ...operations('Encrypt'), Constraints: SUBSET }, { Operations: ['Encrypt'] }, false],
    [
      'a larger subset',
      { ...operations('Encrypt'), Constraints: SUBSET },
      { Operations: ['Encrypt'], Constraints: { EncryptionContextSubset: { a: '1', B: '2' } } },
      true,
    ],
    [
      'another subset',
      { ...operations('Encrypt'), Constraints: SUBSET },
      { Operations: ['Encrypt'], Constraints: { EncryptionContextSubset: { B: '2' } } },
      false,
    ],
    [
      'equality in place of a subset',
      { ...operations('Encrypt'), Constraints: SUBSET },
      { Operations: ['Encrypt'], Constraints: EQUALS },
      true,
    ],
    [
      'the same equality',
      { ...operations('Encrypt'), Constraints: EQUALS },
      { Operations: ['Encrypt'], Constraints: { EncryptionContextEquals: { B: '2', A: '1' } } },
      true,
    ],
    [
      'a smaller equality',
      { ...operations('Encrypt'), Constraints: EQUALS },
      { Operations: ['Encrypt'], Constraints: { EncryptionContextEquals: { A: '1' } } },
      false,
    ],
    [
      'a subset in place of equality',
      { ...operations('Encrypt'), Constraints: EQUALS },
      { Operations: ['Encrypt'], Constraints: { EncryptionContextSubset: { A: '1', B: '2' } } },
      false,
    ],
    [
      'the same SourceArn',
      { ...operations('Encrypt'), Constraints: SOURCE },
      { Operations: ['Encrypt'], Constraints: SOURCE },
      true,
    ],
    [
      'another SourceArn',
      { ...operations('Encrypt'), Constraints: SOURCE },
      { Operations: ['Encrypt'], Constraints: { SourceArn: `${SOURCE.SourceArn}2` } },
      false,
    ],
    ['an added SourceArn', operations('Encrypt'), { Operations: ['Encrypt'], Constraints: SOURCE }, true],
    [
      'an added SourceArn beside the same constraints',
      { ...operations('Encrypt'), Constraints: SUBSET },
      { Operations: ['Encrypt'], Constraints: { ...SUBSET, ...SOURCE } },
      true,
    ],
    ['no SourceArn', { ...operations('Encrypt'), Constraints: SOURCE }, { Operations: ['Encrypt'] }, false],
  ];

  it.each(CASES)('%s', async (_what, parent, child, allowed) => {
    const { kms, KeyId, user } = await scene();
    await createGrant(kms, KeyId, { GranteePrincipal: USER, ...parent });
    const call = user.call('CreateGrant', { KeyId, GranteePrincipal: `${USER}2`, ...child });
    expect(await outcome(call)).toBe(allowed ? 'allowed' : 'AccessDeniedException');
  });

  it('issues the new grant in the account of its creator, who may then retire it', async () => {
    const { kms, KeyId, user } = await scene();
    await createGrant(kms, KeyId, { GranteePrincipal: USER, ...operations('Encrypt') });
    const child = { KeyId, GranteePrincipal: `${USER}2`, Operations: ['Encrypt'] };
    const { GrantId } = await user.call('CreateGrant', child);
    const { Grants } = await kms.call('ListGrants', { KeyId, GrantId });
    expect(Grants[0]?.IssuingAccount).toBe(`arn:aws:iam::${OTHER_ACCOUNT}:root`);
    expect(await outcome(user.call('RetireGrant', { KeyId, GrantId }))).toBe('allowed');
  });
});
