import { webcrypto } from 'node:crypto';
import { DecryptCommand, DescribeKeyCommand, EncryptCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { type LocalKms, localKms } from '../../../src/local-kms.js';
import { KEY_ID } from './support.js';

const ALIAS = 'alias/orders';
const KeyMaterial = { hex: 'a1'.repeat(32) };

function clientOf(kms: LocalKms, region?: string): KMSClient {
  return kms.attach(new KMSClient(region === undefined ? {} : { region }));
}

describe('localKms({ keys, aliases })', () => {
  const before = process.env.AWS_REGION;
  afterEach(() => {
    if (before === undefined) delete process.env.AWS_REGION;
    else process.env.AWS_REGION = before;
  });

  it('starts with them', async () => {
    const kms = localKms({
      region: 'eu-west-1',
      accountId: '111122223333',
      keys: [{ KeyId: KEY_ID, KeyMaterial }],
      aliases: [{ AliasName: ALIAS, TargetKeyId: KEY_ID }],
    });
    expect(kms.key(ALIAS).Arn).toBe(`arn:aws:kms:eu-west-1:111122223333:key/${KEY_ID}`);
    const client = clientOf(kms);
    const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId: ALIAS, Plaintext: Buffer.from('tea') }));
    const other = clientOf(
      localKms({ region: 'eu-west-1', accountId: '111122223333', keys: [{ KeyId: KEY_ID, KeyMaterial }] }),
    );
    const { Plaintext } = await other.send(new DecryptCommand({ CiphertextBlob }));
    expect(Buffer.from(Plaintext as Uint8Array).toString()).toBe('tea');
  });

  it('puts them into the Region of AWS_REGION, or us-east-1, where it is not told one', () => {
    process.env.AWS_REGION = 'ap-south-1';
    expect(localKms({ keys: [{}] }).keys()[0]?.Region).toBe('ap-south-1');
    delete process.env.AWS_REGION;
    expect(localKms({ keys: [{}] }).keys()[0]?.Region).toBe('us-east-1');
  });

  it('throws at once for one that cannot be', () => {
    expect(() => localKms({ keys: [{ KeyMaterial: { hex: 'a1' } }] })).toThrow(
      '[localkms] options.keys[0].KeyMaterial: expected the 32 bytes of a key of SYMMETRIC_DEFAULT; got 1 byte',
    );
  });

  it('goes back to them on reset', async () => {
    const kms = localKms({ keys: [{ KeyId: KEY_ID, Alias: ALIAS }] });
    const client = clientOf(kms, 'us-east-1');
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: ALIAS }));
    await client.send(new EncryptCommand({ KeyId: ALIAS, Plaintext: Buffer.from('tea') }));
    kms.clock.advance({ days: 1 });
    kms.reset();
    expect(kms.keys().map(({ KeyId }) => KeyId)).toEqual([KEY_ID]);
    expect((await client.send(new DescribeKeyCommand({ KeyId: ALIAS }))).KeyMetadata).toEqual(KeyMetadata);
  });
});

describe('a seed with a CryptoKey', () => {
  const generate = (extractable: boolean) =>
    webcrypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, extractable, ['encrypt']);

  it('is planted before the first call is answered, and kept by reset', async () => {
    const kms = localKms({ keys: [{ KeyId: KEY_ID, KeyMaterial: await generate(true) }] });
    expect(kms.keys()).toEqual([]);
    const client = clientOf(kms, 'us-east-1');
    const { Keys } = await client.send(new ListKeysCommand({}));
    expect(Keys?.map(({ KeyId }) => KeyId)).toEqual([KEY_ID]);
    kms.reset();
    expect(kms.key(KEY_ID).KeyId).toBe(KEY_ID);
  });

  it('that cannot be is the answer to every call', async () => {
    const kms = localKms({ keys: [{ KeyId: KEY_ID }, { KeyMaterial: await generate(false) }] });
    const client = clientOf(kms, 'us-east-1');
    for (let call = 0; call < 2; call++) {
      await expect(client.send(new ListKeysCommand({}))).rejects.toThrow(
        '[localkms] options.keys[1].KeyMaterial: this CryptoKey was made not extractable: only one that can be exported can be read',
      );
    }
    expect(kms.keys()).toEqual([]);
  });
});
