import type { CallOf } from '../../contract/call.js';
import type { Operation } from '../../contract/operation.js';
import { noIdentityBasedPolicyAllows } from '../../model/faults/access.js';
import { invalidPrincipal, oneRetiringPrincipalRequired } from '../../model/faults/grants.js';
import * as Member from '../../model/members.js';
import { isPrincipalArn } from '../../model/principal-arn.js';
import { EVERYTHING } from '../key-uses.js';
import { grantPage } from './grant-page.js';

/** Also grants on keys of other accounts. https://docs.aws.amazon.com/kms/latest/APIReference/API_ListRetirableGrants.html */
export const ListRetirableGrants: Operation<'ListRetirableGrants'> = {
  input: {
    Limit: Member.Limit,
    Marker: Member.Marker,
    RetiringPrincipal: Member.PrincipalId,
    RetiringServicePrincipal: Member.ServicePrincipal,
  },
  keys: [],
  resources: [EVERYTHING],
  async handler(call) {
    const principal = retiringPrincipal(call);
    const { region } = call.caller.scope;
    return {
      output: await grantPage(call, call.world.state.group('grants', 'retiringPrincipal', `${region}/${principal}`)),
    };
  },
};

/** A principal of the caller's account, or the AWS service that itself calls. */
function retiringPrincipal({ input, caller }: CallOf<'ListRetirableGrants'>): string {
  const { RetiringPrincipal, RetiringServicePrincipal } = input;
  const principal = RetiringPrincipal ?? RetiringServicePrincipal;
  if (principal === undefined || (RetiringPrincipal !== undefined && RetiringServicePrincipal !== undefined)) {
    throw oneRetiringPrincipalRequired();
  }
  if (RetiringPrincipal !== undefined && !isPrincipalArn(RetiringPrincipal)) throw invalidPrincipal(RetiringPrincipal);
  const allowed =
    RetiringPrincipal === undefined
      ? principal === caller.principal
      : RetiringPrincipal.split(':')[4] === caller.scope.account;
  if (!allowed) throw noIdentityBasedPolicyAllows(caller.principal, 'kms:ListRetirableGrants', principal);
  return principal;
}
