import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { HttpDoor } from '../../src/http-door/door.js';
import { type KmsServer, kmsHandler, serve } from '../../src/http-door/http.js';
import { requestListener } from '../../src/http-door/server/request-listener.js';
import { type LocalKms, localKms } from '../../src/index.js';
import { ORDERS, post } from './requests.js';

let kms: LocalKms;
let server: KmsServer;

beforeEach(async () => {
  kms = localKms(ORDERS);
  server = await serve(kms);
});

afterEach(() => server.close());

const STREAM = { accept: 'text/event-stream' };
const call = (operation: string, body: object = {}) => fetch(post(operation, body, {}, server.url));

function follow(path: string, ending = new AbortController()): Promise<Response> {
  return fetch(`${server.url}/_localkms/${path}`, { headers: STREAM, signal: ending.signal });
}

/** The text of a body until a text is in it. */
async function textUntil(reader: ReadableStreamDefaultReader<Uint8Array>, text: string): Promise<string> {
  let told = '';
  while (!told.includes(text)) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`ended after ${told}`);
    told += Buffer.from(value).toString();
  }
  return told;
}

function readerOf(response: Response): ReadableStreamDefaultReader<Uint8Array> {
  return (response.body as ReadableStream<Uint8Array>).getReader();
}

describe('events that are followed', () => {
  it('are followed for nobody where the client has gone before the answer', async () => {
    const follow = jest.fn();
    const gone = (socket: Socket) =>
      new Promise((resolve) => (socket.destroyed ? resolve(0) : socket.once('close', resolve)));
    const door: Partial<HttpDoor> = {
      async administer() {
        client.resetAndDestroy();
        await gone(accepted);
        return { status: 200, headers: {}, follow };
      },
    };
    const slow = createServer(requestListener(door as HttpDoor).listen).listen(0, '127.0.0.1');
    await once(slow, 'listening');
    const client = connect((slow.address() as AddressInfo).port, '127.0.0.1');
    const [accepted] = (await once(slow, 'connection')) as [Socket];
    client.write('GET /_localkms/calls HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await gone(accepted);
    await new Promise((resolve) => setImmediate(resolve));
    expect(follow).not.toHaveBeenCalled();
    slow.close();
    await once(slow, 'close');
  });

  it('are server-sent events, each a record in a line', async () => {
    const ending = new AbortController();
    const response = await follow('events', ending);
    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
      200,
      'text/event-stream',
      'no-store',
    ]);
    const reader = readerOf(response);
    expect(await textUntil(reader, '\n\n')).toBe(': following\n\n');
    await call('Encrypt', { KeyId: 'alias/orders', Plaintext: 'AQID' });
    const text = await textUntil(reader, '\n\n');
    const [record] = await kms.events();
    expect(text).toBe(`data: ${JSON.stringify(record)}\n\n`);
    ending.abort();
  });

  it('are those of a filter', async () => {
    const ending = new AbortController();
    const reader = readerOf(await follow('events?errorCode=NotFoundException&readOnly=true', ending));
    await call('DescribeKey', { KeyId: 'alias/orders' });
    await call('DescribeKey', { KeyId: 'alias/none' });
    const told = await textUntil(reader, 'data: ');
    expect(JSON.parse(told.slice(told.indexOf('data: ') + 6))).toMatchObject({
      eventName: 'DescribeKey',
      errorCode: 'NotFoundException',
    });
    ending.abort();
  });

  it('are also calls, with what they carry', async () => {
    const ending = new AbortController();
    const reader = readerOf(await follow('calls', ending));
    await call('Encrypt', { KeyId: 'alias/orders', Plaintext: 'AQID' });
    const told = await textUntil(reader, 'data: ');
    expect(JSON.parse(told.slice(told.indexOf('data: ') + 6))).toMatchObject({
      operation: 'Encrypt',
      input: { KeyId: 'alias/orders', Plaintext: { $base64: 'AQID' } },
    });
    ending.abort();
  });

  it.each([
    ['events?colour=red', 400, '[localkms] filter.colour: there is no such option, only eventName'],
    ['calls?operation=Encrypt', 400, '[localkms] filter.operation: calls that are followed are not filtered'],
  ])('%s are refused before they begin', async (path, status, message) => {
    const response = await follow(path);
    const { error } = (await response.json()) as { error: string };
    expect([response.status, error.slice(0, message.length)]).toEqual([status, message]);
  });

  it('are a list to those that do not follow', async () => {
    const response = await fetch(`${server.url}/_localkms/events`, { headers: { accept: 'application/json' } });
    expect(await response.json()).toEqual([]);
    const head = await fetch(`${server.url}/_localkms/events`, { method: 'HEAD', headers: STREAM });
    expect(head.headers.get('content-type')).toBe('application/json');
    const keys = await fetch(`${server.url}/_localkms/keys`, { headers: STREAM });
    expect(keys.headers.get('content-type')).toBe('application/json');
  });

  it('end with the server, without its grace', async () => {
    const reader = readerOf(await follow('events'));
    await textUntil(reader, '\n\n');
    const start = performance.now();
    await server.close();
    expect(performance.now() - start).toBeLessThan(2000);
    expect((await reader.read()).done).toBe(true);
  });

  it('are told of no more when the client has gone', async () => {
    const ending = new AbortController();
    const listeners = jest.spyOn(kms, 'on');
    await textUntil(readerOf(await follow('events', ending)), '\n\n');
    expect(listeners).toHaveBeenCalledTimes(1);
    ending.abort();
    expect((await call('ListKeys')).status).toBe(200);
    await server.close();
  });

  it('come through kmsHandler too', async () => {
    const handler = kmsHandler(kms, { adminToken: 'secret' });
    const url = 'http://kms.test/_localkms/events';
    const response = await handler(new Request(url, { headers: { ...STREAM, authorization: 'Bearer secret' } }));
    const reader = readerOf(response);
    expect(await textUntil(reader, '\n\n')).toBe(': following\n\n');
    await call('ListKeys');
    expect(await textUntil(reader, 'data: ')).toContain('"eventName":"ListKeys"');
    await reader.cancel();
    await call('ListKeys');
    expect((await handler(new Request(url, { headers: STREAM }))).status).toBe(401);
  });
});
