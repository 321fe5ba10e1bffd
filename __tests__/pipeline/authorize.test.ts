/*
 * Whose calls are decided on, where nothing is told of IAM: every step off the straight way has its refusal.
 */
import { plant } from '../authorization/call-scene.js';
import { ACCOUNT, refusal, type TestKms, testKms } from '../support/engine.js';
import { keyArn, OTHER_ACCOUNT } from '../support/grants.js';

const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const allBut = (action: string, more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', NotAction: action, Resource: '*', ...more }],
});

type Caller = Pick<TestKms, 'call'>;

/** What Encrypt under a new key of the account says. */
async function encrypting(callerIn: (kms: TestKms, KeyId: string) => Caller | Promise<Caller>) {
  const kms = testKms();
  const KeyId = await keyArn(kms);
  const caller = await callerIn(kms, KeyId);
  // Again once all that decides is loaded.
  const answers = [];
  for (let time = 0; time < 2; time++) {
    answers.push(
      await caller.call('Encrypt', { KeyId, Plaintext: new Uint8Array(1) }).then(
        () => 'answered',
        ({ wireMessage }: { wireMessage: string }) => wireMessage.replace(KeyId, 'KEY'),
      ),
    );
  }
  expect(answers[1]).toBe(answers[0]);
  return answers[0];
}

const denied = (user: string, where: string, why: string) =>
  `User: ${user} is not authorized to perform: kms:Encrypt ${where} because ${why}`;
const NOT_VISIBLE =
  'the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access';

describe('without IAM, a caller', () => {
  it('of the account may use a key whose policy leaves it to the account', async () => {
    expect(await encrypting((kms) => kms)).toBe('answered');
    expect(await encrypting((kms) => kms.as({ principal: `arn:aws:iam::${ACCOUNT}:user/Alice` }))).toBe('answered');
  });

  it('is bound by its session policies', async () => {
    const sessionPolicies = [JSON.stringify(allBut('kms:Encrypt'))];
    const principal = `arn:aws:sts::${ACCOUNT}:assumed-role/orders/s1`;
    expect(await encrypting((kms) => kms.as({ principal, sessionPolicies }))).toBe(
      denied(principal, 'on resource: KEY', 'no session policy allows the kms:Encrypt action'),
    );
  });

  it('is bound by the policy of the VPC endpoint that it comes through', async () => {
    const policy = JSON.stringify(allBut('kms:Encrypt', { Principal: '*' }));
    expect(await encrypting((kms) => kms.as({ origin: { vpcEndpoint: { id: 'vpce-1', policy } } }))).toBe(
      denied(ROOT, 'on resource: KEY', 'no VPC endpoint policy allows the kms:Encrypt action'),
    );
  });

  it('that is a service of AWS must be named by the key policy', async () => {
    const principal = 'logs.us-east-1.amazonaws.com';
    expect(await encrypting((kms) => kms.as({ principal }))).toBe(
      denied(principal, 'on resource: KEY', 'no resource-based policy allows the kms:Encrypt action'),
    );
  });

  it('of another account must be allowed by the key policy', async () => {
    const principal = `arn:aws:iam::${OTHER_ACCOUNT}:user/Carol`;
    expect(await encrypting((kms) => kms.as({ account: OTHER_ACCOUNT, principal }))).toBe(
      denied(principal, 'on this resource', NOT_VISIBLE),
    );
  });

  it('is bound by a key policy that is not the default one', async () => {
    const narrow = allBut('kms:Encrypt', { Principal: { AWS: ROOT } });
    expect(
      await encrypting(async (kms, KeyId) => {
        await kms.call('PutKeyPolicy', { KeyId, Policy: JSON.stringify(narrow) });
        return kms;
      }),
    ).toBe(denied(ROOT, 'on resource: KEY', 'no resource-based policy allows the kms:Encrypt action'));
  });

  it('may not administer an AWS managed key', async () => {
    const kms = testKms();
    const { KeyMetadata } = await kms.call('DescribeKey', { KeyId: 'alias/aws/ebs' });
    expect(await refusal(kms.call('DisableKey', { KeyId: KeyMetadata.Arn }))).toEqual({
      name: 'AccessDeniedException',
      message: `User: ${ROOT} is not authorized to perform: kms:DisableKey on resource: ${KeyMetadata.Arn} because no resource-based policy allows the kms:DisableKey action`,
    });
  });

  it('is bound by what is told of IAM later', async () => {
    const kms = testKms();
    const KeyId = await keyArn(kms);
    const alice = kms.as({ principal: `arn:aws:iam::${ACCOUNT}:user/Alice` });
    expect((await alice.call('DescribeKey', { KeyId })).KeyMetadata.Arn).toBe(KeyId);
    plant(kms, { users: { [`arn:aws:iam::${ACCOUNT}:user/Alice`]: {} } });
    expect(await refusal(alice.call('DescribeKey', { KeyId }))).toEqual({
      name: 'AccessDeniedException',
      message: `User: arn:aws:iam::${ACCOUNT}:user/Alice is not authorized to perform: kms:DescribeKey on resource: ${KeyId} because no identity-based policy allows the kms:DescribeKey action`,
    });
  });
});
