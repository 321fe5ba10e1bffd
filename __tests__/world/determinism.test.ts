import { execFileSync } from 'node:child_process';
import {
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyPairCommand,
  GenerateRandomCommand,
  GetPublicKeyCommand,
  type KeySpec,
  type KeyUsageType,
  KMSClient,
  SignCommand,
  type SigningAlgorithmSpec,
} from '@aws-sdk/client-kms';
import { toHex } from '../../src/bytes/hex.js';
import { type LocalKms, type LocalKmsOptions, localKms } from '../../src/index.js';
import { clientOf } from '../support/clients.js';

function worldOf(options: LocalKmsOptions): { kms: LocalKms; client: KMSClient } {
  const kms = localKms(options);
  return { kms, client: kms.attach(new KMSClient({ region: 'us-east-1' })) };
}

async function newKey(
  client: KMSClient,
  KeySpec: KeySpec = 'SYMMETRIC_DEFAULT',
  KeyUsage: KeyUsageType = 'ENCRYPT_DECRYPT',
) {
  const { KeyMetadata } = await client.send(new CreateKeyCommand({ KeySpec, KeyUsage }));
  return KeyMetadata?.KeyId as string;
}

const SIGNING: readonly (readonly [KeySpec, SigningAlgorithmSpec])[] = [
  ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_256'],
  ['RSA_2048', 'RSASSA_PSS_SHA_256'],
  ['ECC_NIST_P256', 'ECDSA_SHA_256'],
  ['ECC_NIST_P384', 'ECDSA_SHA_384'],
  ['ECC_NIST_P521', 'ECDSA_SHA_512'],
  ['ECC_SECG_P256K1', 'ECDSA_SHA_256'],
  ['ECC_NIST_EDWARDS25519', 'ED25519_SHA_512'],
  ['ML_DSA_44', 'ML_DSA_SHAKE_256'],
];

describe('a random seed', () => {
  it('makes each key another key material', async () => {
    const { client } = worldOf({ randomSeed: 'shard' });
    const publicKeys: unknown[] = [];
    for (const KeyId of [
      await newKey(client, 'ECC_NIST_P256', 'SIGN_VERIFY'),
      await newKey(client, 'ECC_NIST_P256', 'SIGN_VERIFY'),
    ]) {
      const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId }));
      publicKeys.push(toHex(PublicKey as Uint8Array));
    }
    expect(new Set(publicKeys).size).toBe(2);
  });

  it('makes ids, key material, data keys and random bytes the same', async () => {
    const run = async () => {
      const { client } = worldOf({ randomSeed: 'shard' });
      const KeyId = await newKey(client);
      const dataKey = await client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
      const random = await client.send(new GenerateRandomCommand({ NumberOfBytes: 1024 }));
      return [
        KeyId,
        dataKey.KeyMaterialId,
        toHex(dataKey.Plaintext as Uint8Array),
        toHex(random.Plaintext as Uint8Array),
        random.$metadata.requestId,
      ];
    };
    expect(await run()).toEqual(await run());
  });

  it('of another text makes another world', async () => {
    expect(await newKey(worldOf({ randomSeed: 'a' }).client)).not.toBe(
      await newKey(worldOf({ randomSeed: 'b' }).client),
    );
  });

  it.each(SIGNING)('makes the same %s key, whatever was made before it', async (spec) => {
    const publicKey = async (client: KMSClient, KeyId: string) =>
      toHex((await client.send(new GetPublicKeyCommand({ KeyId }))).PublicKey as Uint8Array);
    const first = worldOf({ randomSeed: 'shard' });
    const KeyId = await newKey(first.client, spec, 'SIGN_VERIFY');
    const second = worldOf({ randomSeed: 'shard' });
    await second.client.send(new GenerateRandomCommand({ NumberOfBytes: 16 }));
    expect(await newKey(second.client, spec, 'SIGN_VERIFY')).toBe(KeyId);
    expect(await publicKey(second.client, KeyId)).toBe(await publicKey(first.client, KeyId));
  });

  it('lets two shards with no shared state open what the other encrypted', async () => {
    const [one, other] = [worldOf({ randomSeed: 'shard' }).client, worldOf({ randomSeed: 'shard' }).client];
    const KeyId = await newKey(one);
    await newKey(other);
    const { CiphertextBlob } = await one.send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array([1, 2, 3]) }));
    expect((await other.send(new DecryptCommand({ CiphertextBlob }))).Plaintext).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('leaves ciphertext and signatures fresh', async () => {
    const { client } = worldOf({ randomSeed: 'shard' });
    const KeyId = await newKey(client);
    const encrypt = async () =>
      toHex(
        (await client.send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array(8) }))).CiphertextBlob as Uint8Array,
      );
    expect(await encrypt()).not.toBe(await encrypt());
  });

  it('starts over with reset, and goes on from a snapshot', async () => {
    const { kms, client } = worldOf({ randomSeed: 'shard' });
    const [first, second] = [await newKey(client), await newKey(client)];
    kms.reset();
    expect(await newKey(client)).toBe(first);
    const snapshot = kms.snapshot();
    expect(await newKey(client)).toBe(second);
    kms.restore(snapshot);
    expect(await newKey(client)).toBe(second);
  });

  it('is the same in another process', async () => {
    const here = await newKey(worldOf({ randomSeed: 'across processes' }).client);
    const script = `
      const { hkdfSync } = require('node:crypto');
      const bytes = Buffer.from(hkdfSync('sha256', 'across processes', 'localkms seed', 'key id 000000000000 us-east-1\\0' + '0', 16));
      bytes[6] = (bytes[6] & 0x0f) | 0x40; bytes[8] = (bytes[8] & 0x3f) | 0x80;
      const hex = bytes.toString('hex');
      process.stdout.write([hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-'));`;
    expect(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })).toBe(here);
  });
});

describe('a random seed with outputs', () => {
  const options = { randomSeed: { value: 'shard', outputs: true } };

  it('makes symmetric ciphertext the same', async () => {
    const run = async () => {
      const { client } = worldOf(options);
      const KeyId = await newKey(client);
      const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array(8) }));
      return toHex(CiphertextBlob as Uint8Array);
    };
    expect(await run()).toBe(await run());
  });

  it.each(SIGNING)('makes %s %s signatures the same', async (spec, SigningAlgorithm) => {
    const run = async () => {
      const { client } = worldOf(options);
      const KeyId = await newKey(client, spec, 'SIGN_VERIFY');
      const sign = () => client.send(new SignCommand({ KeyId, Message: new Uint8Array(8), SigningAlgorithm }));
      return [await sign(), await sign()].map(({ Signature }) => toHex(Signature as Uint8Array));
    };
    const [first, second] = await run();
    expect(await run()).toEqual([first, second]);
  });
});

describe('a random seed that cannot be', () => {
  it.each<[unknown, string]>([
    ['', '[localkms] options.randomSeed: expected text that is not empty; got ""'],
    [5, '[localkms] options.randomSeed: expected an object with value, outputs; got a number'],
    [
      { value: 'x', output: true },
      '[localkms] options.randomSeed.output: there is no such option, only value, outputs',
    ],
    [{ value: 'x', outputs: 1 }, '[localkms] options.randomSeed.outputs: expected true or false; got 1'],
  ])('%p', (seed, message) => {
    expect(() => localKms({ randomSeed: seed as never })).toThrow(new TypeError(message));
  });
});

describe('the streams of a seeded world', () => {
  const next = async (kms: LocalKms) => {
    const client = clientOf(kms, 'us-east-1');
    const KeyId = kms.key('alias/a').KeyId;
    const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
    const { Plaintext } = await client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
    const { PrivateKeyPlaintext } = await client.send(
      new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: 'ECC_NIST_P256' }),
    );
    const { GrantId } = await client.send(new CreateGrantCommand({ KeyId, ...GRANT }));
    return { KeyId: KeyMetadata?.KeyId, Plaintext, PrivateKeyPlaintext, GrantId };
  };
  const GRANT = { GranteePrincipal: 'arn:aws:iam::000000000000:role/app', Operations: ['Decrypt' as const] };
  const world = () => localKms({ randomSeed: 'x', keys: [{ Alias: 'alias/a' }] });

  it('stand still for dry runs, and for AWS managed keys', async () => {
    const kms = world();
    const client = clientOf(kms, 'us-east-1');
    const KeyId = kms.key('alias/a').KeyId;
    const dry = { KeyId, DryRun: true };
    for (const command of [
      new GenerateDataKeyCommand({ ...dry, KeySpec: 'AES_256' }),
      new GenerateDataKeyPairCommand({ ...dry, KeyPairSpec: 'ECC_NIST_P256' }),
      new CreateGrantCommand({ ...dry, ...GRANT }),
    ]) {
      await expect(client.send(command as GenerateDataKeyCommand)).rejects.toMatchObject({
        name: 'DryRunOperationException',
      });
    }
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: 'alias/aws/s3' }));
    expect(await next(kms)).toEqual(await next(world()));
    const other = world();
    await next(other);
    const later = await clientOf(other, 'us-east-1').send(new DescribeKeyCommand({ KeyId: 'alias/aws/s3' }));
    expect(later.KeyMetadata?.KeyId).toBe(KeyMetadata?.KeyId);
  });
});
