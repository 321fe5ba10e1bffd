import { memo } from '../bytes/memo.js';
import { toUtf8 } from '../bytes/utf8.js';
import {
  invalidArnInPolicy,
  invalidPrincipals,
  malformedPolicy,
  overlyPermissiveCondition,
  policyTooLong,
} from '../model/faults/policies.js';
import { isPrincipalArn } from '../model/principal-arn.js';
import { isExampleId } from '../model/unique-ids.js';
import type { Condition } from './conditions/conditions.js';
import { type Policy, PolicyGrammarError, readPolicy } from './policy.js';
import { formatPolicy } from './policy-format.js';
import type { PrincipalElement } from './principal.js';

/** The key policy of a key, read once for each text. */
export const keyPolicyOf: (text: string) => Policy = memo(1000, (text) =>
  readPolicy(JSON.parse(text), 'resource-based policy', 'the key policy'),
);

/** The text of a key policy as it is stored: checked, and in AWS's formatting. Whether it locks anybody out is not asked. */
export function acceptKeyPolicy(text: string, partition: string, maxBytes: number): string {
  return checked(text, maxBytes, (principal) => storedAwsPrincipal(principal, partition));
}

/** Whether a text can be that of a stored key policy: who it names may be deleted by now. */
export function isStoredKeyPolicy(text: string): boolean {
  try {
    // Partitions have principals of one form.
    checked(text, Number.POSITIVE_INFINITY, (one) => (isExampleId(one) ? one : storedAwsPrincipal(one, 'aws')));
    return true;
  } catch {
    return false;
  }
}

function checked(text: string, maxBytes: number, stored: (principal: string) => string): string {
  if (toUtf8(text).length > maxBytes) throw policyTooLong(maxBytes);
  const document = parse(text);
  const { statements } = grammarOf(document);
  for (const { effect, conditions } of statements) {
    if (effect === 'Allow' && conditions.some(isOverlyPermissive)) throw overlyPermissiveCondition();
  }
  return formatPolicy(withPrincipals(document, stored));
}

/**
 * The text of a stored key policy, when a user or role that it names is deleted: it has its unique id from then on, which
 * names nobody, also not who gets the same name later.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-users
 */
export function withoutPrincipal(text: string, arn: string, uniqueId: string): string {
  if (!text.includes(arn)) return text;
  // It was stored by `acceptKeyPolicy`.
  const document = JSON.parse(text) as PolicyObject;
  return formatPolicy(withPrincipals(document, (principal) => (principal === arn ? uniqueId : principal)));
}

function parse(text: string): PolicyObject {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw malformedPolicy(new PolicyGrammarError('this text is not JSON'));
  }
  if (isDeeperThan(document, POLICY_LEVELS)) throw malformedPolicy(new PolicyGrammarError('it has too many levels'));
  // What else it must be, its grammar says.
  return document as PolicyObject;
}

/** Document, statements, statement, Condition, operator, key, values: policies have no more levels than these. */
const POLICY_LEVELS = 6;

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1));
}

function grammarOf(document: unknown): Policy {
  try {
    return readPolicy(document, 'resource-based policy', 'the key policy');
  } catch (error) {
    throw error instanceof PolicyGrammarError ? malformedPolicy(error) : error;
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-overly-permissive-condition */
function isOverlyPermissive({ operator, key }: Condition): boolean {
  return /^ForAllValues:/i.test(operator) && /^(kms:EncryptionContext:|aws:RequestTag\/)/i.test(key);
}

interface PolicyObject {
  readonly Statement: object | readonly object[];
}

/** Statements are a list, and each of the AWS principals what is stored for it. */
function withPrincipals(document: PolicyObject, stored: (principal: string) => string): object {
  const { Statement } = document;
  const statements: readonly object[] = Array.isArray(Statement) ? Statement : [Statement];
  return {
    ...document,
    Statement: statements.map((statement) =>
      Object.fromEntries(
        Object.entries(statement).map(([name, value]) =>
          name === 'Principal' || name === 'NotPrincipal' ? [name, storedPrincipal(value, stored)] : [name, value],
        ),
      ),
    ),
  };
}

/** Its form is known from the grammar. */
function storedPrincipal(element: PrincipalElement, stored: (principal: string) => string): PrincipalElement {
  if (element === '*') return '*';
  return Object.fromEntries(
    Object.entries(element).map(([type, named]) => {
      if (type !== 'AWS') return [type, named];
      return [type, typeof named === 'string' ? stored(named) : named.map(stored)];
    }),
  );
}

/** An account id is stored as the ARN of its root; a group, an organisation or a bare name is no principal. */
function storedAwsPrincipal(principal: string, partition: string): string {
  if (principal === '*') return principal;
  if (/^\d{12}$/.test(principal)) return `arn:${partition}:iam::${principal}:root`;
  if (principal.startsWith('arn:') && principal.split(':').length < 6) throw invalidArnInPolicy();
  if (!isPrincipalArn(principal)) throw invalidPrincipals();
  return principal;
}
