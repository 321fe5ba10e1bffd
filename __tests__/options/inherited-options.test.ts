import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { localKms } from '../../src/index.js';

// A library may add to Object.prototype. What it adds is no option of the world, of a caller, of iam or of a key.

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/orders`;
const OTHER = 'arn:aws:iam::444455556666:role/other';
const ENCRYPT = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'kms:Encrypt', Resource: '*' } };

const Plaintext = Buffer.from('an order');

/** The world and the caller are made while `Object.prototype` has the member; what the caller may is asked when it is gone. */
async function outcomes(name: string, value: unknown): Promise<string[]> {
  const { kms, role } = withAddition(name, value, () => {
    const kms = localKms({
      accountId: ACCOUNT,
      keys: [{ Alias: 'alias/orders' }],
      iam: { roles: { [ROLE]: { policies: [ENCRYPT] } } },
    });
    return { kms, role: kms.as({ principal: ROLE }) };
  });
  const { CiphertextBlob, KeyId = '' } = await kms
    .attach(new KMSClient({}))
    .send(new EncryptCommand({ KeyId: 'alias/orders', Plaintext }));
  const client = role.attach(new KMSClient({}));
  const outcomeOf = (sent: Promise<object>) =>
    sent.then(
      () => 'answered',
      (error: Error) => error.name,
    );
  return [
    KeyId.replace(/key.*/, ''),
    await outcomeOf(client.send(new EncryptCommand({ KeyId: 'alias/orders', Plaintext }))),
    await outcomeOf(client.send(new DecryptCommand({ CiphertextBlob }))),
    `${kms.calls().length} calls`,
  ];
}

function withAddition<T>(name: string, value: unknown, make: () => T): T {
  Object.defineProperty(Object.prototype, name, { value, enumerable: true, configurable: true, writable: true });
  try {
    return make();
  } finally {
    delete (Object.prototype as Record<string, unknown>)[name];
  }
}

describe('an addition to Object.prototype', () => {
  it.each<[string, unknown]>([
    ['extend', () => {}],
    ['accountId', '444455556666'],
    ['region', 'eu-west-1'],
    ['caller', { principal: OTHER }],
    ['aliases', () => {}],
    ['iam', { mode: 'report' }],
    ['store', {}],
    ['seeds', 'missing'],
    ['randomSeed', 'a seed'],
    ['calls', false],
    ['onUnhandled', 'passthrough'],
    ['principal', OTHER],
    ['service', 's3.amazonaws.com'],
    ['via', 's3'],
    ['sessionPolicies', [ENCRYPT]],
    ['vpcEndpoint', {}],
    ['context', { 'kms:ViaService': 'x' }],
    ['mode', 'report'],
    ['strictPrincipals', true],
    ['users', () => {}],
    ['policies', () => {}],
    ['Tags', () => {}],
    ['Grants', () => {}],
    ['KeyMaterial', () => {}],
    ['Policy', () => {}],
    ['organization', {}],
    ['tags', () => {}],
    ['permissionsBoundary', ENCRYPT],
  ])('is no option: %s', async (name, value) => {
    expect(await outcomes(name, value)).toEqual([
      `arn:aws:kms:us-east-1:${ACCOUNT}:`,
      'answered',
      'AccessDeniedException',
      '3 calls',
    ]);
  });

  it('does not let localkms start in production', () => {
    const { NODE_ENV } = process.env;
    process.env.NODE_ENV = 'production';
    try {
      expect(() => withAddition('allowInProduction', true, () => localKms())).toThrow('NODE_ENV is "production"');
    } finally {
      process.env.NODE_ENV = NODE_ENV;
    }
  });
});
