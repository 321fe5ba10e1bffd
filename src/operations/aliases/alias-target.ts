import type { Call, KeyIdRule } from '../../contract/operation.js';
import type { World } from '../../contract/world.js';
import { aliasOfAlias, aliasQuotaExceeded } from '../../model/faults/aliases.js';
import type { MaybePromise } from '../../ports/maybe-promise.js';
import { checkAliasName } from '../../rules/alias-name.js';
import { lookUpKey } from '../../rules/key-lookup.js';
import type { KeyRecord } from '../../state/records/key.js';

interface Input {
  readonly AliasName: string | undefined;
  readonly TargetKeyId: string | undefined;
}

/** The name is checked first; the target is a key, never another alias. */
export function findAliasTarget(call: Call<Input>, rule: KeyIdRule): MaybePromise<KeyRecord> {
  const { AliasName, TargetKeyId } = call.input as { AliasName: string; TargetKeyId: string };
  checkAliasName(AliasName);
  if (/^(arn:[^:]*:kms:[^:]*:\d*:)?alias\//.test(TargetKeyId)) throw aliasOfAlias();
  return lookUpKey(call, TargetKeyId, rule);
}

/** Whether the key may have one alias more. */
export function checkAliasQuota({ state, quotas }: World, key: KeyRecord): void {
  const usage = state.group('aliases', 'key', key.Arn)?.size ?? 0;
  if (usage >= quotas.aliasesPerKey) throw aliasQuotaExceeded(quotas.aliasesPerKey, usage);
}
