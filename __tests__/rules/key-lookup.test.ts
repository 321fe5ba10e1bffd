import { ACCOUNT, refusal, type TestKms, testKms } from '../support/engine.js';

const UNKNOWN = '12345678-1234-1234-1234-123456789012';
const OTHER_ACCOUNT = '111122223333';

let kms: TestKms;
let KeyId: string;
let Arn: string;

beforeEach(async () => {
  kms = testKms();
  const { KeyMetadata } = await kms.call('CreateKey', {});
  KeyId = KeyMetadata.KeyId as string;
  Arn = KeyMetadata.Arn as string;
  await kms.call('CreateAlias', { AliasName: 'alias/mine', TargetKeyId: KeyId });
});

function describeKey(id: string, place: Parameters<TestKms['as']>[0] = {}) {
  return kms.as(place).call('DescribeKey', { KeyId: id });
}

function notFound(message: string) {
  return { name: 'NotFoundException', message };
}

describe('a key is found by', () => {
  it.each([
    ['key id', () => KeyId],
    ['key ARN', () => Arn],
    ['alias name', () => 'alias/mine'],
    ['alias ARN', () => `arn:aws:kms:us-east-1:${ACCOUNT}:alias/mine`],
  ])('its %s', async (_form, id) => {
    expect((await describeKey(id())).KeyMetadata?.Arn).toBe(Arn);
  });
});

describe('NotFoundException', () => {
  it.each([
    ['an unknown key id', UNKNOWN, `Key 'arn:aws:kms:us-east-1:${ACCOUNT}:key/${UNKNOWN}' does not exist`],
    [
      'an unknown multi-Region key id',
      `mrk-${'0'.repeat(32)}`,
      `Key 'arn:aws:kms:us-east-1:${ACCOUNT}:key/mrk-${'0'.repeat(32)}' does not exist`,
    ],
    [
      'an unknown key ARN',
      `arn:aws:kms:us-east-1:${ACCOUNT}:key/${UNKNOWN}`,
      `Key 'arn:aws:kms:us-east-1:${ACCOUNT}:key/${UNKNOWN}' does not exist`,
    ],
    ['text that is no key id', 'foo', "Invalid keyId 'foo'"],
    ['a UUID without hyphens', UNKNOWN.replaceAll('-', ''), `Invalid keyId '${UNKNOWN.replaceAll('-', '')}'`],
    ['a short multi-Region key id', 'mrk-1234', "Invalid keyId 'mrk-1234'"],
    ['a malformed key id in an ARN', `arn:aws:kms:us-east-1:${ACCOUNT}:key/foo`, 'Invalid keyId foo'],
    [
      'an alias behind key/ in an ARN',
      `arn:aws:kms:us-east-1:${ACCOUNT}:key/alias/aws/sqs`,
      'Invalid keyId alias/aws/sqs',
    ],
    ['a key ARN of another Region', `arn:aws:kms:us-west-2:${ACCOUNT}:key/${UNKNOWN}`, 'Invalid arn us-west-2'],
    ['an alias ARN of another Region', `arn:aws:kms:us-west-2:${ACCOUNT}:alias/mine`, 'Invalid arn us-west-2'],
    ['an unknown alias name', 'alias/other', `Alias arn:aws:kms:us-east-1:${ACCOUNT}:alias/other is not found.`],
    [
      'an unknown alias ARN',
      `arn:aws:kms:us-east-1:${ACCOUNT}:alias/other`,
      `Alias arn:aws:kms:us-east-1:${ACCOUNT}:alias/other is not found.`,
    ],
    [
      'an unknown predefined alias',
      'alias/aws/unknown',
      `Alias arn:aws:kms:us-east-1:${ACCOUNT}:alias/aws/unknown is not found.`,
    ],
    ['an ARN of another service', 'arn:aws:s3:::bucket', 'Invalid arn arn:aws:s3:::bucket'],
    ['half an ARN', 'arn:aws:kms:us-east-1', 'Invalid arn arn:aws:kms:us-east-1'],
  ])('%s', async (_what, id, message) => {
    expect(await refusal(describeKey(id))).toEqual(notFound(message));
  });

  it('a key that exists in another Region only', async () => {
    expect(await refusal(describeKey(KeyId, { region: 'eu-west-1' }))).toEqual(
      notFound(`Key 'arn:aws:kms:eu-west-1:${ACCOUNT}:key/${KeyId}' does not exist`),
    );
    expect(await refusal(describeKey(Arn, { region: 'eu-west-1' }))).toEqual(notFound('Invalid arn us-east-1'));
  });

  it('a key id in capital letters is another key', async () => {
    const capital = KeyId.toUpperCase();
    expect(await refusal(describeKey(capital))).toEqual(
      notFound(`Key 'arn:aws:kms:us-east-1:${ACCOUNT}:key/${capital}' does not exist`),
    );
  });
});

describe('partitions', () => {
  it.each([
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['eu-west-3', 'aws'],
  ])('keys of %s are in %s', async (region, partition) => {
    const { KeyMetadata } = await kms.as({ region }).call('CreateKey', {});
    expect(KeyMetadata.Arn).toBe(`arn:${partition}:kms:${region}:${ACCOUNT}:key/${KeyMetadata.KeyId}`);
  });
});

describe('another account', () => {
  const stranger = { account: OTHER_ACCOUNT };
  const denied = (action: string) => ({
    name: 'AccessDeniedException',
    message: `User: arn:aws:iam::${OTHER_ACCOUNT}:root is not authorized to perform: kms:${action} on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
  });

  function allow(action: string, principal: string) {
    const statement = { Effect: 'Allow', Principal: { AWS: principal }, Action: action, Resource: '*' };
    const own = { ...statement, Action: 'kms:*', Principal: { AWS: ACCOUNT } };
    return kms.call('PutKeyPolicy', {
      KeyId,
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: [own, statement] }),
    });
  }

  it('does not see the key by its bare id', async () => {
    expect(await refusal(describeKey(KeyId, stranger))).toEqual(
      notFound(`Key 'arn:aws:kms:us-east-1:${OTHER_ACCOUNT}:key/${KeyId}' does not exist`),
    );
  });

  it('is denied by the default key policy', async () => {
    expect(await refusal(describeKey(Arn, stranger))).toEqual(denied('DescribeKey'));
  });

  it('is not told whether a key exists', async () => {
    const unknown = Arn.replace(KeyId, UNKNOWN);
    const { name, message } = await refusal(describeKey(unknown, stranger));
    expect({ name, message }).toEqual({
      name: 'AccessDeniedException',
      message: denied('DescribeKey').message,
    });
  });

  it.each([OTHER_ACCOUNT, `arn:aws:iam::${OTHER_ACCOUNT}:root`, '*'])(
    'may do what the key policy allows %s',
    async (principal) => {
      await allow('kms:Describe*', principal);
      expect((await describeKey(Arn, stranger)).KeyMetadata?.Arn).toBe(Arn);
      expect(await refusal(kms.as(stranger).call('Encrypt', { KeyId: Arn, Plaintext: new Uint8Array(1) }))).toEqual(
        denied('Encrypt'),
      );
    },
  );

  it('uses the key by its alias ARN', async () => {
    await allow('kms:DescribeKey', OTHER_ACCOUNT);
    expect((await describeKey(`arn:aws:kms:us-east-1:${ACCOUNT}:alias/mine`, stranger)).KeyMetadata?.Arn).toBe(Arn);
  });

  it('cannot manage the key, whatever its policy says', async () => {
    await allow('kms:*', OTHER_ACCOUNT);
    expect(await refusal(kms.as(stranger).call('DisableKey', { KeyId: Arn }))).toEqual(denied('DisableKey'));
  });

  it('decrypts without a KeyId only what its key policy lets it', async () => {
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: new Uint8Array([1, 2, 3]) });
    expect((await refusal(kms.as(stranger).call('Decrypt', { CiphertextBlob }))).name).toBe('AccessDeniedException');
    await allow('kms:Decrypt', OTHER_ACCOUNT);
    const { Plaintext, KeyId: used } = await kms.as(stranger).call('Decrypt', { CiphertextBlob });
    expect([Plaintext, used]).toEqual([new Uint8Array([1, 2, 3]), Arn]);
  });
});
