import { PolicyGrammarError, type PolicyType } from '../../authorization/policy.js';
import { readNewPolicy } from '../../authorization/policy-validation.js';
import type { AttachedPolicyRecord } from '../../state/records/attached-policy.js';
import { expected, isPlainObject, members, refuse, text } from '../checks.js';
import { asJson } from '../json.js';
import type { InlinePolicyOption } from './iam-options.js';

const WHAT = 'a policy document as an object or as JSON text';

const inlinePolicy = members<InlinePolicyOption>(
  {
    PolicyName: text(/^[\w+=,.@-]{1,128}$/, 'a name of 1 to 128 letters, digits and +=,.@-_'),
    // Reading it checks it.
    PolicyDocument: () => {},
  },
  ['PolicyName', 'PolicyDocument'],
);

/** The JSON text of a policy document. What AWS would refuse is refused with the reason. */
export function documentText(value: unknown, type: PolicyType, path: string): string {
  if (typeof value !== 'string' && !isPlainObject(value)) expected(path, value, WHAT);
  const json = typeof value === 'string' ? value : asJson(value, path);
  let document: unknown;
  try {
    document = JSON.parse(json);
  } catch {
    refuse(path, `expected ${WHAT}; this text is not JSON`);
  }
  try {
    readNewPolicy(document, type, path);
  } catch (error) {
    if (!(error instanceof PolicyGrammarError)) throw error;
    refuse(path, `AWS refuses this ${type}: ${error.message}`);
  }
  return json;
}

/** What a policy can be attached as. */
export type AttachedAs =
  | 'identity-based policy'
  | 'permissions boundary'
  | 'service control policy'
  | 'resource control policy';

/** ARNs of managed policies, by what they are attached as. */
const IAM_POLICY = {
  pattern: /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/,
  what: 'a managed policy of IAM',
};
const ARNS: { readonly [type in AttachedAs]: { readonly pattern: RegExp; readonly what: string } } = {
  'identity-based policy': IAM_POLICY,
  'permissions boundary': IAM_POLICY,
  'service control policy': organizationsPolicy('service'),
  'resource control policy': organizationsPolicy('resource'),
};

function organizationsPolicy(kind: string) {
  const owner = '(\\d{12}:policy/o-[a-z0-9]+|aws:policy)';
  return {
    pattern: RegExp(`^arn:aws[a-z-]*:organizations::${owner}/${kind}_control_policy/p-[A-Za-z0-9_]+$`),
    what: `a ${kind} control policy`,
  };
}

/** What a managed policy is, by its ARN; undefined for an ARN of anything else. */
export function policyTypeOf(arn: string): AttachedAs | undefined {
  return (['identity-based policy', 'service control policy', 'resource control policy'] as const).find((type) =>
    ARNS[type].pattern.test(arn),
  );
}

/** The record of a policy that is attached to something; an inline one without a name is called by its place. */
export function attachedPolicy(option: unknown, type: AttachedAs, path: string): AttachedPolicyRecord {
  if (typeof option === 'string' && option.startsWith('arn:')) {
    const { pattern, what } = ARNS[type];
    if (!pattern.test(option)) refuse(path, `expected the ARN of ${what}`);
    return { PolicyArn: option };
  }
  if (isPlainObject(option) && 'PolicyDocument' in option) {
    inlinePolicy(option, path);
    // The check has seen that it is one.
    const { PolicyName, PolicyDocument } = option as unknown as InlinePolicyOption;
    return { PolicyName, PolicyDocument: documentText(PolicyDocument, type, `${path}.PolicyDocument`) };
  }
  if (typeof option !== 'string' && !isPlainObject(option)) {
    expected(path, option, `${WHAT}, { PolicyName, PolicyDocument }, or the ARN of a managed policy`);
  }
  return { PolicyName: path.slice(path.lastIndexOf('.') + 1), PolicyDocument: documentText(option, type, path) };
}

/** A list of policies; two inline ones of one name are refused. */
export function attachedPolicies(options: unknown, type: AttachedAs, path: string): readonly AttachedPolicyRecord[] {
  if (!Array.isArray(options)) expected(path, options, 'a list of policies');
  const records = Array.from(options, (option, at) => attachedPolicy(option, type, `${path}[${at}]`));
  const names = records.map((record) => ('PolicyArn' in record ? record.PolicyArn : record.PolicyName));
  const twin = names.findIndex((name, at) => names.indexOf(name) !== at);
  if (twin !== -1) refuse(`${path}[${twin}]`, 'a policy of this name is there already');
  return records;
}
