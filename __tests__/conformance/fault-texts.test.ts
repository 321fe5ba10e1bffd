import { readdirSync, readFileSync } from 'node:fs';
import { FACTS } from './facts.js';
import { type FaultText, faultTexts } from './fault-texts.js';
import { Matcher } from './matchers.js';
import { TEXTS_WITHOUT_FACT } from './sources/fault-texts.js';

const TEXTS = faultTexts();
const STATED = FACTS.flatMap(({ expected }) => textsOf(expected));

/** Every text within an expected answer; of a pattern, its source. */
function textsOf(expected: unknown): string[] {
  if (typeof expected === 'string') return [expected];
  if (expected instanceof Matcher && expected.accepts.kind === 'matching') return [expected.accepts.pattern.source];
  return typeof expected === 'object' && expected !== null ? Object.values(expected).flatMap(textsOf) : [];
}

function isStated({ message }: FaultText): boolean {
  const literal = message.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`^${literal.replaceAll(/<\w+>/g, '.+')}$`);
  return STATED.some((text) => pattern.test(text));
}

describe('messages of faults', () => {
  it('are invented, or stated by a fact, or have a source of their own', () => {
    const without = TEXTS.filter((text) => !text.isInvented && !isStated(text)).map(({ maker }) => maker);
    expect(without.sort()).toEqual(Object.keys(TEXTS_WITHOUT_FACT).sort());
  });

  it('are listed, each one that has the tag', () => {
    const folder = 'src/model/faults';
    const sources = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
    const tags = sources.join('').match(/@inventedText/g);
    expect(TEXTS.filter(({ isInvented }) => isInvented)).toHaveLength(tags?.length as number);
  });

  it('show where an argument stands', () => {
    expect(TEXTS.find(({ maker }) => maker === 'grantOperationsNotSupported')).toEqual({
      maker: 'grantOperationsNotSupported',
      exception: 'ValidationException',
      message: 'Grant operations [<operations>] are not supported for the key <keyArn>.',
      isInvented: true,
    });
  });
});
