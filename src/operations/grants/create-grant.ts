import type { Operation } from '../../contract/operation.js';
import { grantQuotaExceeded } from '../../model/faults/grants.js';
import { LAZY_ENUMS } from '../../model/lazy-enums.js';
import * as Member from '../../model/members.js';
import { list, oneOf, pattern, required, string, structure } from '../../model/shapes.js';
import { newGrantToken } from '../../rules/grant-tokens.js';
import { expect, insert } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';
import { checkGrant, checkGrantOnKey } from './grant-rules.js';
import { newGrant } from './new-grant.js';

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
      SourceArn: string(20, 512, pattern('^arn:aws[a-z0-9-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:.+$')),
    }),
    GrantTokens: Member.GrantTokens,
    Name: string(1, 256, pattern('^[a-zA-Z0-9:/_-]+$')),
    DryRun: Member.DryRun,
    GranteeServicePrincipal: Member.ServicePrincipal,
    RetiringServicePrincipal: Member.ServicePrincipal,
  },
  keys: [
    managedKey({
      grantable: true,
      crossAccount: true,
      states: 'createGrant',
      checkKey: checkGrantOnKey,
    }),
  ],
  checkMembers: checkGrant,
  async handler(call) {
    const { state } = call.world;
    const quota = call.world.quotas.grantsPerKey;
    const [key] = call.keys;
    const grant = newGrant(call, key);
    // A retry gets the grant that it made before, with a new token.
    const existing = state.get('grants', grant.id);
    const changes = () => {
      if (existing !== undefined) return [expect('grants', existing)];
      if ((state.group('grants', 'key', key.Arn)?.size ?? 0) >= quota) throw grantQuotaExceeded(quota);
      return [insert('grants', grant)];
    };
    // Already for a dry run, which writes nothing.
    changes();
    const { GrantId } = existing ?? grant;
    const GrantToken = await newGrantToken(call.world, existing ?? grant);
    return { output: { GrantToken, GrantId }, changes };
  },
};
