import type { World } from '../../contract/world.js';
import { grantNotFound, invalidGrantId } from '../../model/faults/grants.js';
import { findGrant } from '../../rules/grant-tokens.js';
import type { GrantRecord } from '../../state/records/grant.js';
import type { KeyRecord } from '../../state/records/key.js';

export function checkGrantId(grantId: string): void {
  if (!/^[0-9a-f]{64}$/.test(grantId)) throw invalidGrantId(grantId);
}

/** The grant of that id on that key. */
export function grantOnKey(world: World, key: KeyRecord, grantId: string): GrantRecord {
  checkGrantId(grantId);
  const grant = findGrant(world, grantId);
  if (grant?.keyArn !== key.Arn) throw grantNotFound(grantId);
  return grant;
}
