import { type Condition, readConditions } from './conditions/conditions.js';
import { readTemplate, type Template } from './conditions/template.js';
import type { PrincipalElement } from './principal.js';
import { type Pattern, patternOf } from './wildcards.js';

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
}

export interface Statement {
  readonly sid: string | undefined;
  /** Its place in the policy, from 0. */
  readonly at: number;
  readonly effect: 'Allow' | 'Deny';
  readonly principal: PrincipalOfStatement | undefined;
  readonly action: { readonly not: boolean; readonly patterns: readonly Pattern[] };
  readonly resource: { readonly not: boolean; readonly templates: readonly Template[] };
  readonly conditions: readonly Condition[];
}

export interface PrincipalOfStatement {
  readonly not: boolean;
  readonly element: PrincipalElement;
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
  return {
    type,
    name,
    ...(arn !== undefined && { arn }),
    statements: statements.map((statement, at) => readStatement(statement, at, type, hasVariables)),
  };
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
    action: { not: action.not, patterns: action.texts.map((text) => patternOf(text.toLowerCase())) },
    resource: {
      not: resource.not,
      templates: resource.texts.map((text) => readTemplate(text, hasVariables)),
    },
    conditions,
  };
}

/** An element, or its opposite: one text or a list of them; undefined where there is neither. */
function eitherOf(
  statement: Record<string, unknown>,
  name: 'Action' | 'Resource',
  where: string,
): { readonly not: boolean; readonly texts: readonly string[] } | undefined {
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
    return { not: false, element: readPrincipals(Principal, where), rootOnly: true };
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
  return { not: NotPrincipal !== undefined, element: readPrincipals(given, where) };
}

const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

function readPrincipals(element: unknown, where: string): PrincipalElement {
  if (element === '*') return '*';
  const named = isObject(element) ? Object.entries(element) : [];
  const known = named.every(([type, value]) => PRINCIPAL_TYPES.includes(type) && isTextOrTexts(value));
  if (named.length === 0 || !known) {
    throw new PolicyGrammarError(
      `${where}.Principal must be "*", or have texts or lists of them by ${PRINCIPAL_TYPES.join(', ')}`,
    );
  }
  return Object.fromEntries(named) as PrincipalElement;
}

function isTextOrTexts(value: unknown): boolean {
  return Array.isArray(value) ? value.every((text) => typeof text === 'string') : typeof value === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
