import { isObject } from '../bytes/is-object.js';
import { memo } from '../bytes/memo.js';
import { type Condition, readConditions } from './conditions/conditions.js';
import { readTemplate, type TemplateTest, testOfPattern } from './conditions/template.js';
import { type NamedPrincipals, namedPrincipals, type PrincipalElement } from './principal.js';
import { matcherOf, patternOf } from './wildcards.js';

/** The kinds of policy, by the words that AccessDeniedException has for them. */
export type PolicyType =
  | 'identity-based policy'
  | 'resource-based policy'
  | 'permissions boundary'
  | 'session policy'
  | 'service control policy'
  | 'resource control policy'
  | 'VPC endpoint policy';

/** A policy, read once. */
export interface Policy {
  readonly type: PolicyType;
  /** How explanations call it: an ARN, or the name of an inline policy. */
  readonly name: string;
  /** Of a policy that is an AWS resource of its own: messages of explicit denies name it. */
  readonly arn?: string;
  readonly statements: readonly Statement[];
  /** Those that are for an action, by their effect: a policy is asked for the same few actions again and again. */
  readonly on: (action: string) => StatementsByEffect;
}

export type StatementsByEffect = { readonly [E in Statement['effect']]: readonly Statement[] };

export interface Statement {
  readonly sid: string | undefined;
  /** Its place in the policy, from 0. */
  readonly at: number;
  readonly effect: 'Allow' | 'Deny';
  readonly principal: PrincipalOfStatement | undefined;
  readonly isForAction: (action: string) => boolean;
  readonly isForResource: TemplateTest;
  readonly conditions: readonly Condition[];
}

export interface PrincipalOfStatement {
  readonly not: boolean;
  readonly named: NamedPrincipals;
  /**
   * In VPC endpoint policies an account stands for its root user alone.
   * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
   */
  readonly rootOnly?: true;
}

/** Why a document is not a policy, for a person: which statement, which element. */
export class PolicyGrammarError extends Error {
  override readonly name = 'PolicyGrammarError';
}

const VERSIONS: readonly unknown[] = ['2012-10-17', '2008-10-17', undefined];

/**
 * Reads a policy document, already parsed from its JSON. Policies that are attached to something (`resource-based policy`)
 * name principals, others do not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * @throws PolicyGrammarError
 */
export function readPolicy(document: unknown, type: PolicyType, name: string, arn?: string): Policy {
  if (!isObject(document)) throw new PolicyGrammarError('a policy is an object with Version and Statement');
  const { Version, Statement } = document;
  if (!VERSIONS.includes(Version)) throw new PolicyGrammarError('Version must be "2012-10-17" or "2008-10-17"');
  const statements: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement];
  if (statements.length === 0) throw new PolicyGrammarError('Statement is empty');
  const hasVariables = Version === '2012-10-17';
  const read = statements.map((statement, at) => readStatement(statement, at, type, hasVariables));
  return {
    type,
    name,
    ...(arn !== undefined && { arn }),
    statements: read,
    on: memo(MOST_ACTIONS, (action) => byEffect(read.filter(({ isForAction }) => isForAction(action)))),
  };
}

/** More than AWS KMS has. */
const MOST_ACTIONS = 100;

function byEffect(statements: readonly Statement[]): StatementsByEffect {
  const having = (effect: Statement['effect']) => statements.filter((statement) => statement.effect === effect);
  return { Allow: having('Allow'), Deny: having('Deny') };
}

function readStatement(given: unknown, at: number, type: PolicyType, hasVariables: boolean): Statement {
  const where = `Statement[${at}]`;
  if (!isObject(given)) throw new PolicyGrammarError(`${where} is not an object`);
  const { Sid, Effect, Condition } = given;
  if (Effect !== 'Allow' && Effect !== 'Deny') throw new PolicyGrammarError(`${where}.Effect must be Allow or Deny`);
  const action = eitherOf(given, 'Action', where);
  const resource = eitherOf(given, 'Resource', where);
  if (action === undefined) throw new PolicyGrammarError(`${where} has neither Action nor NotAction`);
  if (resource === undefined) throw new PolicyGrammarError(`${where} has neither Resource nor NotResource`);
  const conditions = readConditions(Condition, hasVariables);
  if (conditions === undefined)
    throw new PolicyGrammarError(`${where}.Condition has an unknown operator or a wrong form`);
  return {
    sid: typeof Sid === 'string' ? Sid : undefined,
    at,
    effect: Effect,
    principal: readPrincipal(given, type, where),
    isForAction: actionTest(action),
    isForResource: resourceTest(resource, hasVariables),
    conditions,
  };
}

/** Actions compare without regard to case. */
function actionTest({ not, texts }: Either): Statement['isForAction'] {
  const matchers = texts.map((text) => matcherOf(patternOf(text.toLowerCase())));
  return (action) => {
    const lower = action.toLowerCase();
    return matchers.some((matches) => matches(lower)) !== not;
  };
}

function resourceTest({ not, texts }: Either, hasVariables: boolean): TemplateTest {
  const tests = texts.map((text) => testOfPattern(readTemplate(text, hasVariables)));
  return (resource, context) => {
    for (const test of tests) if (test(resource, context)) return !not;
    return not;
  };
}

/** An element or its opposite, `NotAction` or `NotResource`. */
interface Either {
  readonly not: boolean;
  readonly texts: readonly string[];
}

/** One text or a list of them; undefined where there is neither the element nor its opposite. */
function eitherOf(statement: Record<string, unknown>, name: 'Action' | 'Resource', where: string): Either | undefined {
  const [positive, negative] = [statement[name], statement[`Not${name}`]];
  if (positive !== undefined && negative !== undefined) {
    throw new PolicyGrammarError(`${where} has both ${name} and Not${name}`);
  }
  const given = positive ?? negative;
  if (given === undefined) return undefined;
  const texts: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (!texts.every((text) => typeof text === 'string')) {
    throw new PolicyGrammarError(
      `${where}.${negative === undefined ? name : `Not${name}`} must be text or a list of texts`,
    );
  }
  return { not: negative !== undefined, texts };
}

function readPrincipal(statement: Record<string, unknown>, type: PolicyType, where: string): Statement['principal'] {
  const { Principal, NotPrincipal } = statement;
  const given = Principal ?? NotPrincipal;
  if (type === 'VPC endpoint policy' && Principal !== undefined && NotPrincipal === undefined) {
    return { not: false, named: readPrincipals(Principal, where), rootOnly: true };
  }
  if (type !== 'resource-based policy') {
    if (given === undefined || (Principal === '*' && type === 'resource control policy')) return undefined;
    throw new PolicyGrammarError(
      `${where} has a ${Principal === undefined ? 'Not' : ''}Principal, which no ${type} has`,
    );
  }
  if ((Principal === undefined) === (NotPrincipal === undefined)) {
    throw new PolicyGrammarError(`${where} must have either Principal or NotPrincipal`);
  }
  return { not: NotPrincipal !== undefined, named: readPrincipals(given, where) };
}

const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

function readPrincipals(element: unknown, where: string): NamedPrincipals {
  if (element === '*') return namedPrincipals('*');
  const named = isObject(element) ? Object.entries(element) : [];
  const known = named.every(([type, value]) => PRINCIPAL_TYPES.includes(type) && isTextOrTexts(value));
  if (named.length === 0 || !known) {
    throw new PolicyGrammarError(
      `${where}.Principal must be "*", or have texts or lists of them by ${PRINCIPAL_TYPES.join(', ')}`,
    );
  }
  // Each is a text or a list of texts.
  return namedPrincipals(element as PrincipalElement);
}

function isTextOrTexts(value: unknown): boolean {
  return Array.isArray(value) ? value.every((text) => typeof text === 'string') : typeof value === 'string';
}
