import { KMSClient } from '@aws-sdk/client-kms';
import { STSClient } from '@aws-sdk/client-sts';
import { installLocalKms, localKms } from '../../src/index.js';

const kms = localKms();
const A_CLIENT = 'a client of the AWS SDK, such as new KMSClient({})';

describe('attach', () => {
  it.each<[string, () => unknown, string]>([
    ['nothing', () => undefined, `client is missing: expected ${A_CLIENT}`],
    ['null', () => null, `client: expected ${A_CLIENT}; got null`],
    ['an object', () => ({}), `client: expected ${A_CLIENT}; got an object`],
    ['a stack that is none', () => ({ middlewareStack: {} }), `client: expected ${A_CLIENT}; got an object`],
    [
      'a class',
      () => KMSClient,
      `client: expected ${A_CLIENT}; got the class KMSClient, for whose clients there is installLocalKms`,
    ],
    ['a client of another service', () => new STSClient({}), 'client: expected a client of KMS; got one of STS'],
  ])('refuses %s', (_what, client, message) => {
    expect(() => kms.attach(client() as never)).toThrow(new TypeError(`[localkms] ${message}`));
  });

  it.each([Object.freeze, Object.seal])('refuses a client that was given to %p', (close) => {
    expect(() => kms.attach(close(new KMSClient({})))).toThrow(
      new TypeError('[localkms] client: it is sealed or frozen: the SDK itself cannot send anything by it'),
    );
  });
});

describe('installLocalKms', () => {
  const TARGET = 'expected KMSClient, or the module that exports it';

  it.each<[string, unknown, unknown, string]>([
    ['no class', {}, kms, `target: ${TARGET}; got an object`],
    ['nothing', undefined, kms, `target is missing: ${TARGET}`],
    ['a client', new KMSClient({}), kms, `target: ${TARGET}; got an object`],
    ['a world that is none', KMSClient, {}, 'kms: expected what localKms() gave; got an object'],
    ['no world', KMSClient, undefined, 'kms is missing: expected what localKms() gave'],
  ])('refuses %s', (_what, target, world, message) => {
    const { send } = KMSClient.prototype;
    expect(() => installLocalKms(target as never, world as never)).toThrow(new TypeError(`[localkms] ${message}`));
    expect(KMSClient.prototype.send).toBe(send);
  });
});
