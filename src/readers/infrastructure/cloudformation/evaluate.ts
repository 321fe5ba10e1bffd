import { isList, isMap, Unresolved, type Value } from '../values.js';
import { identifierOf } from './attributes.js';
import { evaluateCondition } from './conditions.js';
import { callFunction, functionNameOf } from './functions.js';
import { pseudoParameter } from './pseudo-parameters.js';
import type { Stack } from './stack.js';

const IN_PROGRESS = Symbol('in progress');

/** Deeper than any template: a template may be 100 levels deep, and names that need each other come on top. */
const DEEPEST = 400;

/**
 * A template with all that its expressions need. Each identifier and each condition is evaluated once, so that a template
 * of any form takes linear time.
 */
export function stackOf(known: Omit<Stack, 'evaluate' | 'ref' | 'getAtt' | 'condition'>): Stack {
  const memo = new Map<string, Value | typeof IN_PROGRESS>();
  let depth = 0;

  const stack: Stack = {
    ...known,
    evaluate: (written, path) => deeper(path, () => evaluate(written, path, stack)),
    ref(name, path) {
      const pseudo = pseudoParameter(name, stack);
      if (pseudo !== undefined) return pseudo.value;
      if (Object.hasOwn(known.template.Parameters, name)) return parameter(name, path, stack);
      return once(name, path, () => ofResource(name, 'Ref', stack));
    },
    getAtt: (logicalId, attribute, path) =>
      once(`${logicalId}.${attribute}`, path, () => ofResource(logicalId, attribute, stack)),
    condition(name, path) {
      const { Conditions } = known.template;
      if (!Object.hasOwn(Conditions, name)) return new Unresolved(path, `there is no condition ${name}`);
      return once(`the condition ${name}`, path, () => evaluateCondition(Conditions[name], '', stack));
    },
  };
  return stack;

  function deeper(path: string, compute: () => Value): Value {
    if (depth >= DEEPEST) return new Unresolved(path, `it leads more than ${DEEPEST} levels deep`);
    depth++;
    try {
      return compute();
    } finally {
      depth--;
    }
  }

  function once(name: string, path: string, compute: () => Value): Value {
    let value = memo.get(name);
    if (value === IN_PROGRESS) return new Unresolved(path, `${name} depends on itself`);
    if (value === undefined) {
      memo.set(name, IN_PROGRESS);
      value = deeper(path, compute);
      memo.set(name, value);
    }
    if (!(value instanceof Unresolved)) return value;
    const reason = value.reason.startsWith(name) ? value.reason : `${name}: ${value.reason}`;
    return new Unresolved(path, reason, value.isArnOfAnotherService);
  }
}

function evaluate(written: Value, path: string, stack: Stack): Value {
  if (typeof written === 'string') return withoutDynamicReference(written, path, stack);
  if (isList(written)) {
    return written.map((item, at) => stack.evaluate(item, `${path}[${at}]`)).filter((item) => item !== undefined);
  }
  if (!isMap(written)) return written;
  const name = functionNameOf(written);
  if (name !== undefined) return callFunction(name, written, path, stack);
  const members = Object.entries(written).map(
    ([member, value]) => [member, stack.evaluate(value, `${path}.${member}`)] as const,
  );
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

/** `{{resolve:ssm:…}}`: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
function withoutDynamicReference(text: string, path: string, { values }: Stack): Value {
  const start = text.indexOf('{{resolve:');
  const end = start < 0 ? -1 : text.indexOf('}}', start);
  if (end < 0) return text;
  const name = text.slice(start + 2, end);
  const value = values.get(name);
  if (typeof value !== 'string') return new Unresolved(path, `${name} is known when it is deployed: give it in values`);
  return text.slice(0, start) + value + text.slice(end + 2);
}

function parameter(name: string, path: string, { parameters, template }: Stack): Value {
  if (parameters.has(name)) return parameters.get(name);
  const declared = template.Parameters[name];
  const type = isMap(declared) ? declared.Type : undefined;
  const store = typeof type === 'string' && type.startsWith('AWS::SSM::') ? ' what Parameter Store has for it' : ' it';
  return new Unresolved(path, `the parameter ${name} has no value: give${store} in parameters`);
}

/** Paths are told by those who ask. */
function ofResource(logicalId: string, attribute: string, stack: Stack): Value {
  const name = attribute === 'Ref' ? logicalId : `${logicalId}.${attribute}`;
  if (stack.values.has(name)) return stack.values.get(name);
  const { Resources } = stack.template;
  const resource = Object.hasOwn(Resources, logicalId) ? Resources[logicalId] : undefined;
  if (resource === undefined) return new Unresolved('', `the template has no ${logicalId}`);
  if (resource.Condition !== undefined && stack.condition(resource.Condition, '') === false) {
    return new Unresolved('', `${logicalId} is not created, its condition ${resource.Condition} is false`);
  }
  return (
    identifierOf(stack, logicalId, attribute) ??
    new Unresolved('', `that of ${resource.Type} is not known: give it in values`, isForeign(resource.Type, attribute))
  );
}

/** Attributes such as `Arn` of a bucket. Those of stacks and custom resources may be anything. */
function isForeign(type: string, attribute: string): boolean {
  const isOfAws = /^AWS::(?!KMS::|CloudFormation::|Serverless::)/.test(type);
  return isOfAws && attribute.endsWith('Arn') && !/kms|key/i.test(attribute);
}
