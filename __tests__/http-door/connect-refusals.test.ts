import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectLocalKms, type KmsServer, serve } from '../../src/http-door/http.js';
import { localKms } from '../../src/index.js';

let server: KmsServer;

beforeEach(async () => {
  server = await serve(localKms(), { adminToken: 'secret' });
});

afterEach(() => server.close());

const remote = () => connectLocalKms(server.url, { token: 'secret' });

describe('connectLocalKms', () => {
  it('says what the other process refuses', async () => {
    await expect(connectLocalKms(server.url).reset()).rejects.toThrow(
      '[localkms] expected the header Authorization: Bearer with the token of --admin-token',
    );
    await expect(remote().clock.set('soon')).rejects.toThrow('[localkms] ');
    await expect(connectLocalKms(server.url).on('event', () => {})).rejects.toThrow('[localkms] expected the header ');
    expect(() => connectLocalKms('localhost')).toThrow(
      new TypeError(
        '[localkms] url: expected the URL of an endpoint, such as "http://127.0.0.1:4566"; got "localhost"',
      ),
    );
  });

  it.each([
    ['options.colour: there is no such option, only token', () => connectLocalKms('http://a', { colour: 1 } as never)],
    [
      'options.token: expected text without spaces, which is not shown here',
      () => connectLocalKms('http://a', { token: 'a b' }),
    ],
    [
      'url: expected the URL of an endpoint, such as "http://127.0.0.1:4566"; got "ftp://a"',
      () => connectLocalKms('ftp://a'),
    ],
    ['url: expected the URL of an endpoint, such as "http://127.0.0.1:4566"; got 5', () => connectLocalKms(5 as never)],
  ])('refuses at once: %s', (message, act) => {
    expect(act).toThrow(new TypeError(`[localkms] ${message}`));
  });

  it.each<[string, (of: ReturnType<typeof remote>) => Promise<unknown>]>([
    [
      'operation: expected an operation of AWS KMS, such as Encrypt or EncryptCommand; got "Seal"',
      (of) => of.calls('Seal' as never),
    ],
    [
      'operation: expected an operation of AWS KMS, such as Encrypt or EncryptCommand; got "Seal"',
      (of) => of.countSends('Seal' as never),
    ],
    [
      'filter.colour: there is no such option, only operation, keyId, caller, outcome, error',
      (of) => of.calls({ colour: 1 } as never),
    ],
    [
      'filter.outcome: expected one of answered, refused, pending; got "lost"',
      (of) => of.calls({ outcome: 'lost' as never }),
    ],
    ['filter.readOnly: expected true or false; got "yes"', (of) => of.events({ readOnly: 'yes' as never })],
    ['id: expected a key id, key ARN, alias name or alias ARN; got 1', (of) => of.key(1 as never)],
    ['id: expected a key id, key ARN, alias name or alias ARN; got null', (of) => of.findKey(null as never)],
    ['event: expected one of call, event; got "key"', (of) => of.on('key' as never, () => {})],
    ['listener: expected a function; got 5', (of) => of.on('call', 5 as never)],
    ['fault: give one of error, delay and hang', (of) => of.faults.add({})],
    [
      'fault.error: another process cannot throw this very Error: give the name of an exception, or { name, message }',
      (of) => of.faults.add({ error: new Error('mine') }),
    ],
  ])('refuses before it asks: %s', async (message, act) => {
    await server.close();
    await expect(act(remote())).rejects.toThrow(new TypeError(`[localkms] ${message}`));
  });

  it('tells where nothing answers, and where something else does', async () => {
    const { url } = server;
    await server.close();
    await expect(connectLocalKms(url).keys()).rejects.toThrow(
      /^\[localkms\] http:\S+ does not answer: connect ECONNREFUSED /,
    );
    const other = createServer((_, response) => response.writeHead(404).end('<html>')).listen(0);
    await once(other, 'listening');
    const there = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    for (const ask of [() => connectLocalKms(there).findKey('a'), () => connectLocalKms(there).on('call', () => {})]) {
      await expect(ask()).rejects.toThrow(`[localkms] ${there} answers with 404, as no localkms does`);
    }
    other.close();
  });
});
