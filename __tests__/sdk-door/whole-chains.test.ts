import { DescribeKeyCommand, GenerateRandomCommand, KMS, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { localKms } from '../../src/index.js';
import { errorOf } from './support.js';
import { type Args, type Next, type Request, STEPS, watch, wholeClient, withoutAws } from './whole-support.js';

withoutAws();

describe('whole chains', () => {
  it('run in the order in which the SDK would have run them', async () => {
    const hang = (client: KMSClient, trace: string[]) => {
      const note = (name: string) =>
        ((next: Next) => (args: Args) => {
          trace.push(name);
          return next(args);
        }) as never;
      for (const toMiddleware of ['httpSigningMiddleware', 'retryMiddleware', 'serializerMiddleware', 'localKms']) {
        for (const relation of ['before', 'after'] as const) {
          const name = `${relation} ${toMiddleware}`;
          client.middlewareStack.addRelativeTo(note(name), { name, relation, toMiddleware });
        }
      }
      for (const step of STEPS) {
        for (const priority of ['low', 'high', 'normal'] as const) {
          const name = `${priority} ${step}`;
          client.middlewareStack.add(note(name), { name, step, priority } as never);
        }
      }
      return trace;
    };
    const { client } = wholeClient();
    const ran = hang(client, []);
    await client.send(new ListKeysCommand({}));
    const order = client.middlewareStack
      .concat(new ListKeysCommand({}).middlewareStack as never)
      .identify()
      .map((line) => (line.split(/: | - /)[0] as string).trim())
      .filter((name) => ran.includes(name));
    expect(ran).toHaveLength(8 + 15);
    expect(ran).toEqual(order);
  });

  it('an abort ends a call that hangs', async () => {
    const { client, kms } = wholeClient();
    await client.send(new ListKeysCommand({}));
    kms.faults.add({ operation: 'ListKeys', hang: true });
    const abort = new AbortController();
    const sent = client.send(new ListKeysCommand({}), { abortSignal: abort.signal });
    setTimeout(() => abort.abort(), 10);
    expect((await errorOf(sent)).name).toBe('AbortError');
    expect(kms.calls()[1]?.error?.name).toBe('AbortError');
  });

  it.each([
    ['cached handlers', { cacheMiddleware: true }],
    ['a Region', { region: 'eu-west-1' }],
  ])('one client answers many calls at once, with %s', async (_what, config) => {
    const { client } = wholeClient(config);
    const sizes = Array.from({ length: 20 }, (_, at) => at + 1);
    const outputs = await Promise.all(
      sizes.map((NumberOfBytes) => client.send(new GenerateRandomCommand({ NumberOfBytes }))),
    );
    expect(outputs.map(({ Plaintext }) => Plaintext?.length)).toEqual(sizes);
    expect(new Set(outputs.map(({ $metadata }) => $metadata.requestId)).size).toBe(sizes.length);
    client.destroy();
    expect((await client.send(new ListKeysCommand({}))).$metadata.httpStatusCode).toBe(200);
  });

  it('KMS, `as` and plugins by use() run it too', async () => {
    const kms = localKms({ wholeStack: true });
    const steps: string[] = [];
    const client = new KMS({});
    client.middlewareStack.use(kms.as({ accountId: '111122223333' }));
    watch(client, (_args, step) => steps.push(step));
    const { KeyMetadata } = await client.createKey({});
    expect(KeyMetadata?.AWSAccountId).toBe('111122223333');
    expect(steps).toEqual([...STEPS]);
  });

  it('the world that was attached last answers, in its own way', async () => {
    const first = localKms({ wholeStack: true });
    const second = localKms();
    const third = localKms({ wholeStack: true });
    const client = first.attach(new KMSClient({}));
    const steps: string[] = [];
    watch(client, (_args, step) => steps.push(step));
    for (const [world, ran] of [
      [first, [...STEPS]],
      [second, ['initialize']],
      [third, [...STEPS]],
    ] as const) {
      world.attach(client);
      steps.length = 0;
      await client.send(new ListKeysCommand({}));
      expect([world.countSends(), steps]).toEqual([1, ran]);
    }
    expect([first.countSends(), second.countSends(), third.countSends()]).toEqual([1, 1, 1]);
  });

  it('a client from which the plugin is removed goes to AWS again', async () => {
    const { client } = wholeClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
      maxAttempts: 1,
      requestHandler: {
        async handle({ headers }: Request) {
          throw Object.assign(new Error('it left'), { authorization: headers.authorization });
        },
      } as never,
    });
    await client.send(new ListKeysCommand({}));
    client.middlewareStack.removeByTag('LOCAL_KMS');
    const error = await errorOf(client.send(new ListKeysCommand({})));
    expect(error.message).toBe('it left');
    expect(error.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/);
  });

  it('a call whose middleware makes new arguments is answered', async () => {
    const { client, kms } = wholeClient();
    client.middlewareStack.add(
      ((next: Next) =>
        async ({ request }: Args) =>
          next({ request })) as never,
      { step: 'build' },
    );
    expect((await client.send(new GenerateRandomCommand({ NumberOfBytes: 3 }))).Plaintext).toHaveLength(3);
    expect(kms.calls()[0]).toMatchObject({ attempt: 1, input: { NumberOfBytes: 3 } });
  });

  it('what is in another Region of the world is hinted at', async () => {
    const { client } = wholeClient({ region: 'eu-west-1' });
    const error = await errorOf(client.send(new DescribeKeyCommand({ KeyId: 'alias/orders' })));
    expect(error.localkmsHint).toMatch(/^\[localkms\] alias\/orders is in us-east-1 of account 000000000000/);
  });

  it('is off by default, and must be true or false', () => {
    expect(() => localKms({ wholeStack: 'yes' as never })).toThrow(
      new TypeError('[localkms] options.wholeStack: expected true or false; got "yes"'),
    );
  });
});
