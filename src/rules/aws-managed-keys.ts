import { awsManagedKeyPolicy } from '../authorization/aws-managed-key-policy.js';
import { randomUuid } from '../bytes/uuid.js';
import type { Call } from '../contract/call.js';
import type { World } from '../contract/world.js';
import type { Scope } from '../model/arn.js';
import { ROTATION_PERIOD_IN_DAYS } from '../model/limits.js';
import { PREDEFINED_ALIASES, type PredefinedAlias, predefinedAlias } from '../model/predefined-aliases.js';
import { type Change, insert, replace } from '../state/changes.js';
import type { AliasRecord } from '../state/records/alias.js';
import type { KeyRecord } from '../state/records/key.js';
import { refuseBygone } from './bygone.js';
import { newKey } from './new-key.js';
import { rotationFrom } from './rotation.js';

/** The key of a predefined alias, which AWS makes when the alias is first used; undefined for every other alias. */
export async function awsManagedKey(call: Call, aliasArn: string): Promise<KeyRecord | undefined> {
  const { world, caller, now } = call;
  const { scope } = caller;
  for (;;) {
    // It is written by itself, not with the changes of the call.
    refuseBygone(call);
    const alias = world.state.get('aliases', aliasArn);
    // Another call may have made it while this one waited.
    if (alias?.targetKeyArn !== undefined) return world.state.get('keys', alias.targetKeyArn);
    const predefined = predefinedAlias(aliasArn.slice(scope.arnPrefix.length));
    if (predefined === undefined) return undefined;
    const { key, changes } = newAwsManagedKey(world, scope, now, predefined, alias);
    if (await world.write(() => changes)) return key;
  }
}

/** Makes the AWS managed key of a predefined alias and binds it. */
function newAwsManagedKey(
  world: World,
  scope: Scope,
  now: number,
  predefined: PredefinedAlias,
  alias: AliasRecord | undefined,
): { readonly key: KeyRecord; readonly changes: readonly Change[] } {
  const { service, description } = predefined;
  const fresh = newKey(world, scope, now, {
    // Made once, whenever that is: it takes nothing from the stream of the key ids that customers get.
    KeyId: randomUuid(world.random.bytesOf(`key id of alias/aws/${service} ${scope.account} ${scope.region}`, 16)),
    Description: description,
    KeySpec: 'SYMMETRIC_DEFAULT',
    KeyUsage: 'ENCRYPT_DECRYPT',
    Origin: 'AWS_KMS',
    KeyManager: 'AWS',
    Policy: awsManagedKeyPolicy(scope, predefined),
    Tags: [],
    MultiRegion: false,
  });
  // AWS rotates its own keys about every year.
  const rotation = rotationFrom(now, ROTATION_PERIOD_IN_DAYS.default);
  const key: KeyRecord = { ...fresh, materials: { ...fresh.materials, rotation } };
  const bound: AliasRecord = {
    ...(alias ?? unboundAlias(scope, service)),
    targetKeyArn: key.Arn,
    CreationDate: now,
  };
  const binding: Change = alias === undefined ? insert('aliases', bound) : replace('aliases', alias, bound);
  return { key, changes: [insert('keys', key), binding] };
}

function unboundAlias(scope: Scope, service: string): AliasRecord {
  const AliasName = `alias/aws/${service}`;
  return { AliasArn: scope.arnPrefix + AliasName, AliasName, account: scope.account, region: scope.region };
}

/** An account lists every predefined alias, also those that have no key yet. */
export async function showPredefinedAliases(call: Call): Promise<void> {
  const { world, caller } = call;
  const aliases = PREDEFINED_ALIASES.map(({ service }) => unboundAlias(caller.scope, service));
  const missing = () => aliases.filter(({ AliasArn }) => world.state.get('aliases', AliasArn) === undefined);
  do refuseBygone(call);
  while (
    missing().length > 0 &&
    !(await world.write(() => missing().map((alias): Change => insert('aliases', alias))))
  );
}
