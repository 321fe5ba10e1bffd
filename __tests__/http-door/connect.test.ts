import { connectLocalKms, type KmsServer, serve } from '../../src/http-door/http.js';
import { type LocalKms, localKms } from '../../src/index.js';
import { ORDERS, post } from './requests.js';

let kms: LocalKms;
let server: KmsServer;

beforeEach(async () => {
  kms = localKms({ ...ORDERS, clock: '2026-01-01T00:00:00Z' });
  server = await serve(kms, { adminToken: 'secret' });
});

afterEach(() => server.close());

const remote = () => connectLocalKms(server.url, { token: 'secret' });
const call = (operation: string, body: object) => fetch(post(operation, body, {}, server.url));

describe('connectLocalKms', () => {
  it('tells of calls and keys as the world itself does', async () => {
    await call('Encrypt', { KeyId: 'alias/orders', Plaintext: 'AQID' });
    expect(await remote().calls()).toEqual(kms.calls());
    expect(await remote().calls({ operation: 'Encrypt', caller: { region: 'eu-west-1' } })).toEqual([]);
    expect(await remote().countSends()).toBe(1);
    expect(await remote().countSends('Decrypt')).toBe(0);
    await remote().clearCalls();
    expect(kms.calls()).toEqual([]);
    expect(await remote().keys()).toEqual(kms.keys());
    expect(await remote().findKey('alias/orders')).toEqual(kms.findKey('alias/orders'));
    expect(await remote().findKey('alias/none')).toBeUndefined();
  });

  it('adds faults and takes them away', async () => {
    const remove = await remote().faults.add({ operation: 'ListKeys', error: 'KMSInternalException' });
    expect(await remote().faults.pending()).toEqual(kms.faults.pending());
    expect((await call('ListKeys', {})).status).toBe(500);
    await remove();
    expect((await call('ListKeys', {})).status).toBe(200);
    await remote().faults.add({ hang: true });
    await remote().faults.clear();
    expect((await call('ListKeys', {})).status).toBe(200);
  });

  it('sets the clock', async () => {
    await remote().clock.advance({ days: 1 });
    expect(await remote().clock.now()).toBe(Date.parse('2026-01-02T00:00:00Z'));
    await remote().clock.set(new Date('2030-01-01T00:00:00Z'));
    expect(kms.clock.now()).toBe(Date.parse('2030-01-01T00:00:00Z'));
    await remote().clock.useSystemTime();
    expect(Math.abs((await remote().clock.now()) - Date.now())).toBeLessThan(60_000);
  });

  it('takes snapshots, goes back to them and to the beginning', async () => {
    const snapshot = await remote().snapshot();
    expect(snapshot).toEqual(JSON.parse(JSON.stringify(kms.snapshot())));
    await call('CreateKey', {});
    await remote().restore(snapshot);
    expect(kms.keys()).toHaveLength(1);
    await call('CreateKey', {});
    await remote().reset();
    expect([kms.keys().length, kms.calls().length]).toEqual([1, 0]);
  });

  it('says what the other process refuses', async () => {
    await expect(connectLocalKms(server.url).reset()).rejects.toThrow(
      '[localkms] expected the header Authorization: Bearer with the token of --admin-token',
    );
    await expect(remote().clock.set('soon')).rejects.toThrow('[localkms] ');
    expect(() => connectLocalKms('localhost')).toThrow(
      new TypeError(
        '[localkms] url: expected the URL of an endpoint, such as "http://127.0.0.1:4566"; got "localhost"',
      ),
    );
  });
});
