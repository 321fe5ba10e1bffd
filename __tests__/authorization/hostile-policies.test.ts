import { conditionOperator } from '../../src/authorization/conditions/operators.js';
import { readTemplate, textOf } from '../../src/authorization/conditions/template.js';
import { documentText } from '../../src/options/iam/policy-option.js';
import { refusal, testKms } from '../support/engine.js';
import { allow, decisionOf, deny, FULL, identity, KEY, keyPolicy, policy, told } from './situation.js';

const LENGTH = 200_000;

/** Processor time of the quickest of five runs, in microseconds. */
function cost(run: () => unknown): number {
  const runs = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    return user + system;
  });
  return Math.max(1, Math.min(...runs));
}

/** Sixteen times as much may take 100 times as long, whatever else the machine does; a square takes 256 times. */
function expectLinear(run: (size: number) => unknown, size: number): void {
  run(size);
  expect(cost(() => run(size * 16)) / cost(() => run(size))).toBeLessThan(100);
}

const TEMPLATES: readonly (readonly [what: string, text: (size: number) => string])[] = [
  ['spaces before a comma', (size) => `\${${' '.repeat(size)},}`],
  ['spaces in a default', (size) => `\${a,${' '.repeat(size)}'${' '.repeat(size)}}`],
  ['variables that never end', (size) => '${'.repeat(size)],
  ['quotes', (size) => `\${a,${"'".repeat(size)}}`],
  ['many variables', (size) => '$'.concat('{aws:username}').repeat(size / 8)],
];

describe('A hostile text of a policy', () => {
  it.each(TEMPLATES)('of %s is read in linear time', (_, text) => {
    expectLinear((size) => textOf(readTemplate(text(size), true), () => 'alice'), 20_000);
  });

  it('decides as a resource, however long it is', () => {
    const long = `${'*'.repeat(LENGTH)}Z`;
    expect(told(decisionOf({ policies: { identity: [identity(allow({ Resource: long }))] } }))).toBe(
      'implicit: identity-based policy',
    );
    const resource = `\${aws:username}${'*'.repeat(LENGTH)}`;
    const check = { context: () => KEY };
    expect(decisionOf({ policies: { identity: [identity(allow({ Resource: resource }))] }, check }).allowed).toBe(true);
  });

  it('decides as a value of a condition', () => {
    const like = conditionOperator('StringLike');
    const wanted = readTemplate(`\${a}${'*a'.repeat(LENGTH / 2)}b`, true);
    expect(like?.testOf(wanted)('a'.repeat(200), () => 'a'.repeat(LENGTH))).toBe(false);
  });

  it.each(['?', '😀', '\ud83d\ude00?'])('with %s counts characters, not their halves', (pattern) => {
    const text = pattern === '\ud83d\ude00?' ? '😀😀' : '😀';
    const like = conditionOperator('StringLike');
    expect(like?.testOf(readTemplate(pattern, true))(text, () => undefined)).toBe(true);
  });
});

describe('Ten thousand statements', () => {
  const many = (size: number, last: object) => [
    ...Array.from({ length: size }, (_, at) => ({ ...allow({ Action: 's3:*', Sid: `S${at}` }) })),
    { ...last },
  ];

  it('decide', () => {
    const decided = (last: object) =>
      told(decisionOf({ policies: { identity: [identity(FULL, ...many(10_000, last))] } }));
    expect(decided(allow())).toBe('allowed');
    expect(decided(deny())).toBe('explicit: identity-based policy');
  });

  it('are checked, and decide, in linear time', () => {
    expectLinear((size) => {
      const Statement = many(size, allow());
      return documentText({ Version: '2012-10-17', Statement }, 'identity-based policy', 'iam');
    }, 2000);
    const read = new Map([5000, 80_000].map((size) => [size, policy('identity-based policy', ...many(size, deny()))]));
    expectLinear((size) => decisionOf({ policies: { identity: [read.get(size) ?? identity(FULL)] } }), 5000);
  });

  it('with one Sid twice are refused at the second', () => {
    const Statement = many(10_000, { ...allow(), Sid: 'S7' });
    expect(() => documentText({ Version: '2012-10-17', Statement }, 'identity-based policy', 'iam')).toThrow(
      'Statement[10000].Sid is that of another statement',
    );
  });

  it('are not in a key policy, which ends at 32 KiB', async () => {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: many(600, allow()) });
    expect(await refusal(testKms().call('CreateKey', { Policy }))).toMatchObject({ name: 'LimitExceededException' });
  });

  it('of one effect leave the key policy its own', () => {
    expect(
      decisionOf({ key: keyPolicy(...many(10_000, allow()).map((one) => ({ ...one, Principal: '*' }))) }).allowed,
    ).toBe(true);
  });
});
