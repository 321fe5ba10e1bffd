import type { Call, Found, InputOf } from '../../contract/call.js';
import type { KeyIdRule } from '../../contract/operation.js';
import type { World } from '../../contract/world.js';
import { aliasArn } from '../../model/arn.js';
import { aliasOfAlias, aliasQuotaExceeded } from '../../model/faults/aliases.js';
import { type MaybePromise, whenReady } from '../../ports/maybe-promise.js';
import { checkAliasName } from '../../rules/alias-name.js';
import { lookUpKey } from '../../rules/key-lookup.js';
import type { KeyRecord } from '../../state/records/key.js';

type Input = InputOf<'CreateAlias' | 'UpdateAlias'>;
type AliasInput = InputOf<'DeleteAlias' | 'UpdateAlias'>;

/** The name is checked first; the target is a key, never another alias. */
export function findAliasTarget(call: Call<Input>, rule: KeyIdRule): MaybePromise<Found> {
  const { AliasName, TargetKeyId } = call.input;
  checkAliasName(AliasName);
  if (/^(arn:[^:]*:kms:[^:]*:\d*:)?alias\//.test(TargetKeyId)) throw aliasOfAlias();
  return whenReady(lookUpKey(call, TargetKeyId, rule), (key) => ({ key }));
}

/** The key that an alias stands for now; undefined where there is none. */
export function findKeyOfAlias({ input: { AliasName }, caller, world: { state } }: Call<AliasInput>): Found {
  checkAliasName(AliasName);
  const target = state.get('aliases', aliasArn(caller.scope, AliasName))?.targetKeyArn;
  return { key: target === undefined ? undefined : state.get('keys', target) };
}

/** Whether the key may have one alias more. */
export function checkAliasQuota({ state, quotas }: World, key: KeyRecord): void {
  const usage = state.group('aliases', 'key', key.Arn)?.size ?? 0;
  if (usage >= quotas.aliasesPerKey) throw aliasQuotaExceeded(quotas.aliasesPerKey, usage);
}
