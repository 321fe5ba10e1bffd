import { inspect } from 'node:util';
import { connectLocalKms, type KmsServer, serve } from '../../src/http-door/http.js';
import { type LocalKms, localKms } from '../../src/index.js';
import { ORDERS, post } from './requests.js';
import '../../src/bench/jest.js';

const ROLE = 'arn:aws:iam::000000000000:role/orders';

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

  it('hides sensitive members in print, as the world itself does', async () => {
    await call('Encrypt', { KeyId: 'alias/orders', Plaintext: 'AQID' });
    const [encrypt] = await remote().calls();
    expect(encrypt?.input.Plaintext).toEqual(new Uint8Array([1, 2, 3]));
    const hidden = { KeyId: 'alias/orders', Plaintext: '***SensitiveInformation***' };
    expect(JSON.parse(JSON.stringify(encrypt)).input).toEqual(hidden);
    expect(inspect(encrypt)).not.toContain('1, 2, 3');
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

  it('has what CloudTrail would have', async () => {
    await call('Encrypt', { KeyId: 'alias/orders', Plaintext: 'AQID' });
    await call('CreateKey', {});
    expect(await remote().events()).toEqual(await kms.events());
    expect(await remote().events({ readOnly: false })).toEqual(await kms.events({ eventName: 'CreateKey' }));
    expect(await remote().cloudTrail()).toEqual(await kms.cloudTrail());
  });

  it('tells who may do what, and why', async () => {
    const question = { principal: ROLE, operation: 'Encrypt', KeyId: 'alias/orders' } as const;
    await remote().iam.putRole(ROLE, { policies: [] });
    const access = await remote().can(question);
    expect(access).toEqual(await kms.can(question));
    expect(String(access)).toBe(access.explanation);
    await call('ListKeys', {});
    const [listed] = await remote().calls();
    expect(await remote().explain(listed)).toEqual(await kms.explain(listed));
    await expect(remote().explain(new Error('of no call'))).rejects.toThrow(
      '[localkms] explain: expected an exception of a KMSClient, or one of calls(); it has no request id',
    );
    const { CiphertextBlob } = await (await call('Encrypt', { KeyId: 'alias/orders', Plaintext: 'AQID' })).json();
    const bytes = Uint8Array.from(Buffer.from(CiphertextBlob, 'base64'));
    expect((await remote().can({ operation: 'Decrypt', CiphertextBlob: bytes })).allowed).toBe(true);
  });

  it('changes IAM', async () => {
    const { iam } = remote();
    const user = 'arn:aws:iam::000000000000:user/alice';
    const policy = 'arn:aws:iam::000000000000:policy/orders';
    const document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}';
    await iam.putPolicy(policy, document);
    await iam.putRole(ROLE, { policies: [policy] });
    await iam.putUser(user, { policies: [] });
    await iam.putServiceControlPolicies('000000000000', [[document]]);
    await iam.putResourceControlPolicies('000000000000', []);
    await iam.putOrganization({ id: 'o-a1b2c3d4e5', managementAccountId: '999999999999' });
    expect(await iam.describe()).toEqual(await kms.iam.describe());
    expect(await iam.describe()).toMatchObject({
      policies: { [policy]: document },
      organization: { id: 'o-a1b2c3d4e5' },
    });
    await iam.deleteRole(ROLE);
    await iam.deleteUser(user);
    await iam.deletePolicy(policy);
    await iam.putOrganization(undefined);
    expect(await kms.iam.describe()).toMatchObject({ roles: {}, users: {}, policies: {} });
    await expect(iam.deleteRole(ROLE)).rejects.toThrow(`[localkms] deleteRole: there is no ${ROLE}`);
  });

  it('is what the matchers take', async () => {
    await call('Encrypt', { KeyId: 'alias/orders', Plaintext: 'AQID' });
    await expect(remote()).toHaveReceivedKmsCommand('Encrypt');
    await expect(remote()).toHaveReceivedKmsCommandWith('Encrypt', { KeyId: 'alias/orders' });
    await expect(remote()).toHaveReceivedKmsCommandOnce('Encrypt');
    await expect(remote()).not.toHaveReceivedKmsCommand('Decrypt');
    await expect(remote()).toAllow({ operation: 'Encrypt', KeyId: 'alias/orders' });
    await remote().iam.putRole(ROLE, { policies: [] });
    await expect(remote()).toDeny({ principal: ROLE, operation: 'Encrypt', KeyId: 'alias/orders' });
    const matched = Promise.resolve(expect(remote()).toHaveReceivedKmsCommand('Decrypt'));
    await expect(matched).rejects.toThrow(/^Expected KMS to have received Decrypt\n\nIt received:\n {2}1\. Encrypt /);
    await expect(Promise.resolve(expect(remote()).toHaveReceivedKmsCommandTimes('Encrypt', -1))).rejects.toThrow(
      '[localkms] times: expected ',
    );
  });

  it('counts for the matchers also the calls that are no longer remembered', async () => {
    await server.close();
    kms = localKms({ ...ORDERS, calls: 1 });
    server = await serve(kms, { adminToken: 'secret' });
    await call('ListKeys', {});
    await call('ListKeys', {});
    await call('ListAliases', {});
    await expect(remote()).toHaveReceivedKmsCommandTimes('ListKeys', 2);
    await expect(remote()).toHaveReceivedNthKmsCommandWith(3, 'ListAliases');
    const unknown = Promise.resolve(expect(remote()).not.toHaveReceivedKmsCommandWith('ListKeys', { Limit: 1 }));
    await expect(unknown).rejects.toThrow('2 of the calls that count are no longer remembered');
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
