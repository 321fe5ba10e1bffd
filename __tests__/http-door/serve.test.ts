import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { connect, type Socket } from 'node:net';
import { CreateKeyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { selfSigned } from '../../src/cli/serve/self-signed.js';
import { type KmsServer, type ServeOptions, serve } from '../../src/http-door/http.js';
import { type LocalKms, localKms } from '../../src/index.js';
import { HEADERS, ORDERS } from './requests.js';

let kms: LocalKms;
let server: KmsServer;

async function start(options: ServeOptions = {}): Promise<void> {
  kms = localKms(ORDERS);
  server = await serve(kms, options);
}

afterEach(() => server.close());

/** All that a connection answers to text, and to more text when the first answer is there. */
async function raw(...texts: string[]): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  let answered = '';
  socket.setEncoding('utf8').on('data', (data) => {
    answered += data;
  });
  const ended = once(socket, 'close');
  for (const text of texts) {
    const data = text === texts[0] ? undefined : once(socket, 'data');
    await data;
    socket.write(text);
  }
  await ended;
  return answered;
}

function message(headers: readonly string[], body = '{}'): string {
  return [...HEADERS, ...headers, '', body].join('\r\n');
}

const LENGTH = 'Content-Length: 2';
const CLOSE = 'Connection: close';
const ANSWER = /^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n\{"Keys":\[\{"KeyArn":/;

function client(options: object = {}): KMSClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new KMSClient({ region: 'us-east-1', endpoint: server.url, credentials, ...options });
}

describe('a server', () => {
  it.each([
    ['0.0.0.0', '127.0.0.1'],
    ['::', '[::1]'],
  ])('of all addresses, as %s, says where programs of this machine reach it', async (host, reached) => {
    await start({ host });
    expect(server.url).toBe(`http://${reached}:${server.port}`);
    expect((await fetch(`${server.url}/_localkms/keys`)).status).toBe(200);
  });

  it('listens where it says, and answers a client', async () => {
    await start();
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    const sdk = client();
    await expect(sdk.send(new ListKeysCommand({}))).resolves.toMatchObject({ Keys: [{}] });
    sdk.destroy();
    expect(kms.calls()).toMatchObject([{ operation: 'ListKeys', attempt: 1 }]);
  });

  it('says that its port is taken', async () => {
    await start();
    await expect(serve(kms, { port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it.each([
    [{ port: 65536 }, 'options.port: expected a whole number from 0 to 65535; got 65536'],
    [{ host: 'a b' }, 'options.host: expected an address, such as "127.0.0.1"; got "a b"'],
    [{ tls: { cert: 'x' } }, 'options.tls.key is missing'],
    [{ tls: { cert: 'x', key: 5 } }, 'options.tls.key is missing: expected PEM, as text or bytes'],
    [
      { verify: true },
      'options.verify: there is no such option, only credentials, verifySignatures, trustProxy, origins, adminToken, port, host, tls, grace',
    ],
  ])('refuses the options %j', async (options, text) => {
    await start();
    await expect(serve(kms, options as never)).rejects.toThrow(new TypeError(`[localkms] ${text}`));
  });

  it('sends the real time, whatever the clock of the world says', async () => {
    await start();
    kms.clock.set('2040-01-01T00:00:00Z');
    const [, date = ''] = /\r\nDate: (.*)\r\n/.exec(await raw(message([LENGTH, CLOSE]))) ?? [];
    expect(Math.abs(Date.parse(date) - Date.now())).toBeLessThan(60_000);
  });
});

describe('a connection', () => {
  beforeEach(() => start());

  it('takes one request after the other, and several at once', async () => {
    const three = message([LENGTH]) + message([LENGTH]) + message([LENGTH, CLOSE]);
    expect((await raw(three)).match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3);
    expect((await raw(message([LENGTH]), message([LENGTH, CLOSE]))).match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  });

  it('takes a body in chunks', async () => {
    expect(await raw(message(['Transfer-Encoding: chunked', CLOSE], '1\r\n{\r\n1\r\n}\r\n0\r\n\r\n'))).toMatch(ANSWER);
  });

  it('says that it waits for the body, to whom expects it', async () => {
    const head = [...HEADERS, LENGTH, CLOSE, 'Expect: 100-continue', '', ''].join('\r\n');
    const answered = await raw(head, '{}');
    expect(answered).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
  });

  it('of HTTP/1.0 ends with its answer', async () => {
    expect(await raw(message([LENGTH]).replace('HTTP/1.1', 'HTTP/1.0'))).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  it.each([
    ['lengths that differ', ['Content-Length: 2', 'Content-Length: 3', CLOSE]],
    ['a length and chunks', ['Content-Length: 2', 'Transfer-Encoding: chunked', CLOSE]],
    ['chunks twice encoded', ['Transfer-Encoding: chunked, identity', CLOSE]],
    ['a length that is no number', ['Content-Length: +2', CLOSE]],
    ['a header that goes on in the next line', ['X-A: b', ' c', LENGTH, CLOSE]],
    ['a header with a space before its colon', ['X-A : b', LENGTH, CLOSE]],
  ])('with %s is refused, and nothing is called', async (_, headers) => {
    expect(await raw(message(headers))).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(kms.calls()).toEqual([]);
  });

  it('with headers without end is refused', async () => {
    expect(await raw(message([`X-A: ${'a'.repeat(20_000)}`]))).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('with a body that is too long is refused, and ends', async () => {
    const much = 4 * 1024 * 1024 + 1;
    const answered = await raw(message([`Content-Length: ${2 * much}`], ' '.repeat(much)));
    expect(answered).toMatch(
      /^HTTP\/1\.1 413 [\s\S]*Connection: close\r\n[\s\S]*\{"__type":"RequestEntityTooLargeException"\}$/,
    );
  });

  it('that goes before its answer ends the call', async () => {
    kms.faults.add({ hang: true });
    const socket: Socket = connect(server.port, '127.0.0.1');
    socket.write(message([LENGTH]));
    const called = new Promise((resolve) => kms.on('call', resolve));
    while (kms.calls().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    socket.destroy();
    expect(await called).toMatchObject({ operation: 'ListKeys', error: { name: 'AbortError' } });
  });

  it('that goes within its body calls nothing', async () => {
    const socket: Socket = connect(server.port, '127.0.0.1');
    socket.write(message(['Content-Length: 9']));
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
    await once(socket, 'close');
    expect(await raw(message([LENGTH, CLOSE]))).toMatch(ANSWER);
    expect(kms.calls()).toHaveLength(1);
  });

  it('is cut where a fault cuts it', async () => {
    kms.faults.add({ error: 'ECONNRESET', times: 1 });
    const sdk = client({ maxAttempts: 1 });
    await expect(sdk.send(new ListKeysCommand({}))).rejects.toThrow('read ECONNRESET');
    sdk.destroy();
  });

  it('is cut over TLS too', async () => {
    const { cert, key } = await selfSigned('127.0.0.1');
    const secure = await serve(kms, { tls: { cert, key } });
    kms.faults.add({ error: 'ECONNRESET', times: 1 });
    const httpsAgent = new SecureAgent({ ca: cert });
    const sdk = client({ endpoint: secure.url, maxAttempts: 1, requestHandler: { httpsAgent } });
    await expect(sdk.send(new ListKeysCommand({}))).rejects.toThrow('socket hang up');
    expect((await sdk.send(new ListKeysCommand({}))).Keys).toHaveLength(1);
    sdk.destroy();
    await secure.close();
  });

  it.each([
    ['reset', () => kms.reset()],
    ['restored', () => kms.restore(kms.snapshot())],
  ])('is told that its world was %s meanwhile, and does not try again in the other one', async (_, change) => {
    const told = jest.spyOn(console, 'error').mockImplementation(() => {});
    kms.reset();
    kms.faults.add({ delay: 50, times: 1 });
    const sdk = client();
    const created = sdk.send(new CreateKeyCommand({}));
    while (kms.calls().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const before = kms.keys().length;
    change();
    await expect(created).rejects.toMatchObject({
      name: 'AbortError',
      message: '[localkms] CreateKey was under way when its world was reset or restored',
      $metadata: { httpStatusCode: 400, attempts: 1 },
    });
    sdk.destroy();
    expect(kms.keys()).toHaveLength(before);
    expect(told).not.toHaveBeenCalled();
    told.mockRestore();
  });

  it('counts the attempts that a client makes', async () => {
    kms.faults.add({ error: 'KMSInternalException', times: 2 });
    const sdk = client();
    await expect(sdk.send(new ListKeysCommand({}))).resolves.toMatchObject({ $metadata: { attempts: 3 } });
    sdk.destroy();
    expect(kms.calls().map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(new Set(kms.calls().map(({ sendId }) => sendId)).size).toBe(1);
    expect(kms.countSends()).toBe(1);
  });
});

describe('close', () => {
  it('lets calls end, and takes no more', async () => {
    await start();
    kms.faults.add({ delay: 100 });
    const agent = new Agent({ keepAlive: true });
    const headers = Object.fromEntries(HEADERS.slice(1).map((line) => line.split(/: (.*)/, 2)));
    const asked = request(server.url, { method: 'POST', headers, agent }).end('{}');
    while (kms.calls().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const closed = server.close();
    expect(server.close()).toBe(closed);
    const [response] = await once(asked, 'response');
    expect(response.statusCode).toBe(200);
    expect(response.headers.connection).toBe('close');
    response.resume();
    await closed;
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  });

  it('ends calls that do not end', async () => {
    await start({ grace: 50 });
    kms.faults.add({ hang: true });
    const sdk = client({ maxAttempts: 1 });
    const ended = new Promise((resolve) => kms.on('call', resolve));
    const called = sdk.send(new ListKeysCommand({}));
    const outcome = expect(called).rejects.toThrow('socket hang up');
    while (kms.calls().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await server.close();
    await outcome;
    expect(await ended).toMatchObject({ operation: 'ListKeys', error: { name: 'AbortError' } });
  });

  it('ends connections over TLS whose handshake does not end', async () => {
    const { cert, key } = await selfSigned('127.0.0.1');
    const secure = await serve(localKms(), { tls: { cert, key }, grace: 50 });
    const socket = connect(secure.port, '127.0.0.1');
    await once(socket, 'connect');
    const gone = once(socket, 'close');
    await secure.close();
    await gone;
  });

  it('does not wait for idle connections', async () => {
    await start();
    const sdk = client();
    await sdk.send(new ListKeysCommand({}));
    const before = performance.now();
    await server.close();
    expect(performance.now() - before).toBeLessThan(1000);
    sdk.destroy();
  });
});
