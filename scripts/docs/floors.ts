// src/floors.json, for the linter, for the architecture test and for people: which room may import which.
import plan from '../../src/floors.json' with { type: 'json' };

/** A folder or file of src/ that stands on a floor. */
export interface Room {
  readonly room: string;
  readonly holds: string;
  /** The only rooms that may import it; every room above it where it is left out. */
  readonly seenBy?: readonly string[];
  /** 0 is the top floor. */
  readonly level: number;
}

export const ROOMS: readonly Room[] = plan.floors.flatMap((floor, level) => floor.map((room) => ({ ...room, level })));

/** The paths of src/ that run in Node only. */
export const NEEDS_NODE: readonly string[] = plan.needsNode;

/** The room of a file of src/: the narrowest one around it. */
export function roomOf(file: string): Room | undefined {
  return ROOMS.filter(({ room }) => isIn(file, room)).sort((one, other) => other.room.length - one.room.length)[0];
}

/** Imports go down only, never to a room beside, and to a hidden room only from where it may be seen. */
export function mayImport(from: Room, to: Room): boolean {
  if (from === to) return true;
  const seen = to.seenBy === undefined || to.seenBy.some((name) => isIn(from.room, name));
  return from.level < to.level && (seen || isIn(to.room, from.room));
}

function isIn(path: string, room: string): boolean {
  return path === room || path.startsWith(`${room}/`);
}

/** The part of `overrides` in biome.json that the floors make. */
export function lintRules(): object[] {
  // The last rule that fits a file counts: rooms within rooms come later.
  const rooms = [...ROOMS].sort((one, other) => depth(one) - depth(other));
  const inCore = NEEDS_NODE.map((path) => `!src/${allOf(path)}`);
  return [
    ...rooms.map(roomRule),
    {
      includes: ['src/**', ...inCore],
      linter: { rules: { correctness: { noNodejsModules: 'error' } } },
    },
  ];
}

const depth = ({ room }: Room) => room.split('/').length;
const isFile = (path: string) => path.endsWith('.ts');
const allOf = (path: string) => (isFile(path) ? path : `${path}/**`);

function roomRule(room: Room): object {
  const group = ROOMS.filter((other) => !mayImport(room, other) && !isIn(room.room, other.room)).map(importPattern);
  const message = `${room.room} must not import this: src/floors.json tells which room may import which.`;
  const patterns = group.length === 0 ? [] : [{ group, message }];
  return {
    includes: [`src/${allOf(room.room)}`],
    linter: { rules: { style: { noRestrictedImports: { level: 'error', options: { patterns } } } } },
  };
}

/** As imports name a room: `../crypto/algorithms/rsa.js` goes through `algorithms`. */
function importPattern({ room }: Room): string {
  const name = room.split('/').at(-1) as string;
  return isFile(name) ? `**/${name.replace(/\.ts$/, '.js')}` : `**/${name}/**`;
}

/** The picture of the house: one row a floor, rooms side by side on one floor. */
export function floorsPicture(): string {
  const width = Math.max(...ROOMS.map(({ room }) => room.length));
  const bar = (left: string, right: string) => `${left}${'─'.repeat(width + 2)}${right}`;
  const rows = plan.floors.map((floor) => floor.map(({ room, holds }) => `│ ${room.padEnd(width)} │ ${holds}`));
  return [
    '```',
    bar('┌', '┐'),
    ...rows.flatMap((floor, level) => [...(level === 0 ? [] : [bar('├', '┤')]), ...floor]),
    bar('└', '┘'),
    '```',
  ].join('\n');
}
