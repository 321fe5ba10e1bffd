import { CreateKeyCommand, DescribeKeyCommand, EnableKeyRotationCommand, KMSClient } from '@aws-sdk/client-kms';
import { isKnownOperation } from '../src/engine.js';
import { localKms } from '../src/index.js';
import { COMMON_OPERATIONS } from '../src/operations/common.js';
import { RARE_OPERATION_NAMES } from '../src/operations/rare-names.js';
import { API_MODEL } from './support/api-model.js';

const mockLoads = jest.fn();

jest.mock('../src/operations/rare.js', () => {
  mockLoads();
  return jest.requireActual('../src/operations/rare.js');
});

it('knows every operation of AWS KMS by name, once', () => {
  const names = [...Object.keys(COMMON_OPERATIONS), ...RARE_OPERATION_NAMES];
  expect(names.sort()).toEqual(Object.keys(API_MODEL).sort());
  expect(names.filter(isKnownOperation)).toEqual(names);
  expect(['FlyToTheMoon', 'constructor', ''].filter(isKnownOperation)).toEqual([]);
});

it('loads rare operations at the first call of one, with no timer, and once', async () => {
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
  jest.useRealTimers();
  expect(mockLoads).toHaveBeenCalledTimes(1);
});
