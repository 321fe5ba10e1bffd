import { type Check, expected, isPlainObject, listOf, members, refuse, shown, text } from '../checks.js';
import type { CallerOptions, VpcEndpointOptions } from '../options.js';
import { documentText } from './policy-option.js';

const sessionPolicies: Check = (value, path) => {
  listOf((document, at) => void documentText(document, 'session policy', at), 'a list of policy documents')(
    value,
    path,
  );
  if ((value as unknown[]).length === 0) refuse(path, 'expected at least one policy document; the list is empty');
};

const vpcEndpoint = members<VpcEndpointOptions>(
  {
    id: text(/^vpce-[0-9a-f]{8,17}$/, 'the id of a VPC endpoint, such as "vpce-0a1b2c3d4e5f67890"'),
    policy: (value, path) => void documentText(value, 'VPC endpoint policy', path),
  },
  ['id'],
);

const CHECKS: { readonly [M in keyof CallerOptions]?: Check } = {
  sessionPolicies,
  via: text(/^[a-z][a-z0-9-]*$/, 'the name of a service as kms:ViaService begins, such as "s3"'),
  service: text(/^([a-z0-9-]+\.)+amazonaws\.com(\.cn)?$/, 'the name of an AWS service, such as "s3.amazonaws.com"'),
  sourceArn: text(/^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:.+$/, 'the ARN of a resource'),
  vpcEndpoint,
  context,
};

/**
 * Checks how a caller calls. Who it is, `options.ts` has checked.
 * @throws TypeError for what cannot be, and for what cannot be together
 */
export function checkCaller(options: CallerOptions, path: string): void {
  for (const [name, check] of Object.entries(CHECKS)) {
    const value = options[name as keyof CallerOptions];
    if (value !== undefined) check(value, `${path}.${name}`);
  }
  const { principal, service, via, sourceArn } = options;
  if (service !== undefined) {
    const other = (['principal', 'via', 'sessionPolicies'] as const).find((name) => options[name] !== undefined);
    if (other !== undefined) refuse(`${path}.service`, `an AWS service that calls by itself has no ${other}`);
  }
  if (sourceArn !== undefined && (service ?? via) === undefined) {
    refuse(`${path}.sourceArn`, 'only an AWS service calls for a resource: give service or via, too');
  }
  if (options.sessionPolicies !== undefined && !isSession(principal)) {
    refuse(`${path}.sessionPolicies`, 'only sessions of roles and federated users have them: give principal, too');
  }
}

/** A role stands for its sessions. */
function isSession(principal: string | undefined): boolean {
  return principal !== undefined && /:(role|assumed-role|federated-user)\//.test(principal);
}

/**
 * Condition keys that localkms knows, and what tells them. Not those that a test may know better: `aws:SourceAccount` of an
 * ARN without account, the chain of `aws:CalledVia`, or an organization that `iam` does not tell of.
 */
const TOLD_BY: readonly (readonly [keys: RegExp, by: string])[] = [
  [/^kms:/, 'the call and its key'],
  [/^aws:(requesttag|resourcetag)\/|^aws:(tagkeys|resourceaccount)$/, 'the call and its key'],
  [/^aws:(currenttime|epochtime)$/, 'the clock'],
  [/^aws:requestedregion$/, 'the Region of the call'],
  [/^aws:(principalaccount|principalarn|principaltype|username)$/, 'principal'],
  [/^aws:(principalisawsservice|principalservicename)$/, 'service'],
  [/^aws:viaawsservice$/, 'via'],
  [/^aws:sourcearn$/, 'sourceArn'],
  [/^aws:sourcevpce$/, 'vpcEndpoint'],
];

function context(value: unknown, path: string): void {
  if (!isPlainObject(value)) expected(path, value, 'an object of condition keys and their values');
  const names = Object.keys(value).map((name) => name.toLowerCase());
  for (const [at, [name, given]] of Object.entries(value).entries()) {
    if (!/^[\w.-]+:\S(.{0,255}\S)?$/.test(name)) {
      expected(`${path}, the name of a member`, name, 'a condition key, such as "aws:SourceIp"');
    }
    const place = `${path}[${shown(name)}]`;
    const [, by] = TOLD_BY.find(([keys]) => keys.test(name.toLowerCase())) ?? [];
    if (by !== undefined) refuse(place, `it follows from ${by}, and cannot be given`);
    if (names.indexOf(name.toLowerCase()) !== at) refuse(place, 'names of condition keys differ by more than case');
    if (!isTextOrTexts(given)) expected(place, given, 'text, or a list of texts');
  }
}

function isTextOrTexts(value: unknown): boolean {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.every((text) => typeof text === 'string');
}
