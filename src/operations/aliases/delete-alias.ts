import type { Operation } from '../../contract/operation.js';
import { aliasArn } from '../../model/arn.js';
import { aliasNotFound } from '../../model/faults/resolution.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { remove } from '../../state/changes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { ALIAS, managedKey } from '../key-uses.js';
import { findKeyOfAlias } from './alias-target.js';

/** Its key stays as it is. https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html */
export const DeleteAlias: Operation<'DeleteAlias', [KeyRecord?]> = {
  input: { AliasName: required(Member.AliasName) },
  keys: [managedKey({ member: 'AliasName', aliases: true, find: findKeyOfAlias })],
  resources: [ALIAS],
  handler(call) {
    const { AliasName } = call.input;
    const AliasArn = aliasArn(call.caller.scope, AliasName);
    const alias = call.world.state.get('aliases', AliasArn);
    if (alias === undefined) throw aliasNotFound(AliasArn);
    return { output: {}, changes: [remove('aliases', alias)] };
  },
};
