import { fromTerraform, type TerraformOptions } from '../../../../src/readers/infrastructure.js';

/** A resource of a plan, in few words. */
export interface Planned {
  readonly values?: object;
  /** What is only known after apply. */
  readonly unknown?: object;
  /** What its configuration says. */
  readonly expressions?: object;
  readonly configuration?: object;
}

type Resources = Readonly<Record<string, Planned>>;

interface Modules {
  readonly [name: string]: { readonly resources: Resources; readonly expressions?: object; readonly outputs?: object };
}

const ADDRESS = /^(data\.)?(\w+)\.(\w+)/;

function resourceOf(address: string, prefix: string, { values = {} }: Planned) {
  const [, data, type, name] = ADDRESS.exec(address) ?? [];
  return { address: prefix + address, mode: data === undefined ? 'managed' : 'data', type, name, values };
}

function configurationOf(address: string, { expressions = {}, configuration = {} }: Planned) {
  const [base] = ADDRESS.exec(address) ?? [];
  return { address: base, provider_config_key: 'aws', expressions, ...configuration };
}

const mapped = <T>(resources: Resources, of: (address: string, one: Planned) => T) =>
  Object.entries(resources).map(([address, one]) => of(address, one));

/** The JSON of a plan, as `terraform show -json` writes it. */
export function plan(resources: Resources, modules: Modules = {}, more: object = {}): object {
  const changes = (prefix: string, some: Resources) =>
    mapped(some, (address, { unknown = {} }) => ({ address: prefix + address, change: { after_unknown: unknown } }));
  return {
    format_version: '1.2',
    planned_values: {
      root_module: {
        resources: mapped(resources, (address, one) => resourceOf(address, '', one)),
        child_modules: Object.entries(modules).map(([name, module]) => ({
          address: `module.${name}`,
          resources: mapped(module.resources, (address, one) => resourceOf(address, `module.${name}.`, one)),
        })),
      },
    },
    resource_changes: [
      ...changes('', resources),
      ...Object.entries(modules).flatMap(([name, module]) => changes(`module.${name}.`, module.resources)),
    ],
    configuration: {
      provider_config: { aws: { expressions: { region: { constant_value: 'eu-west-1' } } } },
      root_module: {
        resources: mapped(resources, configurationOf),
        module_calls: Object.fromEntries(
          Object.entries(modules).map(([name, { resources: own, expressions = {}, outputs = {} }]) => [
            name,
            { expressions, module: { resources: mapped(own, configurationOf), outputs } },
          ]),
        ),
      },
    },
    ...more,
  };
}

export const ACCOUNT = '111122223333';

export function read(resources: Resources, modules: Modules = {}, options: TerraformOptions = {}, more: object = {}) {
  return fromTerraform(plan(resources, modules, more), { accountId: ACCOUNT, ...options });
}

/** A key that is planned: its identifiers are only known after apply. */
export const KEY: Planned = {
  values: { customer_master_key_spec: 'SYMMETRIC_DEFAULT', key_usage: 'ENCRYPT_DECRYPT', is_enabled: true },
  unknown: { arn: true, id: true, key_id: true, policy: true, description: true, multi_region: true },
};

export function role(name: string, more: Planned = {}): Planned {
  return {
    values: { name, path: '/', ...more.values },
    unknown: { arn: true, id: true, unique_id: true, inline_policy: true, managed_policy_arns: true, ...more.unknown },
    expressions: { name: { constant_value: name }, ...more.expressions },
  };
}

/** What an expression refers to: Terraform lists each reference with its beginnings. */
export function refers(...references: string[]): object {
  const all = references.flatMap((one) => [
    one,
    ...[...one.matchAll(/[.[]/g)]
      .map(({ index }) => one.slice(0, index))
      .filter((start) => /^(data\.)?[^.]+\..|^module\../.test(start) && start !== 'data')
      .reverse(),
  ]);
  return { references: [...new Set(all)] };
}

export function refusal(use: () => unknown): string {
  try {
    use();
    return 'nothing is refused';
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return error.message;
  }
}
