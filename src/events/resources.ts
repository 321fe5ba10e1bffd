import type { Change } from '../state/changes.js';
import type { AliasRecord } from '../state/records/alias.js';
import type { KeyRecord } from '../state/records/key.js';
import type { EndOfCall } from './call-to-tell.js';

// What `resources` names, where that is not just the keys that a call had found.

/** Operations on the lists of an account: `resources` is there, and empty. */
export function noResources(): readonly string[] {
  return [];
}

/** Operations on custom key stores, which are no resources of CloudTrail. */
export function absent(): undefined {}

/** The key that the call made. */
export function newKey({ changes = [] }: Pick<EndOfCall, 'changes'>): KeyRecord | undefined {
  for (const { table, from, to } of changes) if (table === 'keys' && from === undefined) return to;
  return undefined;
}

/** Of the key, though the operation answers nothing: so since December 2022. */
export function keyArn({ keys: [key] }: Pick<EndOfCall, 'keys'>): { keyId: string | undefined } {
  return { keyId: key?.Arn };
}

/** The alias that the call made, changed or deleted, as it is then; else as it was. */
export function changedAlias({ changes = [] }: Pick<EndOfCall, 'changes'>): AliasRecord | undefined {
  return changes.map(aliasIn).find((alias) => alias !== undefined);
}

/** The key that an alias names from now on; of a refused call the one that it would name. */
export function targetOf(call: EndOfCall): string | undefined {
  return changedAlias(call)?.targetKeyArn ?? call.keys[0]?.Arn;
}

/** As `keyArn`. */
export function aliasTarget(call: EndOfCall): { keyId: string | undefined } {
  return { keyId: targetOf(call) };
}

function aliasIn({ table, from, to }: Change): AliasRecord | undefined {
  return table === 'aliases' ? (to ?? from) : undefined;
}

/** Those that there are; undefined where there is none. */
export function arns(...some: readonly (string | undefined)[]): readonly string[] | undefined {
  const known = some.filter((arn) => arn !== undefined);
  return known.length === 0 ? undefined : known;
}
