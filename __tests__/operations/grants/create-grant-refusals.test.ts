import type { KeyState } from '@aws-sdk/client-kms';
import { LAZY_ENUMS } from '../../../src/model/lazy-enums.js';
import { ACCOUNT, refusal, type TestKms, testKms } from '../../support/engine.js';
import { createGrant, GRANTEE, grantIds, keyArn, RETIRING } from '../../support/grants.js';
import { KEY_STATES, putKey } from '../../support/records.js';

const SERVICE_GRANT = {
  GranteeServicePrincipal: 'dynamodb.us-east-1.amazonaws.com',
  Constraints: { SourceArn: `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/Example` },
};

function refused(kms: TestKms, KeyId: string, members: object): Promise<{ name: string; message: string | undefined }> {
  return refusal(createGrant(kms, KeyId, members));
}

describe('CreateGrant refuses', () => {
  it.each<[string, object, string]>([
    [
      'no grantee',
      { GranteePrincipal: undefined },
      'Exactly one of GranteePrincipal and GranteeServicePrincipal must be specified.',
    ],
    [
      'two grantees',
      { GranteePrincipal: GRANTEE, ...SERVICE_GRANT, RetiringPrincipal: RETIRING },
      'Exactly one of GranteePrincipal and GranteeServicePrincipal must be specified.',
    ],
    [
      'two retiring principals',
      { RetiringPrincipal: RETIRING, RetiringServicePrincipal: 'dynamodb.us-east-1.amazonaws.com' },
      'Only one of RetiringPrincipal and RetiringServicePrincipal can be specified.',
    ],
    [
      'a grant for a service without retiring principal',
      SERVICE_GRANT,
      'A grant for a service principal requires a SourceArn constraint and a retiring principal.',
    ],
    [
      'a grant for a service without SourceArn',
      { GranteeServicePrincipal: SERVICE_GRANT.GranteeServicePrincipal, RetiringPrincipal: RETIRING },
      'A grant for a service principal requires a SourceArn constraint and a retiring principal.',
    ],
    ['no operation', { Operations: [] }, 'Operations must not be empty.'],
    ['CreateGrant alone', { Operations: ['CreateGrant'] }, 'Grants must not contain only the CreateGrant operation.'],
    [
      'CreateGrant alone, also for a grantee that is none',
      { Operations: ['CreateGrant'], GranteePrincipal: 'rds.us-east-1.amazonaws.com' },
      'Grants must not contain only the CreateGrant operation.',
    ],
  ])('%s', async (_what, members, message) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    expect(await refused(kms, KeyId, members)).toEqual({ name: 'ValidationException', message });
    expect(await grantIds(kms, KeyId)).toEqual([]);
  });

  const PRINCIPALS: readonly [string, boolean][] = [
    [`arn:aws:iam::${ACCOUNT}:root`, true],
    [`arn:aws:iam::${ACCOUNT}:user/Alice`, true],
    [`arn:aws:iam::${ACCOUNT}:role/path/to/Role`, true],
    [`arn:aws:sts::${ACCOUNT}:assumed-role/Role/session`, true],
    [`arn:aws:sts::${ACCOUNT}:federated-user/Bob`, true],
    [`arn:aws:iam::${ACCOUNT}:group/Admins`, false],
    ['arn:aws:iam::1234:role/Role', false],
    [`arn:aws:s3:::bucket`, false],
    ['sns.amazonaws.com', false],
    [ACCOUNT, false],
    ['Alice', false],
  ];

  describe.each(['GranteePrincipal', 'RetiringPrincipal'] as const)('as %s', (member) => {
    it.each(PRINCIPALS)('%s: %s', async (principal, valid) => {
      const kms = testKms();
      const KeyId = await keyArn(kms);
      const call = createGrant(kms, KeyId, { [member]: principal });
      if (valid) expect(await call).toHaveProperty('GrantId');
      else {
        expect(await refusal(call)).toEqual({
          name: 'InvalidArnException',
          message: `ARN does not refer to a valid principal: ${principal}`,
        });
      }
    });
  });

  it('an alias, whether or not it exists', async () => {
    const kms = testKms();
    for (const KeyId of ['alias/none', `arn:aws:kms:us-east-1:${ACCOUNT}:alias/none`]) {
      expect(await refused(kms, KeyId, {})).toEqual({
        name: 'InvalidArnException',
        message: 'Key Aliases are not supported for this operation.',
      });
    }
  });

  it('AWS managed keys', async () => {
    const kms = testKms();
    const { KeyMetadata } = await kms.call('DescribeKey', { KeyId: 'alias/aws/ebs' });
    const KeyId = KeyMetadata.Arn as string;
    expect(await refused(kms, KeyId, {})).toEqual({
      name: 'AccessDeniedException',
      message: `User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform: kms:CreateGrant on resource: ${KeyId} because no resource-based policy allows the kms:CreateGrant action`,
    });
  });

  it('an operation that is none, with the list of those that are', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    expect(await refusal(kms.call('CreateGrant', { KeyId, GranteePrincipal: GRANTEE, Operations: ['Fly'] }))).toEqual({
      name: 'ValidationException',
      message: `1 validation error detected: Value '[Fly]' at 'operations' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [${LAZY_ENUMS.GrantOperation.join(', ')}]]`,
    });
  });

  const obstacles: Partial<Record<KeyState, [name: string, text: string]>> = {
    Disabled: ['DisabledException', 'is disabled.'],
    PendingDeletion: ['KMSInvalidStateException', 'is pending deletion.'],
    PendingReplicaDeletion: ['KMSInvalidStateException', 'is pending replica deletion.'],
    PendingImport: ['KMSInvalidStateException', 'is pending import.'],
    Creating: ['KMSInvalidStateException', 'is creating.'],
  };

  it.each(KEY_STATES)('or takes a key that is %s as AWS documents', async (KeyState) => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    putKey(kms, KeyId, { KeyState });
    const obstacle = obstacles[KeyState];
    if (obstacle === undefined) expect(await createGrant(kms, KeyId)).toHaveProperty('GrantId');
    else expect(await refused(kms, KeyId, {})).toEqual({ name: obstacle[0], message: `${KeyId} ${obstacle[1]}` });
  });

  it('one grant more than the quota allows; revoking one makes room', async () => {
    const kms = testKms({ quotas: { grantsPerKey: 2 } });
    const KeyId = await keyArn(kms);
    const named = await createGrant(kms, KeyId, { Name: 'named' });
    await createGrant(kms, KeyId);
    expect(await refused(kms, KeyId, {})).toEqual({
      name: 'LimitExceededException',
      message: 'Grants per key quota for this account in this region is 2.',
    });
    expect((await refused(kms, KeyId, { DryRun: true })).name).toBe('LimitExceededException');
    expect((await createGrant(kms, KeyId, { Name: 'named' })).GrantId).toBe(named.GrantId);
    await kms.call('RevokeGrant', { KeyId, GrantId: named.GrantId });
    await createGrant(kms, KeyId);
    expect(await grantIds(kms, KeyId)).toHaveLength(2);
  });

  it('one grant more than the quota allows, also in calls that overlap', async () => {
    const kms = testKms({ quotas: { grantsPerKey: 3 } });
    const KeyId = await keyArn(kms);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => createGrant(kms, KeyId)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await grantIds(kms, KeyId)).toHaveLength(3);
  });
});
