import { isPlainObject, kindOf, refuse } from '../../../options/checks.js';
import { readJson } from '../../document.js';
import { isMap, itemsOf, textOf, type Value } from '../values.js';

export type Json = { readonly [member: string]: Value };

/** A module that is planned, or that there is. */
export interface Module {
  /** Empty for the root module, else such as `module.keys["a"]`. */
  readonly address: string;
  /** What its configuration says; empty where only a state was read. */
  readonly configuration: Json;
  readonly parent: Module | undefined;
  /** What the parent calls it with. */
  readonly call: Json;
  /** Its own key, where it is one of several. */
  readonly key: string;
}

/** One resource, or data source; of several with one name each is one. */
export interface Instance {
  readonly address: string;
  readonly module: Module;
  readonly type: string;
  readonly isData: boolean;
  /** As in references: `[0]`, `["a"]`, or empty. */
  readonly key: string;
  readonly values: Json;
  /** What is only known after apply is true here, at its place in the values. */
  readonly unknown: Json;
  /** What its configuration says; empty where only a state was read. */
  readonly configuration: Json;
}

/** What `terraform show -json` tells of a plan or a state. */
export interface Plan {
  readonly instances: readonly Instance[];
  readonly variables: Json;
  readonly providers: Json;
}

/** A plan deeper than this is no plan. */
const DEEPEST = 200;

/** https://developer.hashicorp.com/terraform/internals/json-format */
export function readPlan(source: string | object, path: string): Plan {
  const document = typeof source === 'string' ? readJson(source, path) : copied(source, path);
  if (!isPlainObject(document)) refuse(path, `expected the JSON of a plan or a state; got ${kindOf(document)}`);
  refuseDeep(document, path);
  // Parsed JSON holds nothing but its values.
  const { planned_values, values, prior_state, configuration, resource_changes, variables } = document as Json;
  const planned = mapIn(planned_values ?? values, 'root_module');
  if (planned === undefined) {
    refuse(path, 'it has neither planned_values nor values, as the output of terraform show -json has');
  }
  const config = isMap(configuration) ? configuration : {};
  const unknown = new Map(
    itemsOf(resource_changes).map((change) => [
      textOf(memberOf(change, 'address')),
      mapIn(memberOf(change, 'change'), 'after_unknown') ?? {},
    ]),
  );
  const root: Module = {
    address: '',
    configuration: mapIn(config, 'root_module') ?? {},
    parent: undefined,
    call: {},
    key: '',
  };
  // Data sources that were read for the plan stand in the prior state alone.
  const prior = mapIn(memberOf(prior_state, 'values'), 'root_module') ?? {};
  const instances = new Map<string, Instance>();
  for (const instance of instancesIn(prior, root, unknown))
    if (instance.isData) instances.set(instance.address, instance);
  for (const instance of instancesIn(planned, root, unknown)) instances.set(instance.address, instance);
  return {
    instances: [...instances.values()],
    variables: isMap(variables) ? variables : {},
    providers: mapIn(config, 'provider_config') ?? {},
  };
}

export function memberOf(value: Value, member: string): Value {
  return isMap(value) && Object.hasOwn(value, member) ? value[member] : undefined;
}

export function mapIn(value: Value, member: string): Json | undefined {
  const found = memberOf(value, member);
  return isMap(found) ? found : undefined;
}

/** The Region of a provider: a constant, or a variable of the root module. */
export function providerRegion({ providers, variables }: Plan, key: string): string | undefined {
  const expression = mapIn(mapIn(mapIn(providers, key), 'expressions'), 'region');
  const [reference] = itemsOf(memberOf(expression, 'references'));
  const variable = mapIn(variables, textOf(reference)?.replace(/^var\./, '') ?? '');
  return textOf(memberOf(expression, 'constant_value')) ?? textOf(memberOf(variable, 'value'));
}

function instancesIn(json: Json, module: Module, unknown: ReadonlyMap<string | undefined, Json>): Instance[] {
  const configurations = new Map(
    itemsOf(module.configuration.resources).map((resource) => [textOf(memberOf(resource, 'address')), resource]),
  );
  const own = itemsOf(json.resources).flatMap((resource): Instance[] => {
    const address = textOf(memberOf(resource, 'address'));
    const type = textOf(memberOf(resource, 'type'));
    const name = textOf(memberOf(resource, 'name'));
    if (address === undefined || type === undefined || name === undefined) return [];
    const isData = memberOf(resource, 'mode') === 'data';
    const base = `${isData ? 'data.' : ''}${type}.${name}`;
    const configuration = configurations.get(base);
    return [
      {
        address,
        module,
        type,
        isData,
        key: address.slice(joinedAddress(module.address, base).length),
        values: mapIn(resource, 'values') ?? {},
        unknown: unknown.get(address) ?? {},
        configuration: isMap(configuration) ? configuration : {},
      },
    ];
  });
  const children = itemsOf(json.child_modules).flatMap((child) => {
    const address = textOf(memberOf(child, 'address')) ?? '';
    const [, name = '', key = ''] = /^module\.([^.[]+)(.*)$/s.exec(address.slice(lengthOfPrefix(module.address))) ?? [];
    const call = mapIn(mapIn(module.configuration, 'module_calls') ?? {}, name) ?? {};
    const configuration = mapIn(call, 'module') ?? {};
    return isMap(child) ? instancesIn(child, { address, configuration, parent: module, call, key }, unknown) : [];
  });
  return [...own, ...children];
}

export function joinedAddress(module: string, name: string): string {
  return module === '' ? name : `${module}.${name}`;
}

function lengthOfPrefix(module: string): number {
  return joinedAddress(module, '').length;
}

/** What is not JSON, such as a function, is no plan's; and nobody changes what was read. */
function copied(source: object, path: string): unknown {
  try {
    return JSON.parse(JSON.stringify(source) ?? 'null');
  } catch {
    refuse(path, 'this object cannot be written as JSON');
  }
}

function refuseDeep(document: unknown, path: string): void {
  let level: readonly unknown[] = [document];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) refuse(path, `it is more than ${DEEPEST} levels deep`);
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
}
