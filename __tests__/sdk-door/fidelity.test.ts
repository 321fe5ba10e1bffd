import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { KMS } from '@aws-sdk/client-kms';
import { scopeOf } from '../../src/model/arn.js';
import { KmsFault } from '../../src/model/fault.js';
import type { Door } from '../../src/sdk-door/door.js';
import { addToStack } from '../../src/sdk-door/middleware.js';
import { testKms } from '../support/engine.js';
import { errorOf } from './support.js';

// The judge is the SDK itself: the same client against an HTTP server that sends what AWS KMS would.

const REQUEST_ID = '7a4cbd9e-5d0f-4d0e-9d1d-2c6f4e3f1a2b';

let server: Server;
let answer: { status: number; body: string };

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(answer.status, {
        'content-type': 'application/x-amz-json-1.1',
        'x-amzn-requestid': REQUEST_ID,
      });
      response.end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

function remoteKms(): KMS {
  return new KMS({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
}

function localOf(kms: ReturnType<typeof testKms>, wholeStack: boolean): KMS {
  const client = new KMS({ region: 'us-east-1', maxAttempts: 1 });
  const door: Door = {
    world: kms.world,
    region: 'us-east-1',
    callerIn: (region) => ({ scope: scopeOf('000000000000', region), principal: 'arn:aws:iam::000000000000:root' }),
    newRequestId: () => REQUEST_ID,
    wholeStack,
    onUnhandled: 'error',
    warned: new Set(),
  };
  client.middlewareStack.use({ applyToStack: (stack) => addToStack(stack as never, door) });
  return client;
}

/** The output as AWS JSON 1.1: blobs in base64, timestamps in seconds, `$metadata` not there. */
function onTheWire(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(onTheWire);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name]) => name !== '$metadata');
  return Object.fromEntries(members.map(([name, item]) => [name, onTheWire(item)]));
}

type Operation = (client: KMS) => Promise<object>;

// Once as localkms answers by itself, once as the SDK's own middlewares carry it.
const STACKS = [
  ['short', false],
  ['whole', true],
] as const;

describe.each(STACKS)('an output of the %s stack', (_stack, wholeStack) => {
  const kms = testKms();
  const local = localOf(kms, wholeStack);
  const KeyId = 'alias/orders';

  beforeAll(async () => {
    const { KeyMetadata } = await local.createKey({ Tags: [{ TagKey: 'team', TagValue: 'orders' }] });
    await local.createAlias({ AliasName: KeyId, TargetKeyId: KeyMetadata?.KeyId });
  });

  it.each<[string, Operation]>([
    ['a blob and texts', (client) => client.encrypt({ KeyId, Plaintext: new Uint8Array(3) })],
    ['sensitive blobs', (client) => client.generateDataKey({ KeyId, KeySpec: 'AES_256' })],
    ['a structure with a date', (client) => client.describeKey({ KeyId })],
    ['a list of structures', (client) => client.listAliases({})],
    ['texts in a list', (client) => client.listKeyPolicies({ KeyId: kms.world.state.all('keys').next().value?.Arn })],
    ['nothing', (client) => client.disableKey({ KeyId: kms.world.state.all('keys').next().value?.Arn })],
  ])('of %s is what the SDK makes of the response', async (_, call) => {
    const here = await call(local);
    answer = { status: 200, body: JSON.stringify(onTheWire(here)) };
    const there = await call(remoteKms());
    expect(isDeepStrictEqual(here, there)).toBe(true);
    expect(Object.keys(here)).toEqual(Object.keys(there));
    expect(Object.keys(Object(Object(here).$metadata))).toEqual(Object.keys(Object(Object(there).$metadata)));
  });
});

describe.each(STACKS)('an error of the %s stack', (_stack, wholeStack) => {
  it.each([
    ['modelled', new KmsFault('NotFoundException', "Invalid keyId 'x'"), 'message'],
    ['modelled, without message', new KmsFault('InvalidCiphertextException'), 'message'],
    // https://github.com/localstack/localstack: its recordings of AWS have all four in the modelled, lower-case member.
    ['modelled, of what is not supported', new KmsFault('UnsupportedOperationException', 'Not here.'), 'message'],
    ['not modelled', new KmsFault('ValidationException', 'wrong'), 'message'],
    ['not modelled, with its message in capitals', new KmsFault('AccessDeniedException', 'not yours'), 'Message'],
    ['of the reader of JSON', new KmsFault('SerializationException', 'Expected list or null'), 'Message'],
    ['of the service', new KmsFault('KMSInternalException', 'oh', 500), 'message'],
    ['of another service behind it', new KmsFault('DependencyTimeoutException', 'late', 503), 'message'],
  ])('that is %s is what the SDK makes of the response', async (_, fault, member) => {
    const kms = testKms({
      world: {
        hooks: {
          before() {
            throw fault;
          },
        },
      },
    });
    answer = { status: fault.status, body: JSON.stringify({ __type: fault.name, [member]: fault.wireMessage }) };
    const here = await errorOf(localOf(kms, wholeStack).listKeys({}));
    const there = await errorOf(remoteKms().listKeys({}));
    expect(Object.getPrototypeOf(here)).toBe(Object.getPrototypeOf(there));
    expect(String(here)).toBe(String(there));
    expect(comparable(here)).toEqual(comparable(there));
  });

  /** Own properties with what they may do; not the stack, and of the response what was sent. */
  function comparable(error: Error) {
    const {
      stack: _,
      $response,
      ...own
    } = Object.getOwnPropertyDescriptors(error) as never as Record<string, PropertyDescriptor>;
    return { own, response: { ...$response, value: { statusCode: $response?.value.statusCode } } };
  }
});
