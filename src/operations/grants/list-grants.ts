import type { CallOf } from '../../contract/call.js';
import type { Operation } from '../../contract/operation.js';
import { noIdentityBasedPolicyAllows } from '../../model/faults/access.js';
import { oneGranteeAllowed } from '../../model/faults/grants.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { shownGrantee } from '../../rules/views/grant-list-entry.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';
import { checkGrantId } from './grant-id.js';
import { grantPage } from './grant-page.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html */
export const ListGrants: Operation<'ListGrants', [KeyRecord]> = {
  input: {
    Limit: Member.Limit,
    Marker: Member.Marker,
    KeyId: required(Member.KeyId),
    GrantId: Member.GrantId,
    GranteePrincipal: Member.PrincipalId,
    GranteeServicePrincipal: Member.ServicePrincipal,
  },
  keys: [managedKey({ crossAccount: true })],
  async handler(call) {
    const { GrantId, GranteePrincipal, GranteeServicePrincipal } = call.input;
    const [key] = call.keys;
    if (GrantId !== undefined) checkGrantId(GrantId);
    checkGrantee(call);
    const output = await grantPage(
      call,
      call.world.state.group('grants', 'key', key.Arn),
      (grant) =>
        (GrantId === undefined || GrantId === grant.GrantId) &&
        (GranteePrincipal === undefined || GranteePrincipal === shownGrantee(grant)) &&
        (GranteeServicePrincipal === undefined || GranteeServicePrincipal === grant.GranteeServicePrincipal),
    );
    return { output };
  },
};

/** "You can specify either, but not both", and the service only where it calls itself. */
function checkGrantee({ input, caller, keys: [key] }: CallOf<'ListGrants', readonly [KeyRecord]>): void {
  const { GranteePrincipal, GranteeServicePrincipal } = input;
  if (GranteeServicePrincipal === undefined) return;
  if (GranteePrincipal !== undefined) throw oneGranteeAllowed();
  if (GranteeServicePrincipal !== caller.principal) {
    throw noIdentityBasedPolicyAllows(caller.principal, 'kms:ListGrants', key.Arn);
  }
}
