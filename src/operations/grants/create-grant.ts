import { toHex } from '../../bytes/hex.js';
import type { Operation } from '../../contract/operation.js';
import { grantQuotaExceeded } from '../../model/faults/grants.js';
import { LAZY_ENUMS } from '../../model/lazy-enums.js';
import * as Member from '../../model/members.js';
import { list, oneOf, required, structure } from '../../model/shapes.js';
import { checkGrant, checkGrantOnKey, GrantName, GrantSourceArn } from '../../rules/grant-rules.js';
import { newGrantToken } from '../../rules/grant-tokens.js';
import { newGrant } from '../../rules/new-grant.js';
import { expect, insert } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';

const GRANT_ID_BYTES = 32;

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html */
export const CreateGrant: Operation<'CreateGrant', [KeyRecord]> = {
  input: {
    KeyId: required(Member.KeyId),
    GranteePrincipal: Member.PrincipalId,
    RetiringPrincipal: Member.PrincipalId,
    Operations: required(list(oneOf(LAZY_ENUMS.GrantOperation))),
    Constraints: structure({
      EncryptionContextSubset: Member.EncryptionContext,
      EncryptionContextEquals: Member.EncryptionContext,
      SourceArn: GrantSourceArn,
    }),
    GrantTokens: Member.GrantTokens,
    Name: GrantName,
    DryRun: Member.DryRun,
    GranteeServicePrincipal: Member.ServicePrincipal,
    RetiringServicePrincipal: Member.ServicePrincipal,
  },
  keys: [
    managedKey({
      grantable: true,
      crossAccount: true,
      states: 'createGrant',
      checkKey: ({ input }, key) => checkGrantOnKey(input, key),
    }),
  ],
  checkMembers: ({ input }) => checkGrant(input),
  async handler(call) {
    const { state } = call.world;
    const quota = call.world.quotas.grantsPerKey;
    const [key] = call.keys;
    const GrantId = toHex(call.world.random.bytes(GRANT_ID_BYTES, `grant id ${key.Arn}`));
    const grant = newGrant(call.input, key, { GrantId, issuer: call.caller.scope, now: call.now });
    // A retry gets the grant that it made before, with a new token.
    const existing = state.get('grants', grant.id);
    const changes = () => {
      if (existing !== undefined) return [expect('grants', existing)];
      if ((state.group('grants', 'key', key.Arn)?.size ?? 0) >= quota) throw grantQuotaExceeded(quota);
      return [insert('grants', grant)];
    };
    // Already for a dry run, which writes nothing.
    changes();
    const granted = existing ?? grant;
    const GrantToken = await newGrantToken(call.world, granted);
    return { output: { GrantToken, GrantId: granted.GrantId }, changes };
  },
};
