import fc from 'fast-check';
import type { OperationName } from '../../src/model/operation-types.js';
import type { Shape } from '../../src/model/shapes.js';
import { OPERATIONS } from '../../src/operations/all-operations.js';
import { damaged, damagedText, junk } from './junk.js';
import { Earlier } from './odd.js';
import { policies } from './policies.js';
import type { Pool } from './pool.js';

/** The part of a declaration that tells which keys suit it. */
interface KeyUse {
  readonly member: string;
  readonly keyUsage?: string;
  readonly origins?: readonly string[];
}

/** Input members that take what outputs gave, by the name of the output's member. */
const GIVEN_BY: Readonly<Record<string, string>> = {
  AliasName: 'AliasName',
  CiphertextBlob: 'CiphertextBlob',
  CustomKeyStoreId: 'CustomKeyStoreId',
  DestinationKeyId: 'Arn',
  GrantId: 'GrantId',
  GrantToken: 'GrantToken',
  GrantTokens: 'GrantToken',
  ImportToken: 'ImportToken',
  KeyId: 'Arn',
  KeyMaterialId: 'KeyMaterialId',
  Mac: 'Mac',
  Marker: 'NextMarker',
  PublicKey: 'PublicKey',
  Signature: 'Signature',
  SourceKeyId: 'Arn',
  TargetKeyId: 'Arn',
};

/** Input of an operation: mostly nearly right, so that it gets far, and seldom right altogether. */
export function inputOf(operation: OperationName, whole: Pool): fc.Arbitrary<unknown> {
  const { input } = OPERATIONS[operation];
  const members = membersOf(input, poolFor(operation, whole));
  return fc.oneof(
    { weight: 15, arbitrary: members },
    { weight: 2, arbitrary: fc.tuple(members, junk).map(([given, more]) => ({ ...given, Unknown: more })) },
    { weight: 1, arbitrary: junk },
  );
}

/** With the keys that suit the operation named more often than the others. */
function poolFor(operation: OperationName, pool: Pool): Pool {
  const uses = OPERATIONS[operation].keys as readonly KeyUse[];
  const keyIds = uses.map(({ member, keyUsage, origins }) => {
    const suitable = pool.keys.filter(
      ({ KeyUsage, Origin }) =>
        (keyUsage === undefined || KeyUsage === keyUsage) && (origins === undefined || origins.includes(Origin)),
    );
    const arns = suitable.map(({ Arn }) => Arn);
    return [member, [...arns, ...arns, ...arns, ...arns, ...pool.texts]] as const;
  });
  return { ...pool, byMember: { ...Object.fromEntries(keyIds), ...pool.byMember } };
}

function membersOf(members: { readonly [name: string]: Shape }, pool: Pool): fc.Arbitrary<Record<string, unknown>> {
  const values = Object.entries(members).map(([name, shape]) => {
    const member = fc.oneof(
      { weight: 40, arbitrary: rightValue(name, shape, pool) },
      { weight: 2, arbitrary: nearlyRight(name, shape, pool) },
      { weight: 1, arbitrary: junk },
    );
    return [name, fc.option(member, { nil: undefined, freq: shape.required ? 40 : 1 })] as const;
  });
  return fc.record(Object.fromEntries(values));
}

function rightValue(name: string, shape: Shape, pool: Pool): fc.Arbitrary<unknown> {
  const given = GIVEN_BY[name];
  const own = ownValue(name, shape, pool);
  if (given === undefined) return own;
  const earlier = fc.tuple(fc.nat({ max: 5 }), own).map(([back, otherwise]): unknown => {
    const value = new Earlier(given, back, otherwise);
    return shape.kind === 'list' ? [value] : value;
  });
  return fc.oneof({ weight: 2, arbitrary: own }, { weight: 1, arbitrary: earlier });
}

function ownValue(name: string, shape: Shape, pool: Pool): fc.Arbitrary<unknown> {
  const own = pool.byMember[name];
  if (name === 'Policy') return fc.oneof(fc.constantFrom(...(own ?? [])), policies);
  if (own !== undefined) return fc.constantFrom(...own);
  switch (shape.kind) {
    case 'string':
      return shape.values === undefined ? fc.constantFrom(...pool.texts) : fc.constantFrom(...shape.values);
    case 'blob':
      return fc.constantFrom<unknown>(...pool.blobs, 'x');
    case 'integer':
      return fc.integer({ min: shape.min, max: shape.max });
    case 'boolean':
      return fc.boolean();
    case 'timestamp':
      return fc.date();
    case 'map':
      return fc.dictionary(fc.string({ unit: 'binary', maxLength: 5 }), fc.string({ unit: 'binary', maxLength: 5 }), {
        maxKeys: 3,
      });
    case 'list':
      return fc.array(rightValue(name, shape.member, pool), { maxLength: 3 });
    case 'structure':
      return membersOf(shape.members, pool);
  }
}

function nearlyRight(name: string, shape: Shape, pool: Pool): fc.Arbitrary<unknown> {
  return ownValue(name, shape, pool).chain((value): fc.Arbitrary<unknown> => {
    if (value instanceof Uint8Array) return damaged(value);
    if (typeof value === 'string') return damagedText(value);
    return fc.constantFrom<unknown>(...pool.texts, ...pool.blobs);
  });
}
