import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { HashConstructor } from '@smithy/types';
import { fetchRequest } from '../support/http-client.js';
import { asking, ORDERS } from './requests.js';

const AKID = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

describe('a presigned request', () => {
  const NOW = Date.parse('2026-03-01T12:00:00Z');
  const BODY = '{"KeyId":"alias/orders"}';

  beforeEach(() => {
    jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'setTimeout'] });
  });
  afterEach(() => jest.useRealTimers());

  /** Of DescribeKey, by the SDK's own signer. */
  async function presigned(expiresIn: number, headers = {}): Promise<Request> {
    const signer = new SignatureV4({
      service: 'kms',
      region: 'us-east-1',
      credentials: { accessKeyId: AKID, secretAccessKey: SECRET, sessionToken: 'a-token/+=' },
      sha256: NodeHash as unknown as HashConstructor,
    });
    const request = await signer.presign(
      {
        method: 'POST',
        protocol: 'http:',
        hostname: 'localhost',
        path: '/a%20path/',
        query: { tea: "it's (hot)" },
        headers: {
          host: 'localhost',
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'TrentService.DescribeKey',
          ...headers,
        },
        body: BODY,
      } as never,
      // It may stand in the query, where AWS does not look for it.
      { expiresIn, unhoistableHeaders: new Set(['x-amz-target']) },
    );
    return fetchRequest(request as never);
  }

  const { send } = asking(ORDERS, { credentials: { [AKID]: { secretAccessKey: SECRET, sessionToken: 'a-token/+=' } } });
  const answerTo = async (request: Request) => (await send(request)).json();

  it('is verified', async () => {
    const request = await presigned(60);
    expect(request.headers.has('authorization')).toBe(false);
    expect(await answerTo(request.clone())).toMatchObject({ KeyMetadata: { AWSAccountId: '000000000000' } });
    expect(await answerTo(new Request(request.url.replace('tea=', 'tea=x'), request.clone()))).toMatchObject({
      __type: 'InvalidSignatureException',
    });
    expect(await answerTo(new Request(request, { body: '{"KeyId":"x"}' }))).toMatchObject({
      __type: 'InvalidSignatureException',
    });
  });

  it('holds for the time that it says', async () => {
    const request = await presigned(600);
    jest.setSystemTime(NOW + 600_000);
    expect(await answerTo(request.clone())).toMatchObject({ KeyMetadata: {} });
    jest.setSystemTime(NOW + 601_000);
    expect(await answerTo(request)).toEqual({
      __type: 'InvalidSignatureException',
      message: 'Signature expired: 20260301T121000Z is now earlier than 20260301T121001Z',
    });
  });

  it('holds for a week at most', async () => {
    const request = await presigned(604_800);
    const url = request.url.replace('604800', '9999999');
    jest.setSystemTime(NOW + 604_801_000);
    expect(await answerTo(new Request(url, request))).toMatchObject({
      message: 'Signature expired: 20260308T120000Z is now earlier than 20260308T120001Z',
    });
  });

  it('without an expiry that is a number is refused', async () => {
    const request = await presigned(60);
    const url = request.url.replace('X-Amz-Expires=60', 'X-Amz-Expires=soon');
    expect(await answerTo(new Request(url, request))).toMatchObject({ __type: 'InvalidSignatureException' });
  });
});

/** SHA-256, or HMAC where it has a secret, as the SDK's signer wants it; it gives no other kinds of data. */
class NodeHash {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | Uint8Array) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }

  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest());
  }

  reset(): void {}
}
