import type { Operation } from '../../contract/operation.js';
import { aliasArn } from '../../model/arn.js';
import { aliasExists } from '../../model/faults/aliases.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { insert } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { ALIAS, managedKey } from '../key-uses.js';
import { checkAliasQuota, findAliasTarget } from './alias-target.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
export const CreateAlias: Operation<'CreateAlias', [KeyRecord]> = {
  input: { AliasName: required(Member.AliasName), TargetKeyId: required(Member.KeyId) },
  keys: [
    managedKey({
      member: 'TargetKeyId',
      find: findAliasTarget,
      states: 'notPendingDeletion',
    }),
  ],
  resources: [ALIAS],
  handler(call) {
    const { caller, now, world } = call;
    const [key] = call.keys;
    const { AliasName } = call.input;
    const AliasArn = aliasArn(caller.scope, AliasName);
    if (world.state.get('aliases', AliasArn) !== undefined) throw aliasExists(AliasArn);
    checkAliasQuota(world, key);
    const { account, region } = caller.scope;
    const alias = {
      AliasArn,
      AliasName,
      account,
      region,
      targetKeyArn: key.Arn,
      CreationDate: now,
    };
    return { output: {}, changes: [insert('aliases', alias)] };
  },
};
