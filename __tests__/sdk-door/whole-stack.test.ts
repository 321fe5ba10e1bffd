import {
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EncryptCommand,
  GenerateRandomCommand,
  KMS,
  KMSClient,
  type KMSClientConfig,
  KMSInvalidStateException,
  ListKeysCommand,
  NotFoundException,
} from '@aws-sdk/client-kms';
import { ConfiguredRetryStrategy } from '@smithy/util-retry';
import { type LocalKms, type LocalKmsOptions, localKms } from '../../src/index.js';
import { errorOf } from './support.js';

const STEPS = ['initialize', 'serialize', 'build', 'finalizeRequest', 'deserialize'] as const;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

// What a middleware sees, by the little that these tests read.
interface Request {
  method: string;
  protocol: string;
  hostname: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}
interface Response {
  statusCode: number;
  reason: string;
  headers: Record<string, string>;
  body: Uint8Array;
}
type Args = { input: Record<string, unknown>; request: Request };
type Look = (args: Args, step: string) => void;
type Result = { response: Response; output?: unknown };
type Answered = (result: Result, step: string) => void;
type Next = (args: Partial<Args>) => Promise<Result>;

const environment = { ...process.env };

beforeEach(() => {
  // As on a machine without AWS: nothing to sign with, nowhere to go.
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  process.env.AWS_CONFIG_FILE = '/nonexistent';
  process.env.AWS_SHARED_CREDENTIALS_FILE = '/nonexistent';
});

afterAll(() => {
  process.env = environment;
});

let kms: LocalKms;
function wholeClient(config: KMSClientConfig = {}, options: LocalKmsOptions = {}): KMSClient {
  kms = localKms({ keys: [{ Alias: 'alias/orders' }], ...options, wholeStack: true });
  return kms.attach(new KMSClient({ retryStrategy: new ConfiguredRetryStrategy(3, () => 0), ...config }));
}

/** Hangs on every step of a client. */
function watch(client: KMSClient, look: Look, answered: Answered = () => {}): void {
  for (const step of STEPS) {
    client.middlewareStack.add(
      ((next: Next) => async (args: Args) => {
        look(args, step);
        const result = await next(args);
        answered(result, step);
        return result;
      }) as never,
      { step, name: `of the test in ${step}` } as never,
    );
  }
}

describe('with wholeStack', () => {
  it('the middlewares of all steps run, on a request and a response as on the way to AWS', async () => {
    const client = wholeClient({ region: 'eu-west-1' });
    await client.send(new CreateKeyCommand({}));
    const seen: string[] = [];
    let request: Request | undefined;
    let response: Response | undefined;
    watch(
      client,
      (args, step) => {
        seen.push(step);
        request = structuredClone({ ...args.request });
      },
      (result, step) => {
        seen.push(`${step} done`);
        response = result.response;
      },
    );
    const Plaintext = new TextEncoder().encode('4111');
    const keyId = kms.keys()[1]?.KeyId;
    const { CiphertextBlob, $metadata } = await client.send(new EncryptCommand({ KeyId: keyId, Plaintext }));
    expect(seen).toEqual([...STEPS, ...STEPS.map((step) => `${step} done`).reverse()]);
    expect(request).toMatchObject({
      method: 'POST',
      protocol: 'https:',
      hostname: 'kms.eu-west-1.amazonaws.com',
      path: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'content-length': '71',
        host: 'kms.eu-west-1.amazonaws.com',
        'x-amz-target': 'TrentService.Encrypt',
        'amz-sdk-request': 'attempt=1; max=3',
        'amz-sdk-invocation-id': expect.stringMatching(UUID),
        'x-amz-user-agent': expect.stringContaining('aws-sdk-js'),
      },
    });
    expect(request?.headers).not.toHaveProperty('authorization');
    expect(JSON.parse(Buffer.from(request?.body as string).toString())).toEqual({
      KeyId: keyId,
      Plaintext: 'NDExMQ==',
    });
    expect(response).toMatchObject({ statusCode: 200, reason: 'OK' });
    expect(response?.headers).toEqual({
      'x-amzn-requestid': $metadata.requestId,
      'cache-control': 'no-cache, no-store, must-revalidate, private',
      expires: '0',
      pragma: 'no-cache',
      'content-type': 'application/x-amz-json-1.1',
      'content-length': String(response?.body.length),
      date: expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/),
    });
    const { Arn } = kms.key(keyId as string);
    expect(new TextDecoder().decode(response?.body)).toBe(
      `{"CiphertextBlob":"${Buffer.from(CiphertextBlob as Uint8Array).toString('base64')}",` +
        `"EncryptionAlgorithm":"SYMMETRIC_DEFAULT","KeyId":"${Arn}"}`,
    );
    expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 });
    expect(kms.calls('Encrypt')[0]).toMatchObject({
      input: { KeyId: keyId, Plaintext },
      caller: { region: 'eu-west-1' },
    });
  });

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
    const client = wholeClient();
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

  it('a client needs neither Region nor credentials, and nothing leaves the process', async () => {
    const client = wholeClient({
      requestHandler: {
        handle() {
          throw new Error('it left');
        },
      } as never,
    });
    let hostname = '';
    watch(client, ({ request }) => {
      hostname = request?.hostname;
    });
    const { Keys } = await client.send(new ListKeysCommand({}));
    expect(Keys).toHaveLength(1);
    expect(hostname).toBe('kms.us-east-1.amazonaws.com');
  });

  it.each([
    ['eu-central-1', 'kms.eu-central-1.amazonaws.com'],
    ['cn-north-1', 'kms.cn-north-1.amazonaws.com.cn'],
    ['us-gov-west-1', 'kms.us-gov-west-1.amazonaws.com'],
    ['us-iso-east-1', 'kms.us-iso-east-1.c2s.ic.gov'],
    ['us-isob-east-1', 'kms.us-isob-east-1.sc2s.sgov.gov'],
    ['eu-isoe-west-1', 'kms.eu-isoe-west-1.cloud.adc-e.uk'],
    ['us-isof-south-1', 'kms.us-isof-south-1.csp.hci.ic.gov'],
    ['eusc-de-east-1', 'kms.eusc-de-east-1.amazonaws.eu'],
  ])('a request for %s goes to %s, whether the client or an option names the Region', async (region, expected) => {
    for (const client of [wholeClient({ region }), wholeClient({}, { region, keys: [] })]) {
      let hostname = '';
      watch(client, ({ request }) => {
        hostname = request?.hostname;
      });
      await client.send(new ListKeysCommand({}));
      expect(hostname).toBe(expected);
    }
  });

  it("a custom endpoint is the request's", async () => {
    const client = wholeClient({ endpoint: 'https://kms.internal:8443/x', region: 'eu-west-1' });
    let request: Request | undefined;
    watch(client, (args) => {
      request = args.request;
    });
    await client.send(new ListKeysCommand({}));
    expect(request).toMatchObject({ hostname: 'kms.internal', port: 8443, path: '/x/' });
    expect(kms.calls()[0]?.caller.region).toBe('eu-west-1');
  });

  it('what a middleware changes counts: headers, the body of the request, the response', async () => {
    const client = wholeClient();
    const headers: string[] = [];
    watch(
      client,
      ({ request }, step) => {
        if (step === 'build') {
          request.headers['x-of-the-test'] = 'yes';
          request.body = JSON.stringify({ NumberOfBytes: 7 });
        }
        if (step === 'deserialize') headers.push(request.headers['x-of-the-test'] as string);
      },
      ({ response }, step) => {
        if (step !== 'deserialize') return;
        response.headers['x-amzn-requestid'] = 'changed';
      },
    );
    const { Plaintext, $metadata } = await client.send(new GenerateRandomCommand({ NumberOfBytes: 5 }));
    expect(headers).toEqual(['yes']);
    expect(Plaintext).toHaveLength(7);
    expect($metadata.requestId).toBe('changed');
    expect(kms.calls()[0]?.input).toEqual({ NumberOfBytes: 7 });
  });

  it.each<[string, unknown, string]>([
    ['is bytes', new TextEncoder().encode('{"NumberOfBytes":7}'), ''],
    ['is gone', undefined, 'ValidationException'],
    ['is no JSON', '{', 'SerializationException'],
  ])('a body that a middleware made, which %s, is read as AWS reads it', async (_what, body, name) => {
    const client = wholeClient();
    watch(client, ({ request }, step) => {
      if (step === 'finalizeRequest') request.body = body as string;
    });
    const sent = client.send(new GenerateRandomCommand({ NumberOfBytes: 5 }));
    if (name === '') expect((await sent).Plaintext).toHaveLength(7);
    else expect((await errorOf(sent)).name).toBe(name);
  });

  it("an error is a response too, and becomes the program's own exception", async () => {
    const client = wholeClient({ region: 'us-east-1' });
    const bodies: [number, string, string][] = [];
    watch(
      client,
      () => {},
      ({ response }) => {
        bodies.push([response.statusCode, response.reason, new TextDecoder().decode(response.body)]);
      },
    );
    const error = await errorOf(client.send(new DescribeKeyCommand({ KeyId: 'alias/none' })));
    const message = 'Alias arn:aws:kms:us-east-1:000000000000:alias/none is not found.';
    expect(error).toBeInstanceOf(NotFoundException);
    expect(error).toMatchObject({ message, $metadata: { httpStatusCode: 400, attempts: 1 } });
    // The deserializer throws: only what is nearer to AWS has seen the response.
    expect(bodies).toEqual([[400, 'Bad Request', `{"__type":"NotFoundException","message":"${message}"}`]]);
  });

  it('an operation without output has an empty body', async () => {
    const client = wholeClient();
    let body: Uint8Array | undefined;
    watch(
      client,
      () => {},
      ({ response }) => {
        body = response.body;
      },
    );
    const { $metadata, ...output } = await client.send(new DisableKeyCommand({ KeyId: kms.keys()[0]?.KeyId }));
    expect(output).toEqual({});
    expect($metadata.httpStatusCode).toBe(200);
    expect(body).toHaveLength(0);
    await expect(
      client.send(new EncryptCommand({ KeyId: 'alias/orders', Plaintext: new Uint8Array(1) })),
    ).rejects.not.toBeInstanceOf(KMSInvalidStateException);
  });

  it("faults go through the SDK's retry, each attempt with its request", async () => {
    const client = wholeClient();
    kms.faults.add({ operation: 'ListKeys', error: 'KMSInternalException', times: 1 });
    kms.faults.add({ operation: 'ListKeys', error: 'ECONNRESET', nth: 1 });
    const attempts: string[] = [];
    watch(client, ({ request }, step) => {
      if (step === 'deserialize') attempts.push(request.headers['amz-sdk-request'] as string);
    });
    const { $metadata } = await client.send(new ListKeysCommand({}));
    expect(attempts.map((line) => line.split(';')[0])).toEqual(['attempt=1', 'attempt=2']);
    expect($metadata.attempts).toBe(2);
    const calls = kms.calls();
    expect(calls.map(({ attempt, error }) => [attempt, error?.name])).toEqual([
      [1, 'KMSInternalException'],
      [2, undefined],
    ]);
    expect(calls[1]?.sendId).toBe(calls[0]?.requestId);
    expect(kms.countSends('ListKeys')).toBe(1);
  });

  it('an abort ends a call that hangs', async () => {
    const client = wholeClient();
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
    const client = wholeClient(config);
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
    kms = localKms({ wholeStack: true });
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
    const client = wholeClient({
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
    const client = wholeClient();
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
    const client = wholeClient({ region: 'eu-west-1' });
    const error = await errorOf(client.send(new DescribeKeyCommand({ KeyId: 'alias/orders' })));
    expect(error.localkmsHint).toMatch(/^\[localkms\] alias\/orders is in us-east-1 of account 000000000000/);
  });

  it('is off by default, and must be true or false', () => {
    expect(() => localKms({ wholeStack: 'yes' as never })).toThrow(
      new TypeError('[localkms] options.wholeStack: expected true or false; got "yes"'),
    );
  });
});
