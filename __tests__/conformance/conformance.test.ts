import { testKms } from '../support/engine.js';
import divergences from './divergences.json' with { type: 'json' };
import { FACTS } from './facts.js';
import { forJest } from './jest-matchers.js';
import type { Published, Source } from './source.js';

/** Facts that localkms is known not to match, each with the reason. A fact listed here that matches fails too. */
const DIVERGENCES: { readonly [factId: string]: string } = divergences;

function citedIn(source: Source): Published | undefined {
  if (source.evidence === 'N') return undefined;
  return source.evidence === 'I' ? source.source : source;
}

describe('recorded facts of AWS KMS', () => {
  it('have ids of their own', () => {
    const ids = FACTS.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('cite a file on GitHub at a commit, where it stays as it was read', () => {
    const urls = FACTS.map(({ source }) => citedIn(source)?.url ?? '').filter((url) => url.includes('/blob/'));
    expect(urls.filter((url) => !/\/blob\/[0-9a-f]{40}\//.test(url))).toEqual([]);
  });

  it('are there for every listed divergence', () => {
    const ids = new Set(FACTS.map(({ id }) => id));
    expect(Object.keys(DIVERGENCES).filter((id) => !ids.has(id))).toEqual([]);
  });

  describe.each(FACTS.map((fact) => [fact.operation, fact.says, fact] as const))('%s', (_operation, says, fact) => {
    const divergence = DIVERGENCES[fact.id];
    it(divergence === undefined ? says : `${says} (known divergence: ${divergence})`, async () => {
      const answer = await fact.run(testKms());
      const expected = forJest(fact.expected);
      if (divergence === undefined) expect(answer).toEqual(expected);
      else expect(answer).not.toEqual(expected);
    });
  });
});
