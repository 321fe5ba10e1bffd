import type { KeyState } from '@aws-sdk/client-kms';
import { DAY, START } from '../support/engine.js';
import type { Walk } from './walk.js';

// What the test knows of a world. It is written from AWS's documentation and shares nothing with what it judges: plain
// objects, and time that looks at everything there is.

/** One key material; its id is AWS's to choose, and known once an answer has told it. */
export interface Material {
  id?: string;
  /** Origin EXTERNAL: which bytes they are. */
  readonly fill?: number;
  rotation?: { readonly at: number; readonly type: 'AUTOMATIC' | 'ON_DEMAND' };
}

/** A key in one Region. */
export interface Key {
  readonly arn: string;
  readonly region: string;
  readonly family: Family;
  disabled: boolean;
  deletesAt?: number | undefined;
  /** The waiting period of a primary key that waits for its replica keys to go. */
  waitsForReplicas?: number | undefined;
  /** Origin EXTERNAL: the materials that this Region has, and when they expire. */
  readonly held: Map<Material, number>;
}

/** A key, or related multi-Region keys, and what they share. */
export interface Family {
  readonly id: string;
  readonly external: boolean;
  readonly multiRegion: boolean;
  keys: Key[];
  primary: Key;
  materials: Material[];
  current?: Material | undefined;
  pending?: Material | undefined;
  rotation?: { readonly days: number; next: number } | undefined;
  onDemandRotations: number;
}

export interface Ciphertext {
  readonly blob: Uint8Array;
  readonly family: Family;
  readonly material: Material;
  readonly context: Readonly<Record<string, string>>;
  readonly plaintext: Uint8Array;
}

export interface Alias {
  readonly arn: string;
  key: Key;
}

export interface Grant {
  readonly id: string;
  readonly token: string;
  readonly key: Key;
}

export class Model {
  now = START;
  readonly families: Family[] = [];
  /** Every key there ever was, oldest first. */
  readonly everyKey: Key[] = [];
  /** By ARN, as their names are unique in a Region. */
  readonly aliases = new Map<string, Alias>();
  readonly grants = new Map<string, Grant>();
  readonly ciphertexts: Ciphertext[] = [];
  /** Lists that are being read, page by page. */
  walks: Walk[] = [];

  get keys(): Key[] {
    return this.everyKey.filter((key) => key.family.keys.includes(key));
  }

  /** Lets time pass; what is due happens in the order in which it is due. */
  advanceTo(now: number): void {
    for (let next = this.#nextEvent(now); next !== undefined; next = this.#nextEvent(now)) next.happen();
    this.now = now;
  }

  #nextEvent(now: number): { at: number; happen: () => void } | undefined {
    const events = this.families.flatMap((family) => [
      ...(family.rotation && stateOf(family.primary) === 'Enabled'
        ? [{ at: family.rotation.next, happen: () => rotateAutomatically(family) }]
        : []),
      ...family.keys.flatMap((key) => [
        ...(key.deletesAt === undefined ? [] : [{ at: key.deletesAt, happen: () => this.#delete(key) }]),
        ...[...key.held].map(([material, at]) => ({ at, happen: () => drop(key, material) })),
      ]),
    ]);
    return events.filter(({ at }) => at <= now).sort((one, other) => one.at - other.at)[0];
  }

  #delete(key: Key): void {
    const { family } = key;
    family.keys = family.keys.filter((other) => other !== key);
    for (const [arn, alias] of this.aliases) if (alias.key === key) this.aliases.delete(arn);
    for (const [id, grant] of this.grants) if (grant.key === key) this.grants.delete(id);
    const [last, ...others] = family.keys;
    if (last?.waitsForReplicas === undefined || others.length > 0) return;
    last.deletesAt = (key.deletesAt as number) + last.waitsForReplicas * DAY;
    last.waitsForReplicas = undefined;
  }
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
export function stateOf(key: Key): KeyState {
  if (key.deletesAt !== undefined) return 'PendingDeletion';
  if (key.waitsForReplicas !== undefined) return 'PendingReplicaDeletion';
  if (lacksMaterial(key)) return 'PendingImport';
  return key.disabled ? 'Disabled' : 'Enabled';
}

/** Every material but a pending one is permanently the key's. */
export function lacksMaterial({ family: { external, current, pending, materials }, held }: Key): boolean {
  return external && (current === undefined || materials.some((one) => one !== pending && !held.has(one)));
}

export function rotateTo(family: Family, material: Material, rotation: NonNullable<Material['rotation']>): void {
  material.rotation = rotation;
  family.materials = [...family.materials.filter((other) => other !== material), material];
  family.current = material;
}

function rotateAutomatically(family: Family): void {
  const { next, days } = family.rotation as NonNullable<Family['rotation']>;
  rotateTo(family, {}, { at: next, type: 'AUTOMATIC' });
  family.rotation = { days, next: next + days * DAY };
}

/** A pending material leaves with the primary key's; any other is missed until it is imported again. */
export function drop(key: Key, material: Material): void {
  const { family } = key;
  const usable = !lacksMaterial(key);
  key.held.delete(material);
  if (usable && lacksMaterial(key)) key.disabled = false;
  if (material !== family.pending || key !== family.primary) return;
  family.pending = undefined;
  family.materials = family.materials.filter((other) => other !== material);
  for (const related of family.keys) related.held.delete(material);
}
