import type { CallOf, Found } from '../../contract/call.js';
import type { KeyIdRule, Operation } from '../../contract/operation.js';
import { grantToRetireRequired } from '../../model/faults/grants.js';
import { invalidGrantToken } from '../../model/faults/invalid-grant-token.js';
import * as Member from '../../model/members.js';
import { string } from '../../model/shapes.js';
import { findGrant, grantOfToken } from '../../rules/grant-tokens.js';
import { lookUpKey } from '../../rules/key-lookup.js';
import { remove } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';
import { grantOnKey } from './grant-id.js';

/** Names the grant by its token, or by key and GrantId. https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html */
export const RetireGrant: Operation<'RetireGrant', [KeyRecord]> = {
  input: {
    GrantToken: string(1, 8192),
    KeyId: Member.KeyId,
    GrantId: Member.GrantId,
    DryRun: Member.DryRun,
  },
  keys: [
    managedKey({
      grantable: true,
      crossAccount: true,
      decidedBy: 'grant',
      find: findKeyOfGrant,
    }),
  ],
  handler({ world, keys: [key], found, input }) {
    // Refused here where it is no grant on the key: first it is asked who calls.
    const grant = found?.grant ?? grantOnKey(world, key, input.GrantId ?? '');
    return { output: {}, changes: [remove('grants', grant)] };
  },
};

async function findKeyOfGrant(call: CallOf<'RetireGrant'>, rule: KeyIdRule): Promise<Found> {
  const { GrantToken, KeyId, GrantId } = call.input;
  if (GrantToken !== undefined) {
    const grant = await grantOfToken(call, GrantToken);
    if (grant === undefined) throw invalidGrantToken();
    return { key: call.world.state.get('keys', grant.keyArn), grant };
  }
  if (KeyId === undefined || GrantId === undefined) throw grantToRetireRequired();
  const key = await lookUpKey(call, KeyId, rule);
  const grant = findGrant(call.world, GrantId);
  return grant?.keyArn === key.Arn ? { key, grant } : { key };
}
