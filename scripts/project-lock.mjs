// Gates install what the project itself has, as far as that fits, and the newest only of the rest: what others publish, or
// a registry lacks a part of, does not break them. Weekly, `npm run check:consumers -- --newest` tries what is new.
import { readFileSync } from 'node:fs';

const { packages, lockfileVersion } = JSON.parse(readFileSync('package-lock.json', 'utf8'));

/** The manifest with rules for npm: where the version would do of a package that the project names, it is that one. */
export function heldToProject(manifest) {
  const named = { ...manifest.dependencies, ...manifest.devDependencies };
  const rules = Object.keys(packages[''].devDependencies)
    // Which version of these it is, the manifest says.
    .filter((name) => !Object.hasOwn(named, name))
    .map((name) => [`${name}@${versionOf(name)}`, versionOf(name)]);
  return { ...manifest, overrides: Object.fromEntries(rules) };
}

function versionOf(name) {
  return packages[`node_modules/${name}`].version;
}

/** A package-lock.json for a manifest: npm keeps of it what the manifest comes to, mostly, and drops the rest. */
export function projectLockFor({ name, workspaces, dependencies, devDependencies }) {
  const root = { name, workspaces, dependencies, devDependencies };
  return { name, lockfileVersion, requires: true, packages: { ...packages, '': root } };
}
