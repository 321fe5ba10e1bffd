import type { Operation } from '../../contract/operation.js';
import { aliasArn } from '../../model/arn.js';
import { aliasNotFound } from '../../model/faults/resolution.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { checkAliasName } from '../../rules/alias-name.js';
import { remove } from '../../state/changes.js';

/** Its key stays as it is. https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html */
export const DeleteAlias: Operation<'DeleteAlias'> = {
  input: { AliasName: required(Member.AliasName) },
  keys: [],
  handler(call) {
    const { AliasName } = call.input;
    checkAliasName(AliasName);
    const AliasArn = aliasArn(call.caller.scope, AliasName);
    const alias = call.world.state.get('aliases', AliasArn);
    if (alias === undefined) throw aliasNotFound(AliasArn);
    return { output: {}, changes: [remove('aliases', alias)] };
  },
};
