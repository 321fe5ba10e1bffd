import { type MANY, type ONE, type Pattern, patternOf } from '../wildcards.js';

/** A part of a text in a policy: as it stands, or a variable such as `${aws:username, 'nobody'}`. */
type Part =
  | { readonly text: string; readonly pattern: Pattern }
  | { readonly variable: string; readonly otherwise: string | undefined };

/** A text of a policy that may hold variables. */
export type Template = readonly Part[];

/** The one value of a condition key in a request; undefined where the request has none, or several. */
export type LookUp = (key: string) => string | undefined;

const VARIABLE = /\$\{([^{}]*)\}/g;
/** Behind the name and a comma: text in quotes. */
const DEFAULT = /^\s*'([^']*)'\s*$/;
/** `${*}`, `${?}` and `${$}` are these characters, not wildcards. */
const CHARACTERS: readonly string[] = ['*', '?', '$'];

/**
 * Reads a text of a policy. Only policies of version 2012-10-17 have variables.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function readTemplate(text: string, hasVariables: boolean): Template {
  if (!hasVariables || !text.includes('${')) return [textPart(text)];
  const parts: Part[] = [];
  let at = 0;
  for (const found of text.matchAll(VARIABLE)) {
    const [whole, inside = ''] = found;
    if (found.index > at) parts.push(textPart(text.slice(at, found.index)));
    parts.push(readVariable(inside));
    at = found.index + whole.length;
  }
  if (at < text.length) parts.push(textPart(text.slice(at)));
  return parts;
}

/** Its pattern is made once, not for each call. */
function textPart(text: string): Part {
  return { text, pattern: patternOf(text) };
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
  const [only] = template;
  if (template.length === 1 && only !== undefined && 'text' in only) return only.pattern;
  const pattern: (string | typeof MANY | typeof ONE)[] = [];
  for (const part of template) {
    const units = 'text' in part ? part.pattern : (lookUp(part.variable) ?? part.otherwise);
    if (units === undefined) return undefined;
    // One by one: as arguments of one push, a hundred thousand are too many for the stack.
    for (const unit of units) pattern.push(unit);
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
