import { localKms } from '../../src/index.js';
import type { Seeds } from '../../src/options/seeds/key-seed.js';

const ROLE = 'arn:aws:iam::111122223333:role/app';

const OPTIONS = [
  'region',
  'accountId',
  'caller',
  'caller.principal',
  'caller.sessionPolicies',
  'caller.via',
  'caller.service',
  'caller.sourceArn',
  'caller.vpcEndpoint',
  'caller.vpcEndpoint.id',
  'caller.context',
  'caller.context.aws:SourceIp',
  'iam',
  'iam.roles',
  `iam.roles.${ROLE}`,
  `iam.roles.${ROLE}.policies`,
  `iam.roles.${ROLE}.policies.0`,
  `iam.roles.${ROLE}.policies.0.PolicyDocument`,
  `iam.roles.${ROLE}.policies.0.Statement`,
  `iam.roles.${ROLE}.policies.0.Statement.Action`,
  `iam.roles.${ROLE}.policies.0.Statement.Condition`,
  `iam.roles.${ROLE}.permissionsBoundary`,
  `iam.roles.${ROLE}.tags`,
  `iam.roles.${ROLE}.tags.team`,
  'iam.users',
  'iam.policies',
  'iam.policies.arn:aws:iam::111122223333:policy/keys',
  'iam.accounts',
  'iam.accounts.0',
  'iam.serviceControlPolicies',
  'iam.serviceControlPolicies.111122223333',
  'iam.serviceControlPolicies.111122223333.0',
  'iam.resourceControlPolicies.111122223333.0.0',
  'iam.organization',
  'iam.organization.id',
  'iam.organization.paths',
  'iam.strictPrincipals',
  'clock',
  'quotas',
  'quotas.keys',
  'quotas.requests',
  'quotas.requests.Decrypt',
  'keys',
  'keys.0',
  'aliases',
  'aliases.0',
  'randomSeed',
  'randomSeed.value',
  'randomSeed.outputs',
  'calls',
  'transitionDelay',
  'attestationRoot',
  'strict',
  'onUnhandled',
  'allowInProduction',
];

const KEY_MEMBERS = [
  'KeyId',
  'Alias',
  'Aliases',
  'Aliases.0',
  'Description',
  'Tags',
  'Tags.0',
  'Tags.0.TagKey',
  'Tags.0.TagValue',
  'Policy',
  'Policy.Statement',
  'KeySpec',
  'KeyUsage',
  'Origin',
  'KeyState',
  'DeletionDate',
  'MultiRegion',
  'ReplicaRegions',
  'ReplicaRegions.0',
  'ReplicaRegions.0.Region',
  'ReplicaRegions.0.Policy',
  'ReplicaRegions.0.Tags.0',
  'Region',
  'AWSAccountId',
  'CreationDate',
  'RotationPeriodInDays',
  'NextRotationDate',
  'KeyMaterial',
  'KeyMaterial.hex',
  'KeyMaterial.base64',
  'KeyMaterials',
  'KeyMaterials.0',
  'KeyMaterials.0.KeyMaterial',
  'KeyMaterials.0.RotationDate',
  'KeyMaterials.0.RotationType',
  'KeyMaterials.0.ValidTo',
  'KeyMaterials.0.KeyMaterialDescription',
  'ValidTo',
];

const ALIAS_MEMBERS = ['AliasName', 'TargetKeyId'];
const CALLER_MEMBERS = [
  'principal',
  'accountId',
  'region',
  'sessionPolicies',
  'via',
  'service',
  'sourceArn',
  'vpcEndpoint',
  'context',
];

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;

const ODD: readonly (readonly [name: string, value: unknown])[] = [
  ['undefined', undefined],
  ['null', null],
  ['no text', ''],
  ['a word', 'toString'],
  ['a lone surrogate', '\ud800'],
  ['0', 0],
  ['-1', -1],
  ['1.5', 1.5],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['the highest whole number', Number.MAX_SAFE_INTEGER],
  ['a bigint', 1n],
  ['a symbol', Symbol('odd')],
  ['true', true],
  ['a function', function odd() {}],
  ['a class', class Odd {}],
  ['an empty list', []],
  ['a list of one', [undefined]],
  ['a list with a hole', new Array(1)],
  ['an object', {}],
  ['an object without a prototype', Object.create(null)],
  ['an object with a bigint', { odd: 1n }],
  ['a cyclic object', cyclic],
  [
    'an instance',
    new (class Odd {
      odd = 1;
    })(),
  ],
  ['a date', new Date(0)],
  ['no date', new Date(Number.NaN)],
  ['a Map', new Map([['region', 'eu-west-1']])],
  ['a Set', new Set([1])],
  ['a promise', Promise.resolve({})],
  ['a Proxy', new Proxy({}, {})],
  ['an error', new Error('odd')],
  ['a regular expression', /odd/],
  ['a DataView', new DataView(new ArrayBuffer(8))],
  ['bytes', new Uint8Array(3)],
  [
    'a KeyObject that throws',
    {
      type: 'secret',
      export: () => {
        throw new Error('odd');
      },
    },
  ],
  ['a KeyObject of no type', { export: () => 5 }],
  ['a KeyObject of text', { type: 'private', export: () => 'odd' }],
  ['a JWK of no kty', { kty: undefined }],
  ['a JWK of numbers', { kty: 'EC', crv: 'P-256', d: 1 }],
  ['a JWK of nothing', { kty: 'RSA', n: '', e: '', d: '', p: '', q: '', dp: '', dq: '', qi: '' }],
  ['a JWK that is too long', { kty: 'EC', crv: 'P-256', d: 'A'.repeat(80), x: '', y: '' }],
  ['a JWK of another curve', { kty: 'OKP', crv: 'X25519', d: 'AA' }],
  ['a JWK of ML-DSA', { kty: 'AKP', alg: 'ML-DSA-44', priv: 'AA' }],
];

/** `root` with a value at `a.0.b`; what is missing on the way is made. */
function withValue(path: string, value: unknown): object {
  const root: Record<string, unknown> = {};
  const names = path.split('.');
  let at: Record<string, unknown> = root;
  for (const [index, name] of names.entries()) {
    const next = names[index + 1];
    at[name] = next === undefined ? value : next === '0' ? [] : {};
    at = at[name] as Record<string, unknown>;
  }
  return root;
}

/** Nothing, or a TypeError that begins with `[localkms]` and a path that begins so. */
function expectRefusal(root: string, run: () => unknown): void {
  let error: Error | undefined;
  try {
    run();
  } catch (thrown) {
    error = thrown as Error;
  }
  if (error === undefined) return;
  expect(error.constructor).toBe(TypeError);
  expect(error.message.slice(0, 11 + root.length)).toBe(`[localkms] ${root}`);
}

describe.each(ODD)('%s', (_, value) => {
  it('as options is taken or refused', () => {
    expectRefusal('options', () => localKms(value as object));
  });

  it.each(OPTIONS)('as option %s is taken, or refused by that name', (path) => {
    expectRefusal(`options.${path.split('.')[0]}`, () => localKms(withValue(path, value)));
  });

  it.each(KEY_MEMBERS)('as member %s of a key is taken, or refused with its path', (path) => {
    expectRefusal('options.keys[0].', () => localKms({ keys: [withValue(path, value)] } as Seeds));
  });

  it.each(ALIAS_MEMBERS)('as member %s of an alias is taken, or refused with its path', (path) => {
    expectRefusal('options.aliases[0].', () => localKms({ aliases: [withValue(path, value)] } as never));
  });

  it.each(CALLER_MEMBERS)('as %s of another caller is taken, or refused by that name', (path) => {
    expectRefusal(`as.${path}`, () => localKms().as(withValue(path, value)));
  });
});
