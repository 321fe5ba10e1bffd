import { isKeyId } from '../../../model/arn.js';
import { LAZY_ENUMS } from '../../../model/lazy-enums.js';
import { isList, isMap, itemsOf, Unresolved, type Value } from '../values.js';
import { memberOf } from './plan.js';
import type { Expected, Place } from './references.js';

type Referred = (expression: Value, place: Place) => readonly Value[];

/** What alone can be the value of an attribute, where that is not any text. */
const EXPECTED: ReadonlyMap<string, Expected> = new Map([
  ['constraints', 'blocks'],
  ['encryption_context_equals', 'map'],
  ['encryption_context_subset', 'map'],
  ['grantee_principal', 'arn'],
  ['group', 'name'],
  ['groups', 'name'],
  ['identifiers', 'arn'],
  ['inline_policy', 'policy'],
  ['key_id', 'key'],
  ['managed_policy_arns', 'arn'],
  ['not_resources', 'arn'],
  ['operations', 'operation'],
  ['override_policy_documents', 'policy'],
  ['permissions_boundary', 'arn'],
  ['policy', 'policy'],
  ['policy_arn', 'arn'],
  ['primary_key_arn', 'arn'],
  ['resources', 'arn'],
  ['retiring_principal', 'arn'],
  ['role', 'name'],
  ['roles', 'name'],
  ['source_policy_documents', 'policy'],
  ['target_key_id', 'key'],
  ['user', 'name'],
  ['users', 'name'],
]);

export function expectedOf(attribute: string): Expected {
  return EXPECTED.get(attribute) ?? 'any';
}

/**
 * A value with what its expression refers to in the places that are only known after apply.
 *
 * @param unknown true where the value is unknown, in the shape of the value
 * @param expression what the configuration tells of it
 */
export function withReferences(
  value: Value,
  unknown: Value,
  expression: Value,
  place: Place,
  referred: Referred,
): Value {
  if (unknown === true) {
    const values = expectedIn(referred(expression, place), place);
    return values.length === 1 ? values[0] : values;
  }
  if (!holdsTrue(unknown)) return value;
  if (isList(value) && isList(unknown)) {
    if (value.some(isMap)) {
      const blocks = blocksOf(value, expression);
      return value.map((item, at) =>
        withReferences(item, unknown[at], blocks[at], { ...place, path: `${place.path}[${at}]` }, referred),
      );
    }
    return filled(
      value.filter((_, at) => unknown[at] !== true),
      value.length,
      expression,
      place,
      referred,
    );
  }
  if (isMap(value) && isMap(unknown)) {
    const names = [...new Set([...Object.keys(value), ...Object.keys(unknown)])];
    return Object.fromEntries(
      names.map((name) => {
        const at = { ...place, path: `${place.path}.${name}`, expected: expectedOf(name) };
        return [name, withReferences(value[name], unknown[name], memberOf(expression, name), at, referred)];
      }),
    );
  }
  return new Unresolved(place.path, 'it is only known after apply');
}

/** An expression may make something else of what it refers to: what cannot stand there tells that it does. */
function expectedIn(values: readonly Value[], { expected, path }: Place): readonly Value[] {
  const fits = EXPECTATIONS[expected];
  return values.map((value) =>
    value instanceof Unresolved || fits(value) ? value : new Unresolved(path, 'how it is computed is not in the plan'),
  );
}

const GRANT_OPERATIONS: ReadonlySet<string> = new Set(LAZY_ENUMS.GrantOperation);

const EXPECTATIONS: { readonly [expected in Expected]: (value: Value) => boolean } = {
  any: () => true,
  arn: (value) => typeof value === 'string' && value.startsWith('arn:'),
  key: (value) => typeof value === 'string' && (isKeyId(value) || value.startsWith('arn:')),
  name: (value) => typeof value === 'string' && !value.startsWith('arn:'),
  operation: (value) => typeof value === 'string' && GRANT_OPERATIONS.has(value),
  map: isMap,
  // No attribute is a list of blocks.
  blocks: () => false,
  policy: (value) => isMap(value) || (typeof value === 'string' && value.trimStart().startsWith('{')),
};

/** Sets and lists whose order changes nothing: what is known, then what is referred to, if that makes them whole. */
function filled(known: readonly Value[], length: number, expression: Value, place: Place, referred: Referred): Value {
  const isKnown = new Set(known);
  const others = expectedIn(referred(expression, place), place).filter((value) => !isKnown.has(value));
  if (known.length + others.length === length) return [...known, ...others];
  const [unresolved] = others.filter((value) => value instanceof Unresolved);
  return unresolved ?? new Unresolved(place.path, 'which values it has is only known after apply');
}

/** Whether something of it is only known after apply. */
export function holdsTrue(unknown: Value): boolean {
  if (isList(unknown)) return unknown.some(holdsTrue);
  return isMap(unknown) ? Object.values(unknown).some(holdsTrue) : unknown === true;
}

/** The expressions of blocks, in the order of their values: blocks of a set are in another order than in the configuration. */
function blocksOf(values: readonly Value[], expression: Value): readonly Value[] {
  const left = [...itemsOf(expression)];
  return values.map((value, at) => {
    const same =
      left.length === values.length - at && fits(left[0], value) ? 0 : left.findIndex((one) => fits(one, value));
    return same < 0 ? undefined : left.splice(same, 1)[0];
  });
}

/** Whether the constants of a block are those of a value. */
function fits(block: Value, value: Value): boolean {
  if (!isMap(block)) return false;
  return Object.entries(block).every(([name, expression]) => {
    const constant = memberOf(expression, 'constant_value');
    return constant === undefined || sorted(constant) === sorted(memberOf(value, name));
  });
}

/** Sets have no order. */
function sorted(value: Value): string {
  return JSON.stringify(isList(value) ? value.map((item) => JSON.stringify(item)).sort() : value);
}
