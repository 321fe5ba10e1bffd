import { isList, isMap, itemsOf, textOf, Unresolved, unresolvedIn, type Value } from '../values.js';
import { type Instance, joinedAddress, type Module, mapIn, memberOf, type Plan } from './plan.js';

/** What alone can be the value of an attribute: text of one kind, a map, blocks, or any. */
export type Expected = 'arn' | 'key' | 'name' | 'policy' | 'operation' | 'map' | 'blocks' | 'any';

/**
 * The attribute that is meant where the references name a resource alone, as those of `aws_kms_key.orders[each.key].arn`
 * do: the only one that can stand there.
 */
const MEANT: { readonly [expected in Expected]: string | undefined } = {
  arn: 'arn',
  // By key id as well as by ARN: it is the same key.
  key: 'arn',
  name: 'name',
  policy: 'json',
  operation: undefined,
  map: undefined,
  blocks: undefined,
  any: undefined,
};

/** Where an expression stands. */
export interface Place {
  readonly module: Module;
  /** The key of the resource or module that has the expression, for `each` and `count`. */
  readonly key: string;
  /** What its `for_each` goes over. */
  readonly forEach: Value;
  /** As reports call it. */
  readonly path: string;
  /** What alone can stand there. */
  readonly expected: Expected;
}

const KEY = String.raw`\[(?:\d+|"(?:[^"\\]|\\.)*")\]`;
/** Not `local.name` and the like, which no plan tells. */
const RESOURCE = new RegExp(String.raw`^((?:data\.)?[a-z]+_\w+\.[\w-]+)(${KEY})?(?:\.(\w+))?$`);
const OUTPUT = new RegExp(String.raw`^module\.([\w-]+)(${KEY})?\.([\w-]+)$`);
const VARIABLE = /^var\.([\w-]+)$/;

/** More than any plan needs: variables that refer to each other twice each would take for ever. */
const MOST_STEPS = 50_000;

/** The references of a plan's configuration, which tells of expressions only what they refer to. */
export function referencesIn(
  plan: Plan,
  values: ReadonlyMap<string, Value>,
  attribute: (instance: Instance, name: string) => Value,
) {
  const byBase = new Map<string, Instance[]>();
  for (const instance of plan.instances) {
    const base = instance.address.slice(0, instance.address.length - instance.key.length);
    byBase.set(base, [...(byBase.get(base) ?? []), instance]);
  }

  const inProgress = new Set<Value>();
  let steps = 0;

  /** All that an expression refers to: its values, in their order. */
  function referred(expression: Value, place: Place): readonly Value[] {
    if (inProgress.has(expression)) return [new Unresolved(place.path, 'its references lead back to themselves')];
    if (steps++ >= MOST_STEPS) return [new Unresolved(place.path, 'it leads through too many references')];
    inProgress.add(expression);
    try {
      return followed(expression, place);
    } finally {
      inProgress.delete(expression);
    }
  }

  function followed(expression: Value, place: Place): readonly Value[] {
    if (isMap(expression) && Object.hasOwn(expression, 'constant_value')) return itemsOf(expression.constant_value);
    const references = longest(itemsOf(memberOf(expression, 'references')).flatMap((one) => textOf(one) ?? []));
    if (references.length === 0) return [new Unresolved(place.path, 'it is only known after apply')];
    const byKey = references.some((one) => one === 'each.key' || one === 'count.index');
    return references
      .filter((one) => one !== 'each.key' && one !== 'count.index')
      .flatMap((one) => reference(one, byKey, place));
  }

  function reference(text: string, byKey: boolean, place: Place): readonly Value[] {
    const given = values.get(joinedAddress(place.module.address, text));
    if (given !== undefined) return itemsOf(given);
    const [, variable] = VARIABLE.exec(text) ?? [];
    if (variable !== undefined) return ofVariable(variable, place);
    const [, module, moduleKey = '', output] = OUTPUT.exec(text) ?? [];
    if (module !== undefined && output !== undefined) return ofOutput(module, moduleKey, output, place);
    const [, eachAttribute] = /^each\.value(?:\.(\w+))?$/.exec(text) ?? [];
    if (text.startsWith('each.value')) return ofEach(eachAttribute, place);
    const [, base, key, name] = RESOURCE.exec(text) ?? [];
    if (base !== undefined) return ofResource(base, key ?? (byKey ? place.key : undefined), name, place);
    return [notKnown(text, place)];
  }

  function ofResource(base: string, key: string | undefined, name: string | undefined, place: Place): readonly Value[] {
    const all = byBase.get(joinedAddress(place.module.address, base)) ?? [];
    const some = key === undefined ? all : all.filter((instance) => instance.key === key);
    const asked = name ?? MEANT[place.expected];
    if (some.length === 0 || asked === undefined)
      return [notKnown(asked === undefined ? base : `${base}.${asked}`, place)];
    return some.map((instance) => {
      const value = attribute(instance, asked);
      return value === undefined
        ? notKnown(`${base}${instance.key}.${asked}`, place)
        : seenFrom(place, instance.address, value);
    });
  }

  /** `each.value` of a `for_each` over resources. */
  function ofEach(name: string | undefined, place: Place): readonly Value[] {
    const over = longest(itemsOf(memberOf(place.forEach, 'references')).flatMap((one) => textOf(one) ?? []));
    const [base] = over;
    if (base === undefined || over.length > 1 || !byBase.has(joinedAddress(place.module.address, base))) {
      return [notKnown('each.value', place)];
    }
    return ofResource(base, place.key, name, place);
  }

  function ofVariable(name: string, place: Place): readonly Value[] {
    const { parent, call, key } = place.module;
    if (parent === undefined) {
      const value = memberOf(mapIn(plan.variables, name), 'value');
      return value === undefined || value === null ? [notKnown(`var.${name}`, place)] : itemsOf(value);
    }
    const expression = memberOf(mapIn(call, 'expressions'), name);
    if (expression === undefined) {
      const fallback = memberOf(mapIn(mapIn(place.module.configuration, 'variables') ?? {}, name), 'default');
      return fallback === undefined ? [notKnown(`var.${name}`, place)] : itemsOf(fallback);
    }
    return referred(expression, { ...place, module: parent, key, forEach: call.for_each_expression });
  }

  function ofOutput(name: string, key: string, output: string, place: Place): readonly Value[] {
    const call = mapIn(mapIn(place.module.configuration, 'module_calls') ?? {}, name) ?? {};
    const configuration = mapIn(call, 'module') ?? {};
    const expression = memberOf(mapIn(mapIn(configuration, 'outputs') ?? {}, output), 'expression');
    if (expression === undefined) return [notKnown(`module.${name}.${output}`, place)];
    const address = joinedAddress(place.module.address, `module.${name}${key}`);
    const module: Module = { address, configuration, parent: place.module, call, key };
    return referred(expression, { ...place, module, key: '', forEach: undefined });
  }

  return { referred };
}

function notKnown(reference: string, { path, module }: Place): Unresolved {
  const name = joinedAddress(module.address, reference);
  return new Unresolved(path, `${name} is not in the plan: give it in values`, isArnOfOthers(reference));
}

/** What is unresolved of another resource is so where that is referred to. */
function seenFrom(place: Place, address: string, value: Value): Value {
  if (value instanceof Unresolved) {
    return new Unresolved(place.path, `${address}.${value.path}: ${value.reason}`, value.isArnOfAnotherService);
  }
  if (unresolvedIn(value).length === 0) return value;
  if (isList(value)) return value.map((item) => seenFrom(place, address, item));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, seenFrom(place, address, item)]));
}

/** The ARN of a bucket is no key's, whatever it will be. */
function isArnOfOthers(reference: string): boolean {
  return /(^|\.)aws_(?!kms_|cloudformation_|ssm_|secretsmanager_)\w+\.[\w-]+(\[.*\])?\.arn$/s.test(reference);
}

/** References without those that are only the beginning of others: all of them are told. */
function longest(references: readonly string[]): readonly string[] {
  const beginnings = new Set(references.flatMap(beginningsOf));
  return references.filter((one) => !beginnings.has(one));
}

function beginningsOf(reference: string): string[] {
  return [...reference.matchAll(/[.[]/g)].map(({ index }) => reference.slice(0, index));
}
