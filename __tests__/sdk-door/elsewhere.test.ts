import { inspect } from 'node:util';
import { DescribeKeyCommand, EncryptCommand, KMSClient, NotFoundException } from '@aws-sdk/client-kms';
import { localKms } from '../../src/index.js';
import { errorOf } from './support.js';

const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const kms = localKms({
  keys: [
    { Alias: 'alias/orders', KeyId: KEY_ID },
    { Alias: 'alias/theirs', AWSAccountId: '111122223333', Region: 'eu-west-1' },
  ],
});
const client = kms.attach(new KMSClient({ region: 'eu-west-1' }));

function refused(KeyId: string): Promise<Error & { localkmsHint?: string }> {
  return errorOf(client.send(new DescribeKeyCommand({ KeyId })));
}

const HERE = 'this call is for eu-west-1 of account 000000000000';
const REGION = "options.region, the client's own Region or AWS_REGION tell which";
const ACCOUNT = 'options.accountId and kms.as({ accountId }) tell which; another account needs the ARN';

describe('NotFoundException of what is elsewhere in this world', () => {
  it.each([
    ['an alias name', 'alias/orders', 'alias/orders is in us-east-1 of account 000000000000'],
    ['a key id', KEY_ID, `${KEY_ID} is in us-east-1 of account 000000000000`],
    [
      'a key ARN',
      `arn:aws:kms:eu-west-1:000000000000:key/${KEY_ID}`,
      `${KEY_ID} is in us-east-1 of account 000000000000`,
    ],
    ['an alias of another account', 'alias/theirs', 'alias/theirs is in eu-west-1 of account 111122223333'],
  ])('by %s has a hint beside it', async (_what, KeyId, where) => {
    const advice = KeyId === 'alias/theirs' ? ACCOUNT : REGION;
    const error = await refused(KeyId);
    const hint = `[localkms] ${where}, and ${HERE}: ${advice}`;
    expect(error.localkmsHint).toBe(hint);
    expect(inspect(error)).toContain(hint);
  });

  it("stays AWS's own exception", async () => {
    const error = await refused('alias/orders');
    expect(error).toBeInstanceOf(NotFoundException);
    expect(error.message).toBe('Alias arn:aws:kms:eu-west-1:000000000000:alias/orders is not found.');
    expect(Object.keys(error)).not.toContain('localkmsHint');
    const other = await errorOf(
      localKms()
        .attach(new KMSClient({ region: 'eu-west-1' }))
        .send(new DescribeKeyCommand({ KeyId: 'alias/orders' })),
    );
    expect(Object.keys(error)).toEqual(Object.keys(other));
  });

  it.each(['alias/unknown', '00000000-0000-4000-8000-000000000000'])(
    'of %s, which is nowhere, has none',
    async (KeyId) => {
      const error = await refused(KeyId);
      expect(error.localkmsHint).toBeUndefined();
      expect(error.stack).not.toContain('[localkms]');
    },
  );

  it('of other operations has one too', async () => {
    const call = client.send(new EncryptCommand({ KeyId: 'alias/orders', Plaintext: new Uint8Array([1]) }));
    expect((await errorOf(call)).stack).toContain('[localkms] alias/orders is in us-east-1');
  });
});
