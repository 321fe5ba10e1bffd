import { inspect } from 'node:util';
import { EncryptCommand } from '@aws-sdk/client-kms';
import type { RecordedCall } from '../../src/bench/calls/recorded-call.js';
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

  it('takes commands as the world itself does', async () => {
    await call('Encrypt', { KeyId: 'alias/orders', Plaintext: 'AQID' });
    await call('ListKeys', {});
    const [encrypt] = await remote().calls(EncryptCommand);
    expect(encrypt?.input.Plaintext).toEqual(new Uint8Array([1, 2, 3]));
    expect(await remote().calls('Encrypt')).toEqual(kms.calls('Encrypt'));
    expect(await remote().calls({ operation: EncryptCommand, outcome: 'answered' })).toEqual(kms.calls(EncryptCommand));
    expect(await remote().calls({ operation: undefined, keyId: undefined } as never)).toHaveLength(2);
    expect(await remote().countSends(EncryptCommand)).toBe(1);
  });

  it('has a key, or tells which there are', async () => {
    expect(await remote().key('alias/orders')).toEqual(kms.key('alias/orders'));
    const message = (() => {
      try {
        return String(kms.key('alias/none'));
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(message).toContain('alias/orders');
    await expect(remote().key('alias/none')).rejects.toThrow(new Error(message));
  });

  it.each(['calls', 'events'] as const)('tells of %s as they happen', async (what) => {
    const told: object[] = [];
    const stop =
      what === 'calls'
        ? await remote().on('call', (one) => void told.push(one))
        : await remote().on('event', (one) => void told.push(one));
    await call('Encrypt', { KeyId: 'alias/orders', Plaintext: 'AQID' });
    await call('Encrypt', { KeyId: 'alias/none', Plaintext: 'AQID' });
    await waitFor(() => told.length === 2);
    // The log of the world measures on its own.
    const timeless = (list: readonly object[]) => list.map((one) => ({ ...one, duration: undefined }));
    expect(timeless(told)).toEqual(timeless(what === 'calls' ? kms.calls() : await kms.events()));
    if (what === 'calls') expect(inspect(told[0] as RecordedCall)).not.toContain('1, 2, 3');
    await stop();
    await call('ListKeys', {});
    expect(told).toHaveLength(2);
  });

  it('ends telling when the other process ends', async () => {
    const stop = await remote().on('event', () => {});
    const start = performance.now();
    await server.close();
    expect(performance.now() - start).toBeLessThan(4000);
    await stop();
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
    await remote().faults.add({
      operation: [EncryptCommand, 'ListKeys'],
      error: { name: 'KMSInternalException' },
      nth: 9,
    });
    await expect(remote().faults.assertAllMet()).rejects.toThrow(/^\[localkms\] 1 fault has struck no call:\n {2}1\. /);
    await remote().faults.clear();
    await remote().faults.assertAllMet();
    await remote().faults.add({ hang: true });
    await remote().faults.clear();
    expect((await call('ListKeys', {})).status).toBe(200);
  });

  it('takes away its own fault alone, also after a reset', async () => {
    const removeFirst = await remote().faults.add({ operation: 'ListAliases', error: 'KMSInternalException' });
    await remote().reset();
    const removeSecond = await remote().faults.add({ operation: 'ListKeys', error: 'KMSInternalException' });
    await removeFirst();
    expect(await remote().faults.pending()).toHaveLength(1);
    await remote().faults.clear();
    await removeSecond();
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

  it.each([{ $x: 'y' }, { $base64: 'AQID' }, { $$date: 'soon' }])(
    'goes back to a grant for the context %j',
    async (to) => {
      const grant = {
        KeyId: kms.key('alias/orders').KeyId,
        GranteePrincipal: ROLE,
        Operations: ['Decrypt'],
        Constraints: { EncryptionContextEquals: to },
      };
      expect((await call('CreateGrant', grant)).status).toBe(200);
      const snapshot = await remote().snapshot();
      expect(snapshot).toEqual(JSON.parse(JSON.stringify(kms.snapshot())));
      await remote().reset();
      await remote().restore(snapshot);
      expect(JSON.parse(JSON.stringify(kms.snapshot().state))).toEqual(snapshot.state);
    },
  );

  it('has what CloudTrail would have', async () => {
    await call('Encrypt', { KeyId: 'alias/orders', Plaintext: 'AQID' });
    await call('CreateKey', {});
    expect(await remote().events()).toEqual(await kms.events());
    expect(await remote().events({ readOnly: false })).toEqual(await kms.events({ eventName: 'CreateKey' }));
    expect(await remote().cloudTrail()).toEqual(await kms.cloudTrail());
    const { KeyMetadata } = await (await call('CreateKey', {})).json();
    await call('ScheduleKeyDeletion', { KeyId: KeyMetadata.KeyId, PendingWindowInDays: 7 });
    await remote().clock.advance({ days: 8 });
    await call('ListKeys', {});
    expect(await remote().eventBridge()).toMatchObject([{ 'detail-type': 'KMS CMK Deletion' }]);
    expect(await remote().eventBridge()).toEqual(await kms.eventBridge());
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

  it('tells what recorded calls say about policies', async () => {
    await remote().iam.putRole(ROLE, { policies: [] });
    const everything = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}';
    await remote().iam.putRole(ROLE, { policies: [everything] });
    await server.close();
    server = await serve(kms, { adminToken: 'secret', credentials: { test: { principal: ROLE } } });
    await call('Encrypt', { KeyId: 'alias/orders', Plaintext: 'AQID' });
    expect(await remote().access()).toEqual(await kms.access());
    const question = { principals: [ROLE], operations: ['Decrypt'], keys: ['alias/orders'] } as const;
    expect(await remote().access(question)).toEqual({ [ROLE]: { 'alias/orders': { Decrypt: true } } });
    const narrow = await remote().policies.leastPrivilege(ROLE, { requestAlias: true });
    expect(narrow).toEqual(await kms.policies.leastPrivilege(ROLE, { requestAlias: true }));
    expect(await remote().policies.coverage()).toEqual(await kms.policies.coverage());
    const without = { iam: { roles: { [ROLE]: { policies: [] } } } };
    const changed = await remote().policies.replay(without);
    expect(changed).toEqual(await kms.policies.replay(without));
    expect(String(changed[0]?.after)).toBe(changed[0]?.after.explanation);
    await expect(remote().policies.leastPrivilege(`${ROLE}s`)).rejects.toThrow(
      `[localkms] leastPrivilege: no call of ${ROLE}s that was answered is remembered`,
    );
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
});

async function waitFor(isThere: () => boolean): Promise<void> {
  for (let waited = 0; !isThere() && waited < 300; waited++) await new Promise((resolve) => setTimeout(resolve, 10));
}
