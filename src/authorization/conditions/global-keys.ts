import { type Principal, principalArn } from '../principal.js';
import type { ConditionKeyRow } from './kms-keys.js';
import type { RequestFacts } from './request-facts.js';

/** Only callers that are no AWS service have it. */
function ofPerson(value: (facts: RequestFacts) => string | undefined): ConditionKeyRow {
  return { value: (facts) => (facts.principal.type === 'Service' ? undefined : value(facts)) };
}

function calledVia({ origin, principal }: RequestFacts): readonly string[] | undefined {
  if (origin?.via === undefined || principal.type === 'Service') return undefined;
  return [`${origin.via}.amazonaws.com`];
}

function sourceAccount({ origin }: RequestFacts): string | undefined {
  return origin?.sourceArn?.split(':')[4] || undefined;
}

function resourceAccount({ key, scope }: RequestFacts): string {
  return key?.account ?? scope.account;
}

/** The keys of the organization that an account belongs to: the id is text, the paths a list of one. */
function organizationKeys(
  about: 'Principal' | 'Resource' | 'Source',
  accountOf: (facts: RequestFacts) => string | undefined,
): { readonly [key: string]: ConditionKeyRow } {
  const organization = (facts: RequestFacts) => {
    const account = accountOf(facts);
    return account === undefined ? undefined : facts.organizationOf?.(account);
  };
  const prefix = `aws:${about.toLowerCase()}`;
  return {
    [`${prefix}orgid`]: { value: (facts) => organization(facts)?.id },
    [`${prefix}orgpaths`]: {
      value: (facts) => {
        const path = organization(facts)?.path;
        return path === undefined ? undefined : [path];
      },
    },
  };
}

/** The principals with temporary credentials. */
const TEMPORARY: readonly Principal['type'][] = ['AssumedRole', 'FederatedUser'];

/**
 * `aws:MultiFactorAuthPresent`, which only temporary credentials have, unless a test tells that there was a second factor.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
export const WITHOUT_MFA = 'false';

const isForwarded = (facts: RequestFacts) => calledVia(facts) !== undefined;

/**
 * The global condition keys that every call has, or that follow from who calls and through what; a test gives the others
 * (`aws:SourceIp`, `aws:userid`, …). By their names in lower case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const GLOBAL_CONDITION_KEYS: { readonly [key: string]: ConditionKeyRow } = {
  'aws:requestedregion': { value: ({ scope }) => scope.region },
  'aws:securetransport': { value: () => 'true' },
  'aws:currenttime': { value: ({ now }) => new Date(now).toISOString() },
  'aws:epochtime': { value: ({ now }) => String(Math.floor(now / 1000)) },
  'aws:principalaccount': ofPerson(({ principal }) => principal.account),
  'aws:principalarn': ofPerson(({ principal }) => principalArn(principal)),
  'aws:principaltype': ofPerson(({ principal }) => principal.type),
  'aws:username': ofPerson(({ principal }) =>
    principal.type === 'User' ? principal.arn.split('/').at(-1) : undefined,
  ),
  'aws:principalisawsservice': { value: ({ principal }) => String(principal.type === 'Service') },
  'aws:principalservicename': {
    value: ({ principal }) => (principal.type === 'Service' ? principal.arn : undefined),
  },
  'aws:multifactorauthpresent': {
    value: ({ principal: { type } }) => (TEMPORARY.includes(type) ? WITHOUT_MFA : undefined),
  },
  'aws:tagkeys': {
    operations: ['CreateKey', 'ReplicateKey', 'TagResource', 'UntagResource'],
    value: ({ input }) => {
      const tags = input.Tags as readonly { readonly TagKey: string }[] | undefined;
      // UntagResource has the keys alone.
      return tags?.map(({ TagKey }) => TagKey) ?? (input.TagKeys as readonly string[] | undefined);
    },
  },
  'aws:resourceaccount': { value: resourceAccount },
  'aws:viaawsservice': { value: (facts) => String(isForwarded(facts)) },
  'aws:calledvia': { value: calledVia },
  'aws:calledviafirst': { value: (facts) => calledVia(facts)?.[0] },
  'aws:calledvialast': { value: (facts) => calledVia(facts)?.at(-1) },
  'aws:sourcearn': { value: ({ origin }) => origin?.sourceArn },
  'aws:sourceaccount': { value: sourceAccount },
  'aws:sourcevpce': { value: ({ origin }) => origin?.vpcEndpoint?.id },
  ...organizationKeys('Principal', ({ principal }) => principal.account),
  ...organizationKeys('Resource', resourceAccount),
  ...organizationKeys('Source', sourceAccount),
};
