import * as sdk from '@aws-sdk/client-kms';
import { CreateKeyCommand, KMS, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { STSClient } from '@aws-sdk/client-sts';
import { installLocalKms, localKms } from '../../src/index.js';
import { errorOf } from '../sdk-door/support.js';

const send = KMSClient.prototype.send;

async function accountOf(client: KMSClient): Promise<string | undefined> {
  return (await client.send(new CreateKeyCommand({}))).KeyMetadata?.AWSAccountId;
}

describe('installLocalKms', () => {
  const uninstalls: (() => void)[] = [];
  const install: typeof installLocalKms = (target, kms) => {
    const uninstall = installLocalKms(target, kms);
    uninstalls.push(uninstall);
    return uninstall;
  };
  afterEach(() => {
    for (const uninstall of uninstalls.splice(0)) uninstall();
    expect(KMSClient.prototype.send).toBe(send);
  });

  const world = (accountId: string) => localKms({ accountId });

  it('answers clients made before and after, of KMSClient, KMS and classes made from them', async () => {
    class OwnClient extends KMS {}
    const before = new KMSClient({ region: 'eu-west-1' });
    install(KMSClient, world('111111111111'));
    const clients = [before, new KMSClient({}), new KMS({}), new OwnClient({})];
    expect(await Promise.all(clients.map(accountOf))).toEqual(Array(4).fill('111111111111'));
    expect((await new KMS({}).createKey({})).KeyMetadata?.AWSAccountId).toBe('111111111111');
  });

  it('passes on to a wrapper that was put on the class beneath afterwards', async () => {
    const beneath = Object.getPrototypeOf(KMSClient.prototype) as { send: typeof send };
    const { send: wrapped } = beneath;
    install(KMSClient, world('111111111111'));
    const seen: string[] = [];
    beneath.send = function (this: KMSClient, ...sent: unknown[]) {
      seen.push((sent[0] as object).constructor.name);
      return Reflect.apply(wrapped, this, sent);
    } as typeof send;
    try {
      expect(await accountOf(new KMSClient({}))).toBe('111111111111');
    } finally {
      beneath.send = wrapped;
    }
    expect(seen).toEqual(['CreateKeyCommand']);
  });

  it('takes the module of the SDK as well', async () => {
    install(sdk, world('111111111111'));
    expect(await accountOf(new KMSClient({}))).toBe('111111111111');
  });

  it('takes the Region off the configuration of the client', async () => {
    install(KMSClient, world('111111111111'));
    const client = new KMSClient({ region: 'eu-west-1', endpoint: 'http://localhost:4566' });
    const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
    expect(KeyMetadata?.Arn).toMatch(/^arn:aws:kms:eu-west-1:111111111111:key\//);
  });

  it('answers a client whose handlers were cached before', async () => {
    const requestHandler = { handle: () => Promise.reject(new Error('reached the network')) };
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
    const client = new KMSClient({
      region: 'eu-west-1',
      credentials,
      cacheMiddleware: true,
      maxAttempts: 1,
      requestHandler,
    });
    expect((await errorOf(client.send(new ListKeysCommand({})))).message).toBe('reached the network');
    const uninstall = install(KMSClient, localKms());
    expect((await client.send(new ListKeysCommand({}))).Keys).toEqual([]);
    uninstall();
    expect((await errorOf(client.send(new ListKeysCommand({})))).message).toBe('reached the network');
  });

  it('leaves a client its own world', async () => {
    install(KMSClient, world('111111111111'));
    const client = new KMSClient({});
    client.middlewareStack.use(world('222222222222'));
    expect(await accountOf(client)).toBe('222222222222');
  });

  it('gives way to another world, which answers clients that the first one had', async () => {
    const first = install(KMSClient, world('111111111111'));
    const client = new KMSClient({});
    expect(await accountOf(client)).toBe('111111111111');
    install(KMSClient, world('222222222222'));
    expect(await accountOf(client)).toBe('222222222222');
    first();
    expect(await accountOf(new KMSClient({}))).toBe('222222222222');
  });

  it('installs the same world once', async () => {
    const kms = localKms();
    expect(install(KMSClient, kms)).toBe(install(KMSClient, kms));
  });

  it('gives class and clients back as they were', async () => {
    const client = new KMSClient({});
    const stack = client.middlewareStack.identify();
    const uninstall = install(KMSClient, localKms());
    await accountOf(client);
    expect(client.middlewareStack.identify()).not.toEqual(stack);
    uninstall();
    uninstall();
    expect(client.middlewareStack.identify()).toEqual(stack);
    expect(Object.hasOwn(KMSClient.prototype, 'send')).toBe(false);
  });

  it('leaves the classes of other services alone', () => {
    install(KMSClient, localKms());
    expect(STSClient.prototype.send).toBe(send);
  });

  it('works under a spy', async () => {
    install(KMSClient, world('111111111111'));
    const spy = jest.spyOn(KMSClient.prototype, 'send');
    expect(await accountOf(new KMSClient({}))).toBe('111111111111');
    expect(spy).toHaveBeenCalledTimes(1);
    spy.mockRestore();
  });
});
