import {
  CreateKeyCommand,
  DescribeKeyCommand,
  DisabledException,
  DisableKeyCommand,
  EncryptCommand,
  GenerateRandomCommand,
  ListKeysCommand,
  NotFoundException,
} from '@aws-sdk/client-kms';
import { errorOf } from './support.js';
import { type Request, type Response, STEPS, watch, wholeClient, withoutAws } from './whole-support.js';

withoutAws();

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe('with wholeStack', () => {
  it('the middlewares of all steps run, on a request and a response as on the way to AWS', async () => {
    const { client, kms } = wholeClient({ region: 'eu-west-1' });
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

  it('a client needs neither Region nor credentials, and nothing leaves the process', async () => {
    const { client } = wholeClient({
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
    for (const { client } of [wholeClient({ region }), wholeClient({}, { region, keys: [] })]) {
      let hostname = '';
      watch(client, ({ request }) => {
        hostname = request?.hostname;
      });
      await client.send(new ListKeysCommand({}));
      expect(hostname).toBe(expected);
    }
  });

  it("a custom endpoint is the request's", async () => {
    const { client, kms } = wholeClient({ endpoint: 'https://kms.internal:8443/x', region: 'eu-west-1' });
    let request: Request | undefined;
    watch(client, (args) => {
      request = args.request;
    });
    await client.send(new ListKeysCommand({}));
    expect(request).toMatchObject({ hostname: 'kms.internal', port: 8443, path: '/x/' });
    expect(kms.calls()[0]?.caller.region).toBe('eu-west-1');
  });

  it('what a middleware changes counts: headers, the body of the request, the response', async () => {
    const { client, kms } = wholeClient();
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
    const { client } = wholeClient();
    watch(client, ({ request }, step) => {
      if (step === 'finalizeRequest') request.body = body as string;
    });
    const sent = client.send(new GenerateRandomCommand({ NumberOfBytes: 5 }));
    if (name === '') expect((await sent).Plaintext).toHaveLength(7);
    else expect((await errorOf(sent)).name).toBe(name);
  });

  it("an error is a response too, and becomes the program's own exception", async () => {
    const { client } = wholeClient({ region: 'us-east-1' });
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
    const { client, kms } = wholeClient();
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
    ).rejects.toBeInstanceOf(DisabledException);
  });

  it("faults go through the SDK's retry, each attempt with its request", async () => {
    const { client, kms } = wholeClient();
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
});
