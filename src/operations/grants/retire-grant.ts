import type { RetireGrantCommandInput } from '@aws-sdk/client-kms';
import { mayRetire } from '../../authorization/grants.js';
import { principalsOf } from '../../authorization/principals.js';
import { type Call, defineOperation, type KeyIdRule, type Operation } from '../../contract/operation.js';
import { invalidGrantToken } from '../../model/faults/grant-tokens.js';
import { grantToRetireRequired } from '../../model/faults/grants.js';
import * as Member from '../../model/members.js';
import { string } from '../../model/shapes.js';
import { findGrant, grantOfToken } from '../../rules/grant-tokens.js';
import { lookUpKey } from '../../rules/key-lookup.js';
import { remove } from '../../state/changes.js';
import type { GrantRecord } from '../../state/records/grant.js';
import type { KeyRecord } from '../../state/records/key.js';
import { describedKey } from '../key-uses.js';
import { grantOnKey } from './grant-id.js';

type RetireGrantCall = Call<RetireGrantCommandInput>;

/** Names the grant by its token, or by key and GrantId. https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html */
export const RetireGrant: Operation<'RetireGrant'> = defineOperation({
  name: 'RetireGrant',
  input: {
    GrantToken: string(1, 8192),
    KeyId: Member.KeyId,
    GrantId: Member.GrantId,
    DryRun: Member.DryRun,
  },
  keys: [
    describedKey({
      permission: 'RetireGrant',
      grantOperation: 'RetireGrant',
      crossAccount: true,
      access: 'use',
      find: keyOfGrant,
      otherAccounts: mayRetireFromOutside,
    }),
  ],
  dryRun: true,
  tracksLastUsage: false,
  async handler(call) {
    const { GrantToken, GrantId } = call.input;
    const [key] = call.keys as [KeyRecord];
    const grant =
      GrantToken === undefined ? grantOnKey(call.world, key, GrantId as string) : await requireToken(call, GrantToken);
    return { output: {}, changes: [remove('grants', grant)] };
  },
});

async function requireToken(call: RetireGrantCall, token: string): Promise<GrantRecord> {
  const grant = await grantOfToken(call, token);
  if (grant === undefined) throw invalidGrantToken();
  return grant;
}

async function keyOfGrant(call: RetireGrantCall, rule: KeyIdRule): Promise<KeyRecord> {
  const { GrantToken, KeyId, GrantId } = call.input;
  if (GrantToken !== undefined) {
    const { keyArn } = await requireToken(call, GrantToken);
    return call.world.state.get('keys', keyArn) as KeyRecord;
  }
  if (KeyId === undefined || GrantId === undefined) throw grantToRetireRequired();
  return lookUpKey(call, KeyId, rule);
}

/** The grant says who; the key policy has no say in it. */
async function mayRetireFromOutside(call: RetireGrantCall, key: KeyRecord): Promise<boolean> {
  const { GrantToken, GrantId } = call.input;
  const grant =
    GrantToken === undefined ? findGrant(call.world, GrantId as string) : await requireToken(call, GrantToken);
  return grant?.keyArn === key.Arn && mayRetire(grant, principalsOf(call.caller));
}
