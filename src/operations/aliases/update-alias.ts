import type { Operation } from '../../contract/operation.js';
import { aliasArn } from '../../model/arn.js';
import { aliasKeyTypeDiffers, aliasKeyUsageDiffers } from '../../model/faults/aliases.js';
import { aliasNotFound } from '../../model/faults/resolution.js';
import { keySpec } from '../../model/key-specs.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { update } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { ALIAS, managedKey } from '../key-uses.js';
import { checkAliasQuota, findAliasTarget, findKeyOfAlias } from './alias-target.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html */
export const UpdateAlias: Operation<'UpdateAlias', [KeyRecord, KeyRecord?]> = {
  input: { AliasName: required(Member.AliasName), TargetKeyId: required(Member.KeyId) },
  keys: [
    managedKey({
      member: 'TargetKeyId',
      find: findAliasTarget,
      states: 'notPendingDeletion',
    }),
    managedKey({ member: 'AliasName', aliases: true, find: findKeyOfAlias }),
  ],
  resources: [ALIAS],
  handler(call) {
    const { state } = call.world;
    const [next, current] = call.keys;
    const { AliasName } = call.input;
    const AliasArn = aliasArn(call.caller.scope, AliasName);
    const alias = state.get('aliases', AliasArn);
    if (alias === undefined || current === undefined) throw aliasNotFound(AliasArn);
    checkSameKind(AliasName, current, next);
    if (next !== current) checkAliasQuota(call.world, next);
    const changed = { targetKeyArn: next.Arn, LastUpdatedDate: call.now };
    return { output: {}, changes: [update('aliases', alias, changed)] };
  },
};

/** What encrypts must not become what signs, or ciphertext of another kind. */
function checkSameKind(aliasName: string, current: KeyRecord, next: KeyRecord): void {
  if (current.KeyUsage !== next.KeyUsage) throw aliasKeyUsageDiffers(aliasName, current.KeyUsage, next.KeyUsage);
  const [from, to] = [keySpec(current.KeySpec).type, keySpec(next.KeySpec).type];
  if (from !== to) throw aliasKeyTypeDiffers(aliasName, from, to);
}
