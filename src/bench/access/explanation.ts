import type { UnmetCondition } from '../../authorization/conditions/conditions.js';
import type { Decision, NearMiss, PolicyReference, StatementReference } from '../../authorization/decision.js';

/** What is to be told. */
export interface Told {
  readonly operation: string;
  readonly principal: string;
  readonly allowed: boolean;
  readonly decisions: readonly Decision[];
  /** Why the call failed where its caller was allowed, or AWS keeps to itself what there is. */
  readonly otherError?: string | undefined;
}

/** Decisions as a person would tell them, a line for each thing. */
export function explanation(told: Told): string {
  const { operation, principal, decisions, otherError } = told;
  const lines = [`${operation} by ${principal}: ${outcome(told)}`];
  for (const decision of decisions) lines.push(...linesOf(decision));
  if (otherError !== undefined) lines.push(`- ${otherError}`);
  return lines.join('\n');
}

/** In a word; where no policy was asked, with a line that says why. */
function outcome({ allowed, decisions, otherError }: Told): string {
  if (!allowed) return 'denied';
  if (decisions.length > 0) return 'allowed';
  if (otherError === undefined) return `allowed\n- ${NOTHING_ASKED}`;
  return `not denied\n- no policy was asked: it failed before, or ${NOTHING_ASKED}`;
}

const NOTHING_ASKED = 'the key policy leaves it to the account, and nothing is told of its IAM';

function linesOf(decision: Decision): string[] {
  const head = `- ${decision.action} on ${decision.resource}: `;
  if (decision.allowed) return [`${head}allowed${allower(decision)}`];
  const lines = [`${head}denied, ${reason(decision)}`];
  for (const miss of decision.nearest.slice(0, MOST_MISSES)) lines.push(`  - ${missed(miss)}`);
  const left = decision.nearest.length - MOST_MISSES;
  if (left > 0) lines.push(`  - and ${left} more that come less near`);
  if (decision.unknownCaller !== undefined) {
    lines.push(`  - there is no ${decision.unknownCaller} in iam, which tells of its account: it has no policies`);
  }
  const asked = [...new Set(decision.asked.map(nameOf))];
  lines.push(`  - asked: ${asked.length === 0 ? 'no policy, there is none' : asked.join(', ')}`);
  return lines;
}

/** Who reads has to find the one that was meant. */
const MOST_MISSES = 5;

type Allowed = Extract<Decision, { readonly allowed: true }>;
type Denied = Extract<Decision, { readonly allowed: false }>;

function allower({ statement, grantId, isIamAssumed }: Allowed): string {
  const iam = isIamAssumed ? '; IAM is taken as allowing, since nothing is told of it for this account' : '';
  if (grantId !== undefined) return ` by grant ${grantId}`;
  return statement === undefined ? iam || ', the root user needs no policy' : ` by ${statementName(statement)}${iam}`;
}

function reason({ kind, by, statement }: Denied): string {
  if (kind === 'explicit') return `${statement === undefined ? `a ${by}` : statementName(statement)} denies it`;
  if (by === 'another account') return 'neither the key policy nor a grant lets this caller of another account';
  return by === 'resource-based policy' ? 'neither the key policy nor a grant allows it' : `no ${by} allows it`;
}

function statementName(statement: StatementReference): string {
  const { sid, at } = statement;
  return `${sid === undefined ? `Statement[${at}]` : `statement \`${sid}\``} of ${nameOf(statement)}`;
}

function nameOf({ policyType, policy }: PolicyReference): string {
  return policyType === 'resource-based policy' ? policy : `${policyType} ${policy}`;
}

function missed(miss: NearMiss): string {
  if ('grantId' in miss) {
    const what =
      miss.element === 'Operations' ? 'is for other operations' : 'has constraints that the call does not meet';
    return `grant ${miss.grantId} to the caller ${what}: ${miss.wanted.join(', ')}`;
  }
  const { statement, element, condition } = miss;
  const but = condition === undefined ? OBSTACLES[element] : conditionText(condition);
  return `${statementName(statement)} would allow it, but ${but}`;
}

const OBSTACLES: { readonly [element: string]: string } = {
  Principal: 'names another Principal',
  Action: 'has other Actions',
  Resource: 'is for another Resource',
};

function conditionText({ operator, key, wanted, actual }: UnmetCondition): string {
  const has = actual === undefined ? 'does not have it' : `has ${quoted(actual)}`;
  return `its condition ${operator} ${key} wants ${quoted(wanted)}, and the call ${has}`;
}

function quoted(values: readonly string[]): string {
  return values.length === 0 ? 'nothing' : values.map((value) => `\`${value}\``).join(' or ');
}
