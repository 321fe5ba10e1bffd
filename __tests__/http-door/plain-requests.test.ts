import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { httpDoor } from '../../src/http-door/door.js';
import { type PlainConnections, plainConnections } from '../../src/http-door/server/plain-connections.js';
import { plainRequest } from '../../src/http-door/server/plain-request.js';
import { requestListener } from '../../src/http-door/server/request-listener.js';
import { type LocalKms, localKms } from '../../src/index.js';
import { HEADERS, ORDERS } from './requests.js';

const LENGTH = 'Content-Length: 2';
const CLOSE = 'Connection: close';

function message(headers: readonly string[] = [LENGTH], body = '{}'): string {
  return [...HEADERS, ...headers, '', body].join('\r\n');
}

const whole = message();

/** Whole requests, each of which is answered or refused in its own way. */
const PLAIN: readonly (readonly [name: string, text: string])[] = [
  ['a call', whole],
  ['a call that ends the connection', message([LENGTH, CLOSE])],
  ['a connection that is to be kept', message([LENGTH, 'Connection: Keep-Alive'])],
  ['a header without value', message([LENGTH, 'User-Agent:'])],
  ['names in capitals', whole.replace(/^[\w-]+:/gm, (name) => name.toUpperCase())],
  ['another content type', whole.replace('json-1.1', 'json-1.0')],
  ['application/json', whole.replace('x-amz-json-1.1', 'json')],
  ['no content type', whole.replace(/Content-Type.*\r\n/, '')],
  ['no signature', whole.replace(/Authorization.*\r\n/, '')],
  ['an unknown operation', whole.replace('ListKeys', 'Tea')],
  ['no JSON', message([LENGTH], '{]')],
  ['an empty body', message(['Content-Length: 0'], '')],
  ['bytes that are no UTF-8', message([LENGTH], '\xff\xfe')],
  ['an answer beyond ASCII', message(['Content-Length: 16'], '{"KeyId":"\xc3\xa9\xe2\x82\xac"')],
  ['a foreign origin', message([LENGTH, 'Origin: http://a.example'])],
];

/** What Node's parser reads, or refuses. */
const NODES: readonly (readonly [name: string, text: string])[] = [
  ['a part of the request line', 'POST / HT'],
  ['a head without its end', whole.slice(0, whole.indexOf('\r\n\r\n') + 3)],
  ['a body that goes on', message(['Content-Length: 3'])],
  ['two requests', whole + whole],
  ['a body without a length', message([], '')],
  ['a length that is no number', message(['Content-Length: +2'])],
  ['a length twice', message([LENGTH, LENGTH])],
  ['any header twice', message([LENGTH, HEADERS[5] as string])],
  ['chunks', message(['Transfer-Encoding: chunked'], '2\r\n{}\r\n0\r\n\r\n')],
  ['a length and chunks', message([LENGTH, 'Transfer-Encoding: chunked'])],
  ['a body that waits', message([LENGTH, 'Expect: 100-continue'])],
  ['another protocol', message([LENGTH, 'Connection: upgrade', 'Upgrade: h2c'])],
  ['an upgrade alone', message([LENGTH, 'Upgrade: h2c'])],
  ['several words for the connection', message([LENGTH, 'Connection: keep-alive, close'])],
  ['no host', whole.replace('Host: localhost\r\n', '')],
  ['HTTP/1.0', whole.replace('HTTP/1.1', 'HTTP/1.0')],
  ['another method', whole.replace('POST', 'GET')],
  ['another path', whole.replace('POST / ', 'POST /_localkms/keys ')],
  ['a query', whole.replace('POST / ', 'POST /?a=b ')],
  ['an empty line first', `\r\n${whole}`],
  ['lines that end by LF', whole.replaceAll('\r\n', '\n')],
  ['a CR within a line', message([LENGTH, 'X-A: a\rb'])],
  ['an LF within a line', message([LENGTH, 'X-A: a\nb'])],
  ['a line that goes on', message(['X-A: b', ' c', LENGTH])],
  ['a control character', message([LENGTH, 'X-A: a\x01b'])],
  ['a byte beyond ASCII', message([LENGTH, 'X-A: \xe9'])],
  ['a header with tabs', message([LENGTH, 'X-A:\ta\tb\t'])],
  ['a length between tabs', message(['Content-Length:\t2\t'])],
  ['a connection to a proxy', message([LENGTH, 'Proxy-Connection: close'])],
  ['a header without colon', message([LENGTH, 'X-A'])],
  ['a header without name', message([LENGTH, ': b'])],
  ['a name with a space', message([LENGTH, 'X A: b'])],
  ['a name with a space behind', message([LENGTH, 'X-A : b'])],
  ['more headers than 8 KB', message([LENGTH, `X-A: ${'a'.repeat(8192)}`])],
];

describe('plainRequest', () => {
  it.each(PLAIN)('reads %s', (_, text) => {
    const [head = '', body = ''] = text.split('\r\n\r\n');
    const read = plainRequest(Buffer.from(text, 'latin1'));
    const lines = head.split('\r\n').slice(1);
    const headers = lines.map((line) => {
      const [, name = '', value = ''] = /^(.*?):\s*(.*?)\s*$/.exec(line) ?? [];
      return [name.toLowerCase(), value];
    });
    expect(read).toEqual({
      headers: new Map(headers as [string, string][]),
      body: Buffer.from(body, 'latin1'),
      last: /\r\nConnection: close/i.test(head),
    });
  });

  it.each(NODES)('leaves %s to Node', (_, text) => {
    expect(plainRequest(Buffer.from(text, 'latin1'))).toBeUndefined();
  });
});

const KEEP_ALIVE = 75_000;

describe('a connection', () => {
  let kms: LocalKms;
  let server: Server;
  let plain: PlainConnections;
  /** Requests that Node read. */
  let byNode: number;
  let sockets: Socket[];

  async function start(keepAlive = KEEP_ALIVE): Promise<void> {
    kms = localKms(ORDERS);
    byNode = 0;
    sockets = [];
    const door = httpDoor(kms, {});
    server = createServer(requestListener(door).listen);
    server.on('request', () => {
      byNode++;
    });
    server.keepAliveTimeout = KEEP_ALIVE;
    plain = plainConnections(server, 'connection', door, keepAlive);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    plain.cut();
    server.close();
    await once(server, 'close');
  });

  function open(): { socket: Socket; received(answers: number): Promise<string>; end(): Promise<string> } {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').setNoDelay(true);
    sockets.push(socket);
    let answered = '';
    socket.setEncoding('latin1').on('data', (data) => {
      answered += data;
    });
    return {
      socket,
      async received(answers) {
        while (answered.split('HTTP/1.1 ').length <= answers || !/\r\n\r\n./.test(answered)) await once(socket, 'data');
        return answered;
      },
      async end() {
        await once(socket, 'close');
        return answered;
      },
    };
  }

  /** But for what differs from call to call. */
  function comparable(answer: string): string {
    return answer.replace(/RequestId: .*/g, 'RequestId').replace(/Date: .*/g, 'Date');
  }

  it.each(PLAIN)('answers %s as node:http does', async (_, text) => {
    await start();
    const closing = text.replace(/Connection: .*\r\n/, '').replace('\r\n', `\r\n${CLOSE}\r\n`);
    const one = open();
    one.socket.write(closing, 'latin1');
    const answer = await one.end();
    expect(byNode).toBe(0);
    const other = open();
    // A byte that makes it Node's, and changes nothing else.
    other.socket.write(closing.replace('\r\n', '\r\nX-A: \xe9\r\n'), 'latin1');
    expect(comparable(answer)).toBe(comparable(await other.end()));
    expect(byNode).toBe(1);
    expect(answer).toMatch(/^HTTP\/1\.1 \d{3} \w/);
  });

  it('is kept, as node:http keeps it', async () => {
    await start();
    const { socket, received } = open();
    socket.write(whole);
    const first = await received(1);
    socket.write(whole);
    const two = await received(2);
    expect(byNode).toBe(0);
    expect(comparable(two)).toBe(comparable(first).repeat(2));
    socket.write(whole + whole);
    expect(comparable(await received(4))).toBe(comparable(first).repeat(4));
    expect(byNode).toBe(2);
    // From then on it is Node's.
    socket.write(whole);
    expect(comparable(await received(5))).toBe(comparable(first).repeat(5));
    expect(byNode).toBe(3);
    expect(first).toContain('\r\nConnection: keep-alive\r\nKeep-Alive: timeout=75\r\n\r\n');
  });

  it('answers in order who asks before the answer is there', async () => {
    await start();
    kms.faults.add({ operation: 'ListKeys', delay: 30, times: 1 });
    const { socket, end } = open();
    socket.write(whole);
    await calls(1);
    const second = message([LENGTH]).replace('ListKeys', 'ListAliases');
    socket.write(second.slice(0, 30));
    await new Promise((resolve) => setTimeout(resolve, 5));
    socket.write(second.slice(30));
    for (let i = 0; i < 300; i++) socket.write(whole);
    socket.write(message([LENGTH, CLOSE]));
    const answers = (await end()).match(/\{"(Keys|Aliases)"/g) ?? [];
    expect(answers.slice(0, 3)).toEqual(['{"Keys"', '{"Aliases"', '{"Keys"']);
    expect(answers).toHaveLength(303);
  });

  it.each([
    ['nothing', ''],
    ['a request', whole],
    ['half a megabyte of them', whole.repeat(1500)],
    ['more than is kept', whole.repeat(4000)],
  ])('that is closed while its answer is awaited ends the call, with %s sent ahead', async (_, ahead) => {
    await start();
    kms.faults.add({ hang: true });
    const called = new Promise((resolve) => kms.on('call', resolve));
    const { socket } = open();
    socket.write(whole);
    await calls(1);
    // A connection that is cut ends by a reset.
    socket.on('error', () => {});
    socket.write(ahead);
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
    expect(await called).toMatchObject({ operation: 'ListKeys', error: { name: 'AbortError' } });
    expect(byNode).toBe(0);
  });

  it('answers who says that nothing more comes', async () => {
    await start();
    const { socket, end } = open();
    socket.end(whole);
    expect(await end()).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  it('waits for who does not read its answers, and loses none', async () => {
    await start();
    const { socket, end } = open();
    await once(socket, 'connect');
    socket.pause();
    const asked = 6000;
    const text = message([LENGTH]).replace('ListKeys', 'ListAliases');
    for (let i = 0; i < asked; i++) {
      socket.write(text);
      if (i % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    socket.write(message([LENGTH, CLOSE]));
    socket.resume();
    expect((await end()).match(/HTTP\/1\.1 200 OK/g)).toHaveLength(asked + 1);
  });

  it('ends when it was idle for too long, not while an answer is awaited', async () => {
    await start(40);
    kms.faults.add({ operation: 'ListKeys', delay: 200, times: 1 });
    const { socket, end } = open();
    socket.write(whole);
    expect(await end()).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  it('is cut where a fault cuts it', async () => {
    await start();
    kms.faults.add({ error: 'ECONNRESET', times: 1 });
    const { socket } = open();
    const failed = once(socket, 'error');
    socket.write(whole);
    expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
    expect(byNode).toBe(0);
  });

  it('ends with its answer once the server closes, or at once where none is awaited', async () => {
    await start();
    kms.faults.add({ operation: 'ListKeys', delay: 60, times: 1 });
    const [idle, busy] = [open(), open()];
    busy.socket.write(whole);
    await calls(1);
    plain.close();
    expect(await idle.end()).toBe('');
    expect(await busy.end()).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*\r\nConnection: close\r\n\r\n\{/);
  });

  async function calls(number: number): Promise<void> {
    while (kms.calls().length < number) await new Promise((resolve) => setTimeout(resolve, 5));
  }
});
