import {
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  KMS,
  KMSClient,
  ListKeysCommand,
  NotFoundException,
  paginateListKeys,
} from '@aws-sdk/client-kms';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { localKms } from '../../src/index.js';
import { clientOf, errorOf, newKeyId } from './support.js';

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const SECRET = new TextEncoder().encode('secret');

describe('a client that uses the plugin', () => {
  it('encrypts and decrypts', async () => {
    const client = clientOf();
    const KeyId = await newKeyId(client);
    const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext: SECRET }));
    const { Plaintext } = await client.send(new DecryptCommand({ CiphertextBlob }));
    expect(text(Plaintext)).toBe('secret');
  });

  it('is a KMS as well, with promises and with callbacks', async () => {
    const kms = new KMS({ region: 'us-east-1' });
    kms.middlewareStack.use(localKms());
    const { KeyMetadata } = await kms.createKey({ Description: 'of a KMS' });
    const KeyId = KeyMetadata?.KeyId;
    const described = await new Promise<string | undefined>((resolve, reject) => {
      kms.describeKey({ KeyId }, (error: unknown, output) =>
        error ? reject(error) : resolve(output?.KeyMetadata?.Description),
      );
    });
    expect(described).toBe('of a KMS');
    const missing = await new Promise((resolve) => kms.describeKey({ KeyId: 'alias/none' }, {}, resolve));
    expect(missing).toBeInstanceOf(NotFoundException);
  });

  it('sends with a callback, with and without options', async () => {
    const client = clientOf();
    const KeyId = await newKeyId(client);
    const command = new DescribeKeyCommand({ KeyId });
    const one = await new Promise((resolve, reject) =>
      client.send(command, (error: unknown, output) => (error ? reject(error) : resolve(output?.KeyMetadata?.KeyId))),
    );
    const two = await new Promise((resolve, reject) =>
      client.send(command, {}, (error: unknown, output) =>
        error ? reject(error) : resolve(output?.KeyMetadata?.KeyId),
      ),
    );
    expect([one, two]).toEqual([KeyId, KeyId]);
  });

  it('pages with the paginators of the SDK', async () => {
    const client = clientOf();
    const made = [await newKeyId(client), await newKeyId(client), await newKeyId(client)];
    const pages: (string | undefined)[][] = [];
    for await (const { Keys } of paginateListKeys({ client, pageSize: 2 }, {})) {
      pages.push((Keys ?? []).map((key) => key.KeyId));
    }
    expect(pages.map((page) => page.length)).toEqual([2, 1]);
    expect(pages.flat()).toEqual(made);
  });

  it('answers each command on its own where handlers are cached', async () => {
    const client = clientOf(localKms(), { cacheMiddleware: true });
    const ids = [await newKeyId(client), await newKeyId(client)];
    const described = await Promise.all(ids.map((KeyId) => client.send(new DescribeKeyCommand({ KeyId }))));
    expect(described.map(({ KeyMetadata }) => KeyMetadata?.KeyId)).toEqual(ids);
    expect(described.map(({ $metadata }) => $metadata.attempts)).toEqual([1, 1]);
    const first = new Set(described.map(({ $metadata }) => $metadata.requestId));
    expect(first.size).toBe(2);
    expect(await errorOf(client.send(new DescribeKeyCommand({ KeyId: 'alias/none' })))).toBeInstanceOf(
      NotFoundException,
    );
  });

  it('goes on after destroy()', async () => {
    const client = clientOf();
    const KeyId = await newKeyId(client);
    client.destroy();
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
    expect(KeyMetadata?.KeyId).toBe(KeyId);
  });

  it('answers many calls at once', async () => {
    const client = clientOf();
    const KeyId = await newKeyId(client);
    const numbers = Array.from({ length: 100 }, (_, at) => at);
    const opened = await Promise.all(
      numbers.map(async (number) => {
        const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext: Uint8Array.of(number) }));
        return (await client.send(new DecryptCommand({ CiphertextBlob }))).Plaintext?.[0];
      }),
    );
    expect(opened).toEqual(numbers);
  });

  it('knows the keys of every other client of its world, and of no other world', async () => {
    const kms = localKms();
    const KeyId = await newKeyId(clientOf(kms));
    const { KeyMetadata } = await clientOf(kms).send(new DescribeKeyCommand({ KeyId }));
    expect(KeyMetadata?.KeyId).toBe(KeyId);
    const stranger = clientOf(localKms()).send(new DescribeKeyCommand({ KeyId }));
    expect(await errorOf(stranger)).toBeInstanceOf(NotFoundException);
  });
});

describe('the entry in the middleware stack', () => {
  const entries = (client: KMSClient) =>
    client.middlewareStack.identify().filter((entry) => entry.startsWith('localKms'));

  it('is there once, however often the plugin is used; the last world answers', async () => {
    const client = clientOf(localKms({ accountId: '111111111111' }));
    client.middlewareStack.use(localKms({ accountId: '222222222222' }));
    expect(entries(client)).toEqual(['localKms - serialize']);
    const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
    expect(KeyMetadata?.AWSAccountId).toBe('222222222222');
  });

  it.each([
    ['by name', (client: KMSClient) => client.middlewareStack.remove('localKms')],
    ['by tag', (client: KMSClient) => client.middlewareStack.removeByTag('LOCAL_KMS')],
  ])('is removed %s, and the stack is as the SDK made it', (_, remove) => {
    const client = clientOf();
    expect(remove(client)).toBe(true);
    expect(client.middlewareStack.identify()).toEqual(new KMSClient({}).middlewareStack.identify());
  });

  it('goes with a clone of the stack', async () => {
    const clone = clientOf().middlewareStack.clone();
    const command = new ListKeysCommand({});
    const config = new KMSClient({ region: 'us-east-1' }).config;
    const { output } = await command.resolveMiddleware(clone, config, {})(command);
    expect(output.Keys).toEqual([]);
  });

  it('answers on the stack of one command', async () => {
    const kms = localKms();
    const KeyId = await newKeyId(clientOf(kms));
    const command = new DescribeKeyCommand({ KeyId });
    command.middlewareStack.use(kms);
    const { KeyMetadata } = await new KMSClient({ region: 'us-east-1' }).send(command);
    expect(KeyMetadata?.KeyId).toBe(KeyId);
  });

  it('leaves the commands of other services alone', async () => {
    const seen: string[] = [];
    const sts = new STSClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
      maxAttempts: 1,
      requestHandler: {
        handle: async (request: { hostname: string }) => {
          seen.push(request.hostname);
          throw new Error('reached the network');
        },
      },
    });
    sts.middlewareStack.use(localKms() as never);
    const error = await errorOf(sts.send(new GetCallerIdentityCommand({})));
    expect(error.message).toBe('reached the network');
    expect(seen).toEqual(['sts.us-east-1.amazonaws.com']);
  });
});

describe('buffers', () => {
  it('may be overwritten by the caller as soon as send() has returned or resolved', async () => {
    const client = clientOf();
    const KeyId = await newKeyId(client);
    const Plaintext = new Uint8Array(SECRET);
    const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext }));
    Plaintext.fill(0);
    const kept = new Uint8Array(CiphertextBlob as Uint8Array);
    (CiphertextBlob as Uint8Array).fill(0);
    const one = await client.send(new DecryptCommand({ CiphertextBlob: kept }));
    (one.Plaintext as Uint8Array).fill(0);
    const two = await client.send(new DecryptCommand({ CiphertextBlob: kept }));
    expect(text(two.Plaintext)).toBe('secret');
  });

  it('are plain Uint8Arrays', async () => {
    const client = clientOf();
    const KeyId = await newKeyId(client);
    const { Plaintext, CiphertextBlob } = await client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
    for (const blob of [Plaintext, CiphertextBlob]) {
      expect(Object.getPrototypeOf(blob)).toBe(Uint8Array.prototype);
      expect(blob?.byteLength).toBe(blob?.buffer.byteLength);
    }
  });
});
