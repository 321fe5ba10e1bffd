import { toBase64 } from '../../../bytes/base64.js';
import { toUtf8 } from '../../../bytes/utf8.js';
import { isList, isMap, textOf, Unresolved, unresolvedIn, type Value } from '../values.js';
import type { Stack } from './stack.js';

/** The value of a function, whose arguments are as they are written. */
type TemplateFunction = (written: Value, path: string, stack: Stack) => Value;

/**
 * The functions of templates.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
const FUNCTIONS: Readonly<Record<string, TemplateFunction>> = {
  Ref: (written, path, stack) =>
    typeof written === 'string' ? stack.ref(written, path) : new Unresolved(path, 'expected a name'),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::If': choose,
  'Fn::FindInMap': findInMap,
  'Fn::ImportValue': importValue,
  'Fn::Base64': (written, path, stack) => onText(stack.evaluate(written, path), path, (text) => toBase64(toUtf8(text))),
  'Fn::Length': (written, path, stack) => onList(stack.evaluate(written, path), path, (list) => list.length),
  'Fn::ToJsonString': (written, path, stack) =>
    onResolved(stack.evaluate(written, path), (value) => limited(JSON.stringify(value ?? null), path)),
  'Fn::GetAZs': (_, path) => new Unresolved(path, 'the Availability Zones of an account are not known'),
  'Fn::Cidr': (_, path) => new Unresolved(path, 'blocks of IP addresses are not computed'),
  'Fn::Transform': (_, path) => new Unresolved(path, 'macros run in AWS CloudFormation alone'),
};

/** Many a policy's length: names that hold each other would grow without end. */
const LONGEST_TEXT = 1 << 18;

/** The function of an object that is a function call, else undefined. */
export function functionNameOf(written: { readonly [member: string]: Value }): string | undefined {
  return Object.keys(written).find((member) => member === 'Ref' || member.startsWith('Fn::'));
}

export function callFunction(name: string, written: { readonly [member: string]: Value }, path: string, stack: Stack) {
  if (Object.keys(written).length > 1) return new Unresolved(path, `${name} must stand alone in its object`);
  if (!Object.hasOwn(FUNCTIONS, name)) return new Unresolved(path, `${name} is no function that is known`);
  return FUNCTIONS[name]?.(written[name], `${path}.${name}`, stack);
}

function getAtt(written: Value, path: string, stack: Stack): Value {
  const dot = typeof written === 'string' ? written.indexOf('.') : -1;
  const [logicalId, attribute] =
    typeof written === 'string' && dot > 0 ? [written.slice(0, dot), written.slice(dot + 1)] : listOf(written);
  if (typeof logicalId !== 'string') return new Unresolved(path, 'expected a logical id and the name of an attribute');
  return onText(stack.evaluate(attribute, path), path, (name) => stack.getAtt(logicalId, name, path));
}

/** `${Name}`, `${Name.Attribute}`, and `${!Literal}`. */
const VARIABLE = /\$\{(!?)([^{}]*)\}/g;

function sub(written: Value, path: string, stack: Stack): Value {
  const [template, variables = {}] = isList(written) ? written : [written];
  if (typeof template !== 'string' || !isMap(variables)) {
    return new Unresolved(path, 'expected a text, or a list of a text and its variables');
  }
  const pieces: Value[] = [];
  let end = 0;
  for (const { 0: whole, 1: mark, 2: inner = '', index } of template.matchAll(VARIABLE)) {
    pieces.push(template.slice(end, index), mark === '!' ? `\${${inner}}` : variable(inner.trim()));
    end = index + whole.length;
  }
  return joined([...pieces, template.slice(end)], '', path);

  function variable(name: string): Value {
    if (Object.hasOwn(variables as object, name))
      return stack.evaluate((variables as Variables)[name], `${path}[1].${name}`);
    return name.includes('.') ? getAtt(name, path, stack) : stack.ref(name, path);
  }
}

type Variables = { readonly [name: string]: Value };

function join(written: Value, path: string, stack: Stack): Value {
  const [delimiter, items] = listOf(written);
  if (typeof delimiter !== 'string') return new Unresolved(path, 'expected a delimiter and a list');
  return onList(stack.evaluate(items, `${path}[1]`), `${path}[1]`, (list) => joined(list, delimiter, path));
}

function joined(pieces: readonly Value[], delimiter: string, path: string): Value {
  const at = pieces.findIndex((piece) => textOf(piece) === undefined);
  const piece = pieces[at];
  if (at < 0) return limited(pieces.join(delimiter), path);
  if (!(piece instanceof Unresolved)) return new Unresolved(path, 'expected a list of texts');
  // What begins with another service's ARN is no key of AWS KMS, whatever follows.
  const isFirst = pieces.slice(0, at).every((before) => before === '');
  return new Unresolved(piece.path, piece.reason, piece.isArnOfAnotherService && isFirst);
}

function limited(text: string, path: string): Value {
  return text.length <= LONGEST_TEXT
    ? text
    : new Unresolved(path, `its text is longer than ${LONGEST_TEXT} characters`);
}

function select(written: Value, path: string, stack: Stack): Value {
  const [index, items] = listOf(written);
  return onText(stack.evaluate(index, `${path}[0]`), `${path}[0]`, (at) =>
    onList(stack.evaluate(items, `${path}[1]`), `${path}[1]`, (list) => {
      if (/^\d{1,6}$/.test(at) && Number(at) < list.length) return list[Number(at)];
      return new Unresolved(path, `there is no item ${at} in a list of ${list.length}`);
    }),
  );
}

function split(written: Value, path: string, stack: Stack): Value {
  const [delimiter, source] = listOf(written);
  if (typeof delimiter !== 'string' || delimiter === '') return new Unresolved(path, 'expected a delimiter and a text');
  return onText(stack.evaluate(source, `${path}[1]`), `${path}[1]`, (text) => text.split(delimiter));
}

function choose(written: Value, path: string, stack: Stack): Value {
  const [condition, whenTrue, whenFalse] = listOf(written);
  if (typeof condition !== 'string') return new Unresolved(path, 'expected the name of a condition and two values');
  const met = stack.condition(condition, path);
  if (typeof met !== 'boolean') return met;
  return met ? stack.evaluate(whenTrue, `${path}[1]`) : stack.evaluate(whenFalse, `${path}[2]`);
}

function findInMap(written: Value, path: string, stack: Stack): Value {
  const list = listOf(written);
  const keys = list.slice(0, 3).map((key, at) => stack.evaluate(key, `${path}[${at}]`));
  const unresolved = unresolvedIn(keys)[0];
  if (unresolved !== undefined) return unresolved;
  const found = keys.reduce<Value>((map, key) => memberOf(map, textOf(key)), stack.template.Mappings);
  if (keys.length === 3 && found !== undefined) return found;
  const options = list[3];
  // Of the transform AWS::LanguageExtensions.
  if (isMap(options) && options.DefaultValue !== undefined) return stack.evaluate(options.DefaultValue, `${path}[3]`);
  return new Unresolved(path, `the mappings have no ${keys.join('.')}`);
}

function memberOf(map: Value, member: string | undefined): Value {
  return isMap(map) && member !== undefined && Object.hasOwn(map, member) ? map[member] : undefined;
}

function importValue(written: Value, path: string, stack: Stack): Value {
  return onText(stack.evaluate(written, path), path, (name) => {
    if (stack.exports.has(name)) return stack.exports.get(name);
    return new Unresolved(path, `no stack that was read exports ${name}: give it in exports`);
  });
}

function listOf(written: Value): readonly Value[] {
  return isList(written) ? written : [];
}

function onResolved(value: Value, then: (value: Value) => Value): Value {
  return unresolvedIn(value)[0] ?? then(value);
}

function onText(value: Value, path: string, then: (text: string) => Value): Value {
  if (value instanceof Unresolved) return value;
  const text = textOf(value);
  return text === undefined ? new Unresolved(path, 'expected a text') : then(text);
}

function onList(value: Value, path: string, then: (list: readonly Value[]) => Value): Value {
  if (value instanceof Unresolved) return value;
  return isList(value) ? then(value) : new Unresolved(path, 'expected a list');
}
