/**
 * Whether a text matches a pattern of IAM: `*` stands for any number of characters, `?` for one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 *
 * Only the latest `*` is ever tried anew, so that no pattern takes longer than its length times that of the text. A
 * regular expression made of `**********Z` takes minutes.
 */
export function matchesWildcards(pattern: string, text: string): boolean {
  let inPattern = 0;
  let inText = 0;
  let star = -1;
  let afterStar = 0;
  while (inText < text.length) {
    const expected = pattern[inPattern];
    if (expected === '*') {
      star = inPattern++;
      afterStar = inText;
    } else if (expected === '?' || expected === text[inText]) {
      inPattern++;
      inText++;
    } else if (star >= 0) {
      // The latest star stands for one character more than it did so far.
      inPattern = star + 1;
      inText = ++afterStar;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === '*') inPattern++;
  return inPattern === pattern.length;
}
