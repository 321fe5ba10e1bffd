import fc from 'fast-check';
import type { OperationName } from '../../src/model/operation.js';
import type { Shape } from '../../src/model/shapes.js';
import { OPERATIONS } from '../../src/operations/all-operations.js';
import type { AnyKeyUse } from '../../src/pipeline/steps/step.js';
import { damaged, damagedText, junk } from './junk.js';
import type { Pool } from './pool.js';

/** Input of an operation: mostly nearly right, so that it gets far, and seldom right altogether. */
export function inputOf(operation: OperationName, whole: Pool): fc.Arbitrary<unknown> {
  const { input } = OPERATIONS[operation];
  const pool = poolFor(operation, whole);
  return fc.oneof(
    { weight: 15, arbitrary: membersOf(input, pool) },
    {
      weight: 1,
      arbitrary: fc.tuple(membersOf(input, pool), junk).map(([members, more]) => ({ ...members, Unknown: more })),
    },
    { weight: 1, arbitrary: junk },
  );
}

/** With the keys that suit the operation named more often than the others. */
function poolFor(operation: OperationName, pool: Pool): Pool {
  const uses: readonly AnyKeyUse[] = OPERATIONS[operation].keys as never;
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
      { weight: 12, arbitrary: rightValue(name, shape, pool) },
      { weight: 2, arbitrary: nearlyRight(name, shape, pool) },
      { weight: 1, arbitrary: junk },
    );
    return [name, fc.option(member, { nil: undefined, freq: shape.required ? 20 : 2 })] as const;
  });
  return fc.record(Object.fromEntries(values));
}

function rightValue(name: string, shape: Shape, pool: Pool): fc.Arbitrary<unknown> {
  const own = pool.byMember[name];
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
  return rightValue(name, shape, pool).chain((value): fc.Arbitrary<unknown> => {
    if (value instanceof Uint8Array) return damaged(value);
    if (typeof value === 'string') return damagedText(value);
    return fc.constantFrom(...pool.texts, ...pool.blobs);
  });
}
