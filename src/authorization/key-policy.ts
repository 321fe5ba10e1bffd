import { toUtf8 } from '../bytes/utf8.js';
import { rootArn, type Scope } from '../model/arn.js';
import type { Caller } from '../model/caller.js';
import {
  invalidArnInPolicy,
  invalidPrincipals,
  malformedPolicy,
  policyLocksOut,
  policyTooLong,
} from '../model/faults/policies.js';
import { isPrincipalArn } from '../model/principal-arn.js';
import { defaultPolicy } from './default-policy.js';
import type { PolicyDocument, PolicyStatement, PrincipalElement } from './policy-document.js';
import { formatPolicy } from './policy-format.js';
import { hasStatement } from './policy-statements.js';
import { principalsOf } from './principals.js';

export interface PolicyRules {
  readonly caller: Caller;
  readonly maxBytes: number;
  readonly bypassLockoutSafetyCheck: boolean;
}

/** The key policy as it is stored: checked, and in AWS's formatting; the default one where none is given. */
export function acceptKeyPolicy(text: string | undefined, scope: Scope, rules: PolicyRules): string {
  if (text === undefined) return defaultPolicy(scope);
  if (toUtf8(text).length > rules.maxBytes) throw policyTooLong(rules.maxBytes);
  const document = readPolicy(text, scope.partition);
  if (!rules.bypassLockoutSafetyCheck && locksOut(document, scope, rules.caller)) throw policyLocksOut();
  return formatPolicy(document);
}

function readPolicy(text: string, partition: string): PolicyDocument {
  const document = parse(text);
  if (!isObject(document) || isDeeperThan(document, POLICY_LEVELS)) throw malformedPolicy();
  const { Version, Statement } = document;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17') throw malformedPolicy();
  const statements = Array.isArray(Statement) ? Statement : [Statement];
  if (statements.length === 0) throw malformedPolicy();
  return { ...document, Statement: statements.map((statement) => readStatement(statement, partition)) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformedPolicy();
  }
}

/** Document, statements, statement, Condition, operator, key, values: policies have no more levels than these. */
const POLICY_LEVELS = 6;

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readStatement(statement: unknown, partition: string): PolicyStatement {
  if (!isObject(statement)) throw malformedPolicy();
  const { Effect, Principal, NotPrincipal } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny') throw malformedPolicy();
  if ((Principal === undefined) === (NotPrincipal === undefined)) throw malformedPolicy();
  if ((statement.Action === undefined) === (statement.NotAction === undefined)) throw malformedPolicy();
  if (statement.Resource === undefined && statement.NotResource === undefined) throw malformedPolicy();
  for (const name of ['Action', 'NotAction', 'Resource', 'NotResource']) requireTexts(statement[name]);
  if (statement.Condition !== undefined && !isObject(statement.Condition)) throw malformedPolicy();
  const principals =
    Principal === undefined
      ? { NotPrincipal: readPrincipals(NotPrincipal, partition) }
      : { Principal: readPrincipals(Principal, partition) };
  return { ...(statement as unknown as PolicyStatement), ...principals };
}

function requireTexts(value: unknown): void {
  const texts = Array.isArray(value) ? value : [value ?? ''];
  if (texts.some((text) => typeof text !== 'string')) throw malformedPolicy();
}

const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

function readPrincipals(element: unknown, partition: string): PrincipalElement {
  if (element === '*') return '*';
  if (!isObject(element) || Object.keys(element).length === 0) throw malformedPolicy();
  return Object.fromEntries(
    Object.entries(element).map(([type, value]) => {
      if (!PRINCIPAL_TYPES.includes(type)) throw malformedPolicy();
      requireTexts(value);
      return [type, type === 'AWS' ? mapTexts(value, (text) => readAwsPrincipal(text, partition)) : value];
    }),
  ) as PrincipalElement;
}

function mapTexts(value: unknown, each: (text: string) => string): string | string[] {
  return Array.isArray(value) ? value.map(each) : each(value as string);
}

/** An account id is stored as the ARN of its root; a group, an organisation or a bare name is no principal. */
function readAwsPrincipal(principal: string, partition: string): string {
  if (principal === '*') return principal;
  if (/^\d{12}$/.test(principal)) return `arn:${partition}:iam::${principal}:root`;
  if (principal.startsWith('arn:') && principal.split(':').length < 6) throw invalidArnInPolicy();
  if (!isPrincipalArn(principal)) throw invalidPrincipals();
  return principal;
}

/** The caller, directly or through its account, must stay able to change the policy. */
function locksOut(policy: PolicyDocument, scope: Scope, caller: Caller): boolean {
  const principals = [...principalsOf(caller), rootArn(scope)];
  const action = 'kms:PutKeyPolicy';
  return hasStatement(policy, 'Deny', principals, action) || !hasStatement(policy, 'Allow', principals, action);
}
