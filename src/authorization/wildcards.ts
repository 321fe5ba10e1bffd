/** Stands for any number of characters. */
export const MANY: unique symbol = Symbol('*');
/** Stands for one character. */
export const ONE: unique symbol = Symbol('?');

/** A text with wildcards, character by character: what is not `MANY` or `ONE` stands for itself. */
export type Pattern = readonly (string | typeof MANY | typeof ONE)[];

/** The pattern that a text of a policy is: `*` and `?` are wildcards. */
export function patternOf(text: string): Pattern {
  return [...text].map((character) => WILDCARDS[character] ?? character);
}

const WILDCARDS: { readonly [character: string]: typeof MANY | typeof ONE } = { '*': MANY, '?': ONE };

/**
 * Whether a text matches a pattern of IAM.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 *
 * Only the latest `*` is ever tried anew, so that no pattern takes longer than its length times that of the text. A
 * regular expression made of `**********Z` takes minutes.
 */
function matchesPattern(pattern: Pattern, text: string): boolean {
  let inPattern = 0;
  let inText = 0;
  let star = -1;
  let afterStar = 0;
  while (inText < text.length) {
    const expected = pattern[inPattern];
    if (expected === MANY) {
      star = inPattern++;
      // A star at the end stands for all the rest.
      if (inPattern === pattern.length) return true;
      afterStar = inText;
    } else if (expected === ONE || (expected !== undefined && text.startsWith(expected, inText))) {
      inPattern++;
      inText = behind(text, inText);
    } else if (star >= 0) {
      // The latest star stands for one character more than it did so far.
      inPattern = star + 1;
      afterStar = behind(text, afterStar);
      inText = afterStar;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === MANY) inPattern++;
  return inPattern === pattern.length;
}

/** Where the next character begins: some are two units of a text. */
function behind(text: string, at: number): number {
  return at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
}

/** As `matchesPattern`, prepared once for many texts: without `ONE`, what is between the stars is looked for as a whole. */
export function matcherOf(pattern: Pattern): (text: string) => boolean {
  if (pattern.includes(ONE)) return (text) => matchesPattern(pattern, text);
  const [beginning = '', ...others] = partsBetweenStars(pattern);
  const end = others.pop();
  if (end === undefined) return (text) => text === beginning;
  if (others.length === 0 && end === '') return (text) => text.startsWith(beginning);
  return (text) => {
    if (!text.startsWith(beginning)) return false;
    let behind = beginning.length;
    for (const part of others) {
      const at = text.indexOf(part, behind);
      if (at === -1) return false;
      behind = at + part.length;
    }
    return text.length - end.length >= behind && text.endsWith(end);
  };
}

/** At least the whole of it, where it has no star. */
function partsBetweenStars(pattern: Pattern): string[] {
  const parts: string[][] = [[]];
  for (const unit of pattern) {
    if (unit === MANY) parts.push([]);
    else if (unit !== ONE) parts.at(-1)?.push(unit);
  }
  return parts.map((units) => units.join(''));
}
