import { type MANY, type ONE, type Pattern, patternOf } from '../wildcards.js';

/** A part of a text in a policy: as it stands, or a variable such as `${aws:username, 'nobody'}`. */
type Part = { readonly text: string } | { readonly variable: string; readonly otherwise: string | undefined };

/** A text of a policy that may hold variables. */
export type Template = readonly Part[];

/** The one value of a condition key in a request; undefined where the request has none, or several. */
export type LookUp = (key: string) => string | undefined;

const VARIABLE = /\$\{([^{}]*)\}/g;
/** A name, and a default in quotes where there is one. */
const NAME_AND_DEFAULT = /^\s*([^,]+?)\s*(?:,\s*'([^']*)'\s*)?$/;
/** `${*}`, `${?}` and `${$}` are these characters, not wildcards. */
const CHARACTERS: readonly string[] = ['*', '?', '$'];

/**
 * Reads a text of a policy. Only policies of version 2012-10-17 have variables.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function readTemplate(text: string, hasVariables: boolean): Template {
  if (!hasVariables || !text.includes('${')) return [{ text }];
  const parts: Part[] = [];
  let at = 0;
  for (const found of text.matchAll(VARIABLE)) {
    const [whole, inside = ''] = found;
    if (found.index > at) parts.push({ text: text.slice(at, found.index) });
    parts.push(readVariable(inside));
    at = found.index + whole.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}

function readVariable(inside: string): Part {
  // A character stands for itself: a variable that no request has, with the character as its default.
  if (CHARACTERS.includes(inside)) return { variable: '', otherwise: inside };
  const [, variable = inside, otherwise] = NAME_AND_DEFAULT.exec(inside) ?? [];
  return { variable, otherwise };
}

/** The text with its variables filled in; undefined where one has no value: then it matches nothing. */
export function textOf(template: Template, lookUp: LookUp): string | undefined {
  let text = '';
  for (const part of template) {
    const value = 'text' in part ? part.text : (lookUp(part.variable) ?? part.otherwise);
    if (value === undefined) return undefined;
    text += value;
  }
  return text;
}

/** As `textOf`, with wildcards where the policy itself has them: those in the value of a variable are plain characters. */
export function patternIn(template: Template, lookUp: LookUp): Pattern | undefined {
  const pattern: (string | typeof MANY | typeof ONE)[] = [];
  for (const part of template) {
    const units = 'text' in part ? patternOf(part.text) : (lookUp(part.variable) ?? part.otherwise);
    if (units === undefined) return undefined;
    pattern.push(...units);
  }
  return pattern;
}

/** The text as the policy has it, for explanations. */
export function shownTemplate(template: Template): string {
  return template.map((part) => ('text' in part ? part.text : shownVariable(part))).join('');
}

function shownVariable({ variable, otherwise }: { readonly variable: string; readonly otherwise: string | undefined }) {
  if (variable === '') return `\${${otherwise}}`;
  return otherwise === undefined ? `\${${variable}}` : `\${${variable}, '${otherwise}'}`;
}
