import type { AccessMatrixQuestion } from '../../bench/access/access-matrix.js';
import type { LeastPrivilegeOptions } from '../../bench/access/least-privilege.js';
import type { AccessQuestion } from '../../bench/access/question.js';
import type { OtherPolicies } from '../../bench/access/replay.js';
import type { EventFilter } from '../../events/event-filter.js';
import { expectedKind, isPlainObject } from '../../options/checks.js';
import type { IdentityOptions, OrganizationOptions, PolicyOption } from '../../options/iam/iam-options.js';
import type { Routes } from './route.js';

/** Who did what, who may do it, and why. What a body holds, the handle checks: hence the casts. */
export const ACCESS_ROUTES: Routes = {
  events: { GET: ({ kms, query }) => kms.events(eventFilter(query)) },
  eventBridge: { GET: ({ kms }) => kms.eventBridge() },
  access: { POST: ({ kms, body }) => kms.access(body as AccessMatrixQuestion | undefined) },
  'policies/coverage': { GET: ({ kms }) => kms.policies.coverage() },
  'policies/leastPrivilege': {
    POST: ({ kms, body }) =>
      kms.policies.leastPrivilege(
        member(body, 'principal') as string,
        member(body, 'options') as LeastPrivilegeOptions | undefined,
      ),
  },
  'policies/replay': { POST: ({ kms, body }) => kms.policies.replay(body as OtherPolicies) },
  can: { POST: ({ kms, body }) => kms.can(body as AccessQuestion) },
  'explain/{id}': { GET: ({ kms, name }) => kms.explain({ requestId: name }) },
  iam: { GET: ({ kms }) => kms.iam.describe() },
  'iam/roles/{id}': {
    PUT: ({ kms, name, body }) => kms.iam.putRole(name, body as IdentityOptions),
    DELETE: ({ kms, name }) => kms.iam.deleteRole(name),
  },
  'iam/users/{id}': {
    PUT: ({ kms, name, body }) => kms.iam.putUser(name, body as IdentityOptions),
    DELETE: ({ kms, name }) => kms.iam.deleteUser(name),
  },
  'iam/policies/{id}': {
    PUT: ({ kms, name, body }) => kms.iam.putPolicy(name, member(body, 'PolicyDocument') as string | object),
    DELETE: ({ kms, name }) => kms.iam.deletePolicy(name),
  },
  'iam/serviceControlPolicies/{id}': {
    PUT: ({ kms, name, body }) => kms.iam.putServiceControlPolicies(name, member(body, 'levels') as PolicyOption[][]),
  },
  'iam/resourceControlPolicies/{id}': {
    PUT: ({ kms, name, body }) => kms.iam.putResourceControlPolicies(name, member(body, 'levels') as PolicyOption[][]),
  },
  'iam/organization': {
    PUT: ({ kms, body = {} }) => kms.iam.putOrganization(body as OrganizationOptions),
    DELETE: ({ kms }) => kms.iam.putOrganization(undefined),
  },
};

/** A query has text alone; what is neither of the two words, the filter refuses. */
export function eventFilter({ readOnly, ...others }: Readonly<Record<string, string>>): EventFilter {
  const flag = new Map([
    ['true', true],
    ['false', false],
  ]);
  return { ...others, ...(readOnly !== undefined && { readOnly: flag.get(readOnly) ?? readOnly }) } as EventFilter;
}

/** What the handle takes as it is, for a body is always an object. */
function member(body: unknown, name: string): unknown {
  if (!isPlainObject(body)) expectedKind('body', body, `an object with ${name}`);
  return body[name];
}
