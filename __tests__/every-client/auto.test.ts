import { request } from 'node:http';
import type * as Auto from '../../src/every-client/auto.js';

type Sdk = typeof import('@aws-sdk/client-kms');

const auto: typeof Auto = require('../../src/every-client/auto');
const before: Sdk = require('@aws-sdk/client-kms');

async function newKeyId({ KMSClient, CreateKeyCommand }: Sdk): Promise<string | undefined> {
  return (await new KMSClient({}).send(new CreateKeyCommand({}))).KeyMetadata?.KeyId;
}

afterEach(() => auto.kms.reset());

describe('localkms/auto', () => {
  it('answers every client', async () => {
    const KeyId = await newKeyId(before);
    expect(auto.kms.keys().map((key) => key.KeyId)).toEqual([KeyId]);
  });

  it('starts anew with kms.reset()', () => {
    expect(auto.kms.keys()).toEqual([]);
  });

  it('answers the copies of the SDK that come after jest.resetModules()', async () => {
    jest.resetModules();
    const after: Sdk = require('@aws-sdk/client-kms');
    expect(after.KMSClient).not.toBe(before.KMSClient);
    const ids = [await newKeyId(before), await newKeyId(after)];
    expect(auto.kms.keys().map(({ KeyId }) => KeyId)).toEqual(ids);
  });

  it('and those in jest.isolateModules()', async () => {
    let isolated: Sdk | undefined;
    jest.isolateModules(() => {
      isolated = require('@aws-sdk/client-kms');
    });
    expect(isolated?.KMSClient).not.toBe(before.KMSClient);
    const KeyId = await newKeyId(isolated as Sdk);
    expect(auto.kms.key(KeyId as string).KeyId).toBe(KeyId);
  });

  it('has the same world wherever it is imported', () => {
    jest.resetModules();
    const again: typeof Auto = require('../../src/every-client/auto');
    expect(again).not.toBe(auto);
    expect(again.kms).toBe(auto.kms);
  });

  /** What comes of a request of a client that it could not reach. */
  function unreached(): Promise<string> {
    const headers = { 'X-Amz-Target': 'TrentService.ListKeys' };
    return new Promise((resolve) => {
      const sent = request('http://127.0.0.1:9/', { method: 'POST', headers });
      sent.on('error', ({ message }) => resolve(message)).end();
    });
  }

  it('refuses the calls of a client that it cannot reach', async () => {
    expect(await unreached()).toMatch(/^\[localkms\] ListKeys did not leave for 127\.0\.0\.1: /);
  });

  it('gives every copy of the SDK back to AWS', async () => {
    jest.resetModules();
    const again: typeof Auto = require('../../src/every-client/auto');
    const sdk: Sdk = require('@aws-sdk/client-kms');
    expect(Object.hasOwn(sdk.KMSClient.prototype, 'send')).toBe(true);
    again.uninstall();
    auto.uninstall();
    expect(Object.hasOwn(sdk.KMSClient.prototype, 'send')).toBe(false);
    expect(Object.hasOwn(before.KMSClient.prototype, 'send')).toBe(false);
    expect(await unreached()).toMatch(/ECONNREFUSED/);
    jest.resetModules();
    const later: Sdk = require('@aws-sdk/client-kms');
    expect(Object.hasOwn(later.KMSClient.prototype, 'send')).toBe(false);
  });
});
