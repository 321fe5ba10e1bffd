import fc from 'fast-check';
import { matcherOf, patternOf } from '../../src/authorization/wildcards.js';

function matchesWildcards(pattern: string, text: string): boolean {
  return matcherOf(patternOf(pattern))(text);
}

/** The same by a regular expression, which is slow for many stars. */
function expected(pattern: string, text: string): boolean {
  const source = pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]');
  return new RegExp(`^${source}$`).test(text);
}

describe('A pattern of IAM', () => {
  it.each([
    ['kms:Encrypt', 'kms:Encrypt', true],
    ['kms:Encrypt', 'kms:Encrypt2', false],
    ['kms:*', 'kms:', true],
    ['kms:Generate*Key', 'kms:GenerateDataKey', true],
    ['kms:Generate*Key', 'kms:GenerateDataKeyPair', false],
    ['*Key*', 'kms:GenerateDataKeyPair', true],
    ['kms:?ncrypt', 'kms:Encrypt', true],
    ['kms:?Encrypt', 'kms:Encrypt', false],
    ['**', '', true],
    ['?', '', false],
    ['', '', true],
    ['a.c', 'abc', false],
  ])('%s and %s: %s', (pattern, text, matches) => {
    expect(matchesWildcards(pattern, text)).toBe(matches);
  });

  it('matches what a regular expression of it matches', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (of, against) => {
        expect(matchesWildcards(of, against)).toBe(expected(of, against));
      }),
      { numRuns: 5000 },
    );
  });

  it('of a hundred thousand stars is answered', () => {
    expect(matchesWildcards(`kms:${'*'.repeat(100_000)}Z`, 'kms:GenerateDataKeyWithoutPlaintext')).toBe(false);
    expect(matchesWildcards(`kms:${'*a'.repeat(50_000)}`, `kms:${'a'.repeat(1000)}`)).toBe(false);
  });
});
