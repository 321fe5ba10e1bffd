import { scopeOf } from '../../../model/arn.js';
import { DEFAULT_ACCOUNT } from '../../../options/callers.js';
import { refuse } from '../../../options/checks.js';
import { regionOfEnvironment } from '../../../runtime/environment.js';
import { type Infrastructure, infrastructureOf, noFindings } from '../infrastructure.js';
import { isMap, textOf, type Value } from '../values.js';
import { type CloudFormationOptions, checkCloudFormation, type StackSource } from './cloudformation-options.js';
import { stackOf } from './evaluate.js';
import { readStack } from './read-stack.js';
import type { Stack, Template } from './stack.js';
import { readTemplate } from './template.js';

/**
 * Reads CloudFormation templates, those of the AWS CDK too: keys, aliases, roles, users, groups and their policies, as
 * options for a world that has them before they are deployed.
 *
 * What AWS would choose by chance, key ids and names of roles, is made from the name of the stack and the logical id: always
 * the same. What the templates do not tell is never guessed: `report.unresolved` lists it, and no world starts with it.
 *
 * @param template an object, such as `Template.fromStack(stack).toJSON()`, or the text of one in JSON or YAML; or several
 *   stacks, those that export values first
 * @throws TypeError for what is no template, and for a wrong option, with its path
 *
 * @example
 * const infrastructure = fromCloudFormation(template, { accountId: '111122223333', region: 'eu-west-1' });
 * const kms = localKms({ ...infrastructure });
 * const orders = kms.as({ principal: infrastructure.arn('OrdersRole') });
 */
export function fromCloudFormation(
  template: string | object | readonly StackSource[],
  options: CloudFormationOptions = {},
): Infrastructure {
  checkCloudFormation(template, options);
  const several = Array.isArray(template);
  // What is no list is one template: checked above.
  const sources = several ? (template as readonly StackSource[]) : [{ template: template as string | object }];
  const exports = new Map<string, Value>(Object.entries(options.exports ?? {}));
  const findings = noFindings();
  const leaveOut = new Set(options.leaveOut);
  const stacks = sources.map((source, at) => {
    const path = several ? `stacks[${at}].template` : 'template';
    const stack = deployed(readTemplate(source.template, path), { ...options, ...source }, exports);
    readStack(stack, several ? `${stack.name}/` : '', leaveOut, findings);
    for (const [name, value] of exportsOf(stack)) exports.set(name, value);
    return stack;
  });
  const [{ scope } = { scope: scopeIn(options) }] = stacks;
  return infrastructureOf(findings, {
    accountId: scope.account,
    region: scope.region,
    policies: options.policies ?? {},
    exports: new Map([...exports].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))),
    evaluate: (expression) =>
      // What is no value of a template has none.
      stacks.map((stack) => textOf(stack.evaluate(expression as Value, ''))).find((text) => text !== undefined),
  });
}

function scopeIn({
  accountId = DEFAULT_ACCOUNT,
  region = regionOfEnvironment(),
}: CloudFormationOptions): Stack['scope'] {
  return scopeOf(accountId, region);
}

function deployed(template: Template, options: CloudFormationOptions, exports: ReadonlyMap<string, Value>): Stack {
  const { parameters = {}, values = {}, stackName = 'stack' } = options;
  return stackOf({
    template,
    name: stackName,
    scope: scopeIn(options),
    parameters: valuesOf(template, parameters),
    exports,
    values: new Map(Object.entries(values)),
  });
}

/** What parameters are: what is given, else their default. */
function valuesOf({ Parameters }: Template, given: NonNullable<StackSource['parameters']>): ReadonlyMap<string, Value> {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(Parameters, name));
  if (unknown !== undefined) {
    const names = Object.keys(Parameters).join(', ') || 'none';
    refuse(`options.parameters.${unknown}`, `the template has no such parameter, only ${names}`);
  }
  return new Map(
    Object.entries(Parameters).flatMap(([name, declared]): [string, Value][] => {
      const { Type, Default } = isMap(declared) ? declared : {};
      const type = textOf(Type) ?? 'String';
      // The default of a parameter of Parameter Store is a name there.
      const value = Object.hasOwn(given, name) ? given[name] : type.startsWith('AWS::SSM::') ? undefined : Default;
      return value === undefined ? [] : [[name, isListType(type) ? itemsIn(value) : (textOf(value) ?? value)]];
    }),
  );
}

function isListType(type: string): boolean {
  return type === 'CommaDelimitedList' || /List</.test(type);
}

function itemsIn(value: Value): Value {
  return typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
}

function exportsOf(stack: Stack): [string, Value][] {
  return Object.entries(stack.template.Outputs).flatMap(([name, output]): [string, Value][] => {
    const { Condition, Export, Value: value } = isMap(output) ? output : {};
    if (!isMap(Export) || (typeof Condition === 'string' && stack.condition(Condition, '') === false)) return [];
    const exported = textOf(stack.evaluate(Export.Name, ''));
    return exported === undefined ? [] : [[exported, stack.evaluate(value, `Outputs.${name}.Value`)]];
  });
}
