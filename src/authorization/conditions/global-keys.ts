import { principalArn } from '../principal.js';
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

const isForwarded = (facts: RequestFacts) => calledVia(facts) !== undefined;

/**
 * The global condition keys that every call has, or that follow from who calls and through what; a test gives the others
 * (`aws:SourceIp`, `aws:MultiFactorAuthPresent`, …). By their names in lower case.
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
  'aws:resourceaccount': { value: ({ key, scope }) => key?.account ?? scope.account },
  'aws:viaawsservice': { value: (facts) => String(isForwarded(facts)) },
  'aws:calledvia': { value: calledVia },
  'aws:calledviafirst': { value: (facts) => calledVia(facts)?.[0] },
  'aws:calledvialast': { value: (facts) => calledVia(facts)?.at(-1) },
  'aws:sourcearn': { value: ({ origin }) => origin?.sourceArn },
  'aws:sourceaccount': { value: ({ origin }) => origin?.sourceArn?.split(':')[4] || undefined },
  'aws:sourcevpce': { value: ({ origin }) => origin?.vpcEndpoint?.id },
};
