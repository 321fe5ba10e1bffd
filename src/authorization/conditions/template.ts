import type { ContextValue } from '../../model/caller.js';
import { type MANY, matcherOf, type ONE, type Pattern, patternOf } from '../wildcards.js';

/** What a request fills in, such as `${aws:username, 'nobody'}`. */
interface Variable {
  readonly variable: string;
  readonly otherwise: string | undefined;
}

/** A part of a text in a policy: as it stands, or a variable. */
type Part = string | Variable;

/** A text of a policy that may hold variables. */
export type Template = readonly Part[];

/** The values of a request by condition key, without regard to case; undefined where it has none. */
export type ConditionContext = (key: string) => ContextValue | undefined;

/** Whether a text of a request is what a policy wants, where variables may stand for values of the request. */
export type TemplateTest = (actual: string, context: ConditionContext) => boolean;

const VARIABLE = /\$\{([^{}]*)\}/;
/** Behind the name and a comma: text in quotes. */
const DEFAULT = /^\s*'([^']*)'\s*$/;
/** `${*}`, `${?}` and `${$}` are these characters, not wildcards. */
const CHARACTERS: readonly string[] = ['*', '?', '$'];

/**
 * Reads a text of a policy. Only policies of version 2012-10-17 have variables.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function readTemplate(text: string, hasVariables: boolean): Template {
  if (!hasVariables) return [text];
  // Every second part is what is inside of a variable.
  return text.split(VARIABLE).map((part, at) => (at % 2 === 0 ? part : readVariable(part)));
}

function readVariable(inside: string): Part {
  // A character stands for itself: a variable that no request has, with the character as its default.
  if (CHARACTERS.includes(inside)) return { variable: '', otherwise: inside };
  const comma = inside.indexOf(',');
  if (comma === -1) return { variable: inside.trim(), otherwise: undefined };
  const variable = inside.slice(0, comma).trim();
  const [, otherwise] = DEFAULT.exec(inside.slice(comma + 1)) ?? [];
  return variable === '' || otherwise === undefined
    ? { variable: inside, otherwise: undefined }
    : { variable, otherwise };
}

/** Variables take keys of one value only. */
function filledIn({ variable, otherwise }: Variable, context: ConditionContext): string | undefined {
  const value = context(variable);
  return typeof value === 'string' ? value : otherwise;
}

/** The text with its variables filled in; undefined where one has no value: then it matches nothing. */
export function textOf(template: Template, context: ConditionContext): string | undefined {
  let text = '';
  for (const part of template) {
    const value = typeof part === 'string' ? part : filledIn(part, context);
    if (value === undefined) return undefined;
    text += value;
  }
  return text;
}

/** As `textOf`, with wildcards where the policy itself has them: those in the value of a variable are plain characters. */
function patternIn(parts: readonly (Pattern | Variable)[], context: ConditionContext): Pattern | undefined {
  const pattern: (string | typeof MANY | typeof ONE)[] = [];
  for (const part of parts) {
    const units = 'variable' in part ? filledIn(part, context) : part;
    if (units === undefined) return undefined;
    // One by one: as arguments of one push, a hundred thousand are too many for the stack.
    for (const unit of units) pattern.push(unit);
  }
  return pattern;
}

/** What `prepare` makes of the text. Without variables that is made once, not for each request. */
export function testOfText(template: Template, prepare: (wanted: string) => (actual: string) => boolean): TemplateTest {
  const [text = ''] = template;
  if (template.length === 1 && typeof text === 'string') return prepare(text);
  return (actual, context) => {
    const wanted = textOf(template, context);
    return wanted !== undefined && prepare(wanted)(actual);
  };
}

/** As `testOfText`, of the pattern. */
export function testOfPattern(
  template: Template,
  prepare: (wanted: Pattern) => (actual: string) => boolean = matcherOf,
): TemplateTest {
  const [text = ''] = template;
  if (template.length === 1 && typeof text === 'string') return prepare(patternOf(text));
  const parts = template.map((part) => (typeof part === 'string' ? patternOf(part) : part));
  return (actual, context) => {
    const wanted = patternIn(parts, context);
    return wanted !== undefined && prepare(wanted)(actual);
  };
}

/** The text as the policy has it, for explanations. */
export function shownTemplate(template: Template): string {
  return template.map((part) => (typeof part === 'string' ? part : shownVariable(part))).join('');
}

function shownVariable({ variable, otherwise }: Variable) {
  if (variable === '') return `\${${otherwise}}`;
  return otherwise === undefined ? `\${${variable}}` : `\${${variable}, '${otherwise}'}`;
}
