import { matcherOf, type Pattern } from '../wildcards.js';
import { rangeTest } from './ip-range.js';
import { type Template, type TemplateTest, testOfPattern, testOfText } from './template.js';

/** What a condition operator does with one value of the policy and one of the request. */
export interface ConditionOperator {
  /** As AWS writes it. */
  readonly name: string;
  /** Of one value of the policy: whether one value of the request matches it. */
  readonly testOf: (wanted: Template) => TemplateTest;
  /** Met where no value matches, also where the request does not have the key. */
  readonly negated: boolean;
  /** Whether values may hold variables. */
  readonly hasVariables: boolean;
}

type TestOf = ConditionOperator['testOf'];
type Test = (actual: string) => boolean;

/** Compares texts, both of them as they are. */
function byText(prepare: (wanted: string) => Test): TestOf {
  return (wanted) => testOfText(wanted, prepare);
}

/** Compares by wildcards in the policy. */
function byPattern(prepare: (wanted: Pattern) => Test): TestOf {
  return (wanted) => testOfPattern(wanted, prepare);
}

/** Compares what both texts stand for; what stands for nothing matches nothing. */
function byNumber(read: (text: string) => number, holds: (actual: number, wanted: number) => boolean): TestOf {
  return byText((text) => {
    const wanted = read(text);
    return (actual) => holds(read(actual), wanted);
  });
}

const ARN_PARTS = 6;

/** Six parts, of which each is matched by itself: a `*` never reaches over one of the first five colons. */
function arnTest(wanted: Pattern): Test {
  const matchers = splitPattern(wanted).map(matcherOf);
  if (matchers.length !== ARN_PARTS) return () => false;
  return (actual) => {
    const parts = actual.split(':');
    if (parts.length < ARN_PARTS) return false;
    const texts = [...parts.slice(0, ARN_PARTS - 1), parts.slice(ARN_PARTS - 1).join(':')];
    return matchers.every((matches, at) => matches(texts[at] as string));
  };
}

function splitPattern(pattern: Pattern): Pattern[] {
  const parts: Pattern[number][][] = [[]];
  for (const unit of pattern) {
    if (unit === ':' && parts.length < ARN_PARTS) parts.push([]);
    else parts.at(-1)?.push(unit);
  }
  return parts;
}

function numberIn(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
}

/** ISO 8601, or seconds since the epoch; milliseconds. */
function dateIn(text: string): number {
  const seconds = numberIn(text);
  return Number.isNaN(seconds) ? Date.parse(text) : seconds * 1000;
}

const equals = byText((wanted) => (actual) => actual === wanted);
const equalsIgnoreCase = byText(ignoringCase);
const like = byPattern(matcherOf);
const arnLike = byPattern(arnTest);
const isBool = byText((wanted) => (/^(true|false)$/i.test(wanted) ? ignoringCase(wanted) : () => false));
const inRange = byText(rangeTest);

function ignoringCase(wanted: string): Test {
  const lower = wanted.toLowerCase();
  return (actual) => actual.toLowerCase() === lower;
}

function numeric(holds: (actual: number, wanted: number) => boolean): TestOf {
  return byNumber(numberIn, holds);
}

function dated(holds: (actual: number, wanted: number) => boolean): TestOf {
  return byNumber(dateIn, holds);
}

const same = (actual: number, wanted: number) => actual === wanted;
const less = (actual: number, wanted: number) => actual < wanted;
const atMost = (actual: number, wanted: number) => actual <= wanted;
const more = (actual: number, wanted: number) => actual > wanted;
const atLeast = (actual: number, wanted: number) => actual >= wanted;

function row(name: string, testOf: TestOf, { negated = false, hasVariables = false } = {}): ConditionOperator {
  return { name, testOf, negated, hasVariables };
}

const TEXT = { hasVariables: true };
const NOT_TEXT = { hasVariables: true, negated: true };
const NOT = { negated: true };

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: readonly ConditionOperator[] = [
  row('StringEquals', equals, TEXT),
  row('StringNotEquals', equals, NOT_TEXT),
  row('StringEqualsIgnoreCase', equalsIgnoreCase, TEXT),
  row('StringNotEqualsIgnoreCase', equalsIgnoreCase, NOT_TEXT),
  row('StringLike', like, TEXT),
  row('StringNotLike', like, NOT_TEXT),
  row('NumericEquals', numeric(same)),
  row('NumericNotEquals', numeric(same), NOT),
  row('NumericLessThan', numeric(less)),
  row('NumericLessThanEquals', numeric(atMost)),
  row('NumericGreaterThan', numeric(more)),
  row('NumericGreaterThanEquals', numeric(atLeast)),
  row('DateEquals', dated(same)),
  row('DateNotEquals', dated(same), NOT),
  row('DateLessThan', dated(less)),
  row('DateLessThanEquals', dated(atMost)),
  row('DateGreaterThan', dated(more)),
  row('DateGreaterThanEquals', dated(atLeast)),
  row('Bool', isBool, TEXT),
  row('BinaryEquals', equals),
  row('IpAddress', inRange),
  row('NotIpAddress', inRange, NOT),
  row('ArnEquals', arnLike, TEXT),
  row('ArnNotEquals', arnLike, NOT_TEXT),
  row('ArnLike', arnLike, TEXT),
  row('ArnNotLike', arnLike, NOT_TEXT),
];

const BY_NAME: ReadonlyMap<string, ConditionOperator> = new Map(OPERATORS.map((one) => [one.name.toLowerCase(), one]));

/** Names of operators compare without regard to case. */
export function conditionOperator(name: string): ConditionOperator | undefined {
  return BY_NAME.get(name.toLowerCase());
}
