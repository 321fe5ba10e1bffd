import type { Call } from '../contract/call.js';
import type { KeyIdRule } from '../contract/operation.js';
import { aliasArn, isKeyId, keyArn, parseKmsArn, type Scope } from '../model/arn.js';
import { resourceNotVisible } from '../model/faults/not-visible.js';
import {
  aliasNotFound,
  aliasNotSupported,
  invalidArn,
  keyNotFound,
  malformedKeyId,
  malformedKeyIdInArn,
} from '../model/faults/resolution.js';
import type { MaybePromise } from '../ports/maybe-promise.js';
import type { KeyRecord } from '../state/records/key.js';
import { keyById } from './key-by-id.js';
import { loadAwsManagedKeys } from './lazy.js';

const KEY = 'key/';
const ALIAS = 'alias/';

/** The key that a KeyId names: key id, key ARN and, where the operation takes them, alias name and alias ARN. */
export function lookUpKey(call: Call, KeyId: string, rule: Omit<KeyIdRule, 'member'>): MaybePromise<KeyRecord> {
  const { state } = call.world;
  const { scope } = call.caller;
  if (KeyId.startsWith('arn:')) {
    const key = state.get('keys', KeyId);
    return key?.region === scope.region ? key : lookUpArn(call, KeyId, rule);
  }
  if (KeyId.startsWith(ALIAS)) return lookUpAlias(call, aliasArn(scope, KeyId), rule);
  const key = keyById(state, scope, KeyId);
  if (key !== undefined) return key;
  throw isKeyId(KeyId) ? keyNotFound(keyArn(scope, KeyId)) : malformedKeyId(KeyId);
}

/** Every ARN that is not simply the ARN of a key in this Region. */
function lookUpArn(call: Call, text: string, rule: Omit<KeyIdRule, 'member'>): MaybePromise<KeyRecord> {
  const { scope } = call.caller;
  const arn = parseKmsArn(text);
  if (arn === undefined) throw invalidArn(text);
  if (arn.resource.startsWith(ALIAS)) {
    if (!rule.aliases) throw aliasNotSupported();
    requireRegion(arn.region, scope);
    return lookUpAlias(call, text, rule);
  }
  if (!arn.resource.startsWith(KEY)) throw invalidArn(text);
  requireRegion(arn.region, scope);
  const keyId = arn.resource.slice(KEY.length);
  if (!isKeyId(keyId)) throw malformedKeyIdInArn(keyId);
  // Whoever may not see an account's keys is not told which exist.
  if (arn.account !== scope.account) throw resourceNotVisible(call.caller.principal, `kms:${rule.permission}`);
  throw keyNotFound(text);
}

function requireRegion(region: string, scope: Scope): void {
  if (region !== scope.region) throw invalidArn(region);
}

function lookUpAlias(call: Call, arn: string, rule: Omit<KeyIdRule, 'member'>): MaybePromise<KeyRecord> {
  if (!rule.aliases) throw aliasNotSupported();
  const { state } = call.world;
  const target = state.get('aliases', arn)?.targetKeyArn;
  if (target === undefined && isOfAws(arn, call.caller.scope)) return lookUpPredefinedAlias(call, arn);
  const key = target === undefined ? undefined : state.get('keys', target);
  if (key === undefined) throw aliasNotFound(arn);
  return key;
}

function isOfAws(arn: string, { arnPrefix }: Scope): boolean {
  return arn.startsWith(`${arnPrefix}${ALIAS}aws/`);
}

async function lookUpPredefinedAlias(call: Call, arn: string): Promise<KeyRecord> {
  const { awsManagedKey } = await loadAwsManagedKeys();
  const key = await awsManagedKey(call, arn);
  if (key === undefined) throw aliasNotFound(arn);
  return key;
}
