// Gates install what the project itself has, as far as that fits, and the newest only of the rest: what others publish, or
// a registry lacks a part of, does not break them. Weekly, `npm run check:consumers -- --newest` tries what is new.
import { readFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));

/** A package-lock.json for a manifest: npm keeps of it what the manifest asks for, and drops the rest. */
export function projectLockFor({ name, workspaces, dependencies, devDependencies }) {
  const root = { name, workspaces, dependencies, devDependencies };
  return { name, lockfileVersion: lock.lockfileVersion, requires: true, packages: { ...lock.packages, '': root } };
}
