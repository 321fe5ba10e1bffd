import {
  CreateKeyCommand,
  DescribeKeyCommand,
  EnableKeyRotationCommand,
  GetPublicKeyCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { isKnownOperation } from '../src/engine.js';
import { localKms } from '../src/index.js';
import { EVERYDAY } from '../src/operations/everyday.js';
import { LAZY_GROUPS } from '../src/operations/groups.js';
import { API_MODEL } from './support/api-model.js';

const mockLoads = jest.fn();

jest.mock('../src/operations/administration.js', () => {
  mockLoads('administration');
  return jest.requireActual('../src/operations/administration.js');
});

jest.mock('../src/operations/exchange.js', () => {
  mockLoads('exchange');
  return jest.requireActual('../src/operations/exchange.js');
});

jest.mock('../src/operations/signatures.js', () => {
  mockLoads('signatures');
  return jest.requireActual('../src/operations/signatures.js');
});

it('knows every operation of AWS KMS by name, once', () => {
  const names = [...Object.keys(EVERYDAY), ...Object.values(LAZY_GROUPS).flat()];
  expect(names.sort()).toEqual(Object.keys(API_MODEL).sort());
  expect(names.filter(isKnownOperation)).toEqual(names);
  expect(['FlyToTheMoon', 'constructor', ''].filter(isKnownOperation)).toEqual([]);
});

it('loads lazy operations at the first call of one, with no timer, and once', async () => {
  const client = localKms().attach(new KMSClient({ region: 'us-east-1' }));
  const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
  const KeyId = KeyMetadata?.KeyId;
  expect(mockLoads).not.toHaveBeenCalled();

  jest.useFakeTimers();
  const calls = Promise.all([
    client.send(new EnableKeyRotationCommand({ KeyId })),
    client.send(new DescribeKeyCommand({ KeyId })),
    client.send(new EnableKeyRotationCommand({ KeyId })),
  ]);
  await expect(calls).resolves.toMatchObject([{}, { KeyMetadata: { KeyId } }, {}]);
  expect(mockLoads.mock.calls).toEqual([['administration']]);

  const pair = await client.send(new CreateKeyCommand({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }));
  const publicKey = () => client.send(new GetPublicKeyCommand({ KeyId: pair.KeyMetadata?.KeyId }));
  await expect(Promise.all([publicKey(), publicKey()])).resolves.toHaveLength(2);
  jest.useRealTimers();
  expect(mockLoads.mock.calls).toEqual([['administration'], ['signatures']]);
});
