import { connect, type Socket } from 'node:net';
import { type KmsServer, serve } from '../../src/http-door/http.js';
import { type LocalKms, localKms } from '../../src/index.js';
import { AUTHORIZATION } from './requests.js';

let kms: LocalKms;
let server: KmsServer;
let socket: Socket;
let answered: string;

beforeEach(async () => {
  kms = localKms();
  server = await serve(kms);
  socket = connect(server.port, '127.0.0.1');
  answered = '';
  socket.setEncoding('utf8').on('data', (data) => {
    answered += data;
  });
  socket.on('error', () => {});
});

afterEach(async () => {
  socket.destroy();
  await server.close();
});

function message(operation: string, body: object = {}): string {
  const text = JSON.stringify(body);
  const headers = [
    'POST / HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/x-amz-json-1.1',
    `X-Amz-Target: TrentService.${operation}`,
    'X-Amz-Date: 20260101T000000Z',
    `Authorization: ${AUTHORIZATION}`,
    `Content-Length: ${text.length}`,
  ];
  return [...headers, '', text].join('\r\n');
}

const STREAM = 'GET /_localkms/calls HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n';

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Until the server has read what was sent, and done what it can. */
async function allRead(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe('requests that come ahead, before the first has its answer,', () => {
  it('are answered in order, though the first takes longest', async () => {
    kms.faults.add({ delay: 50, times: 1 });
    const lengths = Array.from({ length: 50 }, (_, at) => at + 1);
    socket.write(lengths.map((NumberOfBytes) => message('GenerateRandom', { NumberOfBytes })).join(''));
    await until(() => (answered.match(/"Plaintext"/g) ?? []).length === lengths.length);
    const answers = [...answered.matchAll(/"Plaintext":"([^"]+)"/g)];
    expect(answers.map(([, text = '']) => Buffer.from(text, 'base64').length)).toEqual(lengths);
  });

  it('each have an answer of their own where one is refused', async () => {
    kms.faults.add({ error: 'KMSInternalException', times: 1 });
    socket.write(message('ListKeys') + message('ListNothing') + message('ListKeys'));
    await until(() => answered.endsWith('"Truncated":false}'));
    expect(answered.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 500', 'HTTP/1.1 400', 'HTTP/1.1 200']);
  });

  it('all end where the client goes, whichever of them it waits for', async () => {
    kms.faults.add({ hang: true });
    const ended: unknown[] = [];
    kms.on('call', ({ operation, error }) => ended.push([operation, error?.name]));
    socket.write(message('ListKeys') + message('ListAliases') + message('ListGrants', { KeyId: 'a' }));
    await until(() => kms.calls().length === 3);
    socket.destroy();
    await until(() => ended.length === 3);
    expect(ended.sort()).toEqual([
      ['ListAliases', 'AbortError'],
      ['ListGrants', 'AbortError'],
      ['ListKeys', 'AbortError'],
    ]);
  });

  it('are not carried out behind an answer that cuts the connection', async () => {
    kms.faults.add({ operation: 'ListKeys', error: 'ECONNRESET' });
    socket.write(message('ListKeys') + message('CreateKey'));
    await until(() => socket.closed);
    await allRead();
    expect(kms.calls().map(({ operation }) => operation)).toEqual(['ListKeys']);
    expect(kms.keys()).toEqual([]);
  });
});

describe('what is followed behind an answer that does not come', () => {
  const stopped = jest.fn();

  beforeEach(async () => {
    stopped.mockClear();
    const { on } = kms;
    kms.on = ((...args: Parameters<typeof on>) => {
      const stop = on.call(kms, ...args);
      return () => {
        stopped();
        stop();
      };
    }) as typeof on;
  });

  it('is followed no more when the client has gone', async () => {
    kms.faults.add({ hang: true });
    socket.write(message('ListKeys') + STREAM);
    await until(() => kms.calls().length === 1);
    await allRead();
    expect(stopped).not.toHaveBeenCalled();
    socket.destroy();
    await until(() => stopped.mock.calls.length > 0);
  });

  it('is followed no more when the server closes', async () => {
    kms.faults.add({ delay: 100 });
    socket.write(message('ListKeys') + STREAM);
    await until(() => kms.calls().length === 1);
    await allRead();
    // The call ends after that, and would be told.
    await server.close();
    expect(stopped).toHaveBeenCalled();
    await until(() => socket.closed);
    expect(answered).toContain('"Keys":[]');
  });
});
