import type { KeyMetadata } from '@aws-sdk/client-kms';
import { settle } from '../pipeline/settle/settle.js';
import type { World } from '../pipeline/world.js';
import type { KeyRecord } from '../state/records/key.js';
import { keyMetadata } from '../state/views/key-metadata.js';

/** A KMS key as a test looks at it: a copy without key material. */
export interface KeyDescription extends KeyMetadata {
  readonly Region: string;
  /** Names of its aliases, oldest first. */
  readonly Aliases: string[];
  readonly Tags: { readonly TagKey: string; readonly TagValue: string }[];
  /** The text of its key policy. */
  readonly Policy: string;
}

function describe({ state }: World, key: KeyRecord): KeyDescription {
  return {
    ...keyMetadata(state, key),
    Region: key.region,
    Aliases: state.list('aliases', 'key', key.Arn).map(({ AliasName }) => AliasName),
    Tags: key.Tags.map((tag) => ({ ...tag })),
    Policy: key.Policy,
  };
}

/** Every key of every account and Region, oldest first, AWS managed keys included. */
export function describeKeys(world: World): KeyDescription[] {
  settle(world, world.clock.now());
  return Array.from(world.state.all('keys'), (key) => describe(world, key));
}

/** The key of a key id, key ARN, alias name or alias ARN, the first where several accounts or Regions have one. */
export function describeKey(world: World, id: string): KeyDescription | undefined {
  settle(world, world.clock.now());
  const { state } = world;
  const named = (arn: string, name: string) => arn === id || name === id;
  for (const alias of state.all('aliases')) {
    if (alias.targetKeyArn !== undefined && named(alias.AliasArn, alias.AliasName))
      return describeKey(world, alias.targetKeyArn);
  }
  for (const key of state.all('keys')) if (named(key.Arn, key.KeyId)) return describe(world, key);
  return undefined;
}
