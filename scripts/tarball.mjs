// The package as npm would publish it, and folders of users who installed it.
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from './gates.mjs';
import { heldToProject, projectLockFor } from './project-lock.mjs';

const QUIETLY = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];

/** Packs what `npm run build` made and returns the path of the tarball. */
export async function pack() {
  const folder = mkdtempSync(join(tmpdir(), 'localkms-tarball-'));
  const [{ filename }] = JSON.parse(
    await run('npm', ['pack', '--json', '--ignore-scripts', `--pack-destination=${folder}`]),
  );
  return join(folder, filename);
}

/** An empty folder outside the project. */
export function newFolder(name) {
  return mkdtempSync(join(tmpdir(), `localkms-${name}-`));
}

/** Makes a folder a package that has the tarball and what its manifest depends on installed: what the project has, or the newest. */
export async function installIn(folder, tarball, manifest, { newest = false } = {}) {
  const dependencies = { ...manifest.dependencies, localkms: `file:${tarball}` };
  const asGiven = { ...manifest, dependencies };
  const whole = newest ? asGiven : heldToProject(asGiven);
  writeFileSync(join(folder, 'package.json'), JSON.stringify(whole, null, 2));
  if (!newest) writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(projectLockFor(whole)));
  await run('npm', ['install', ...QUIETLY], { cwd: folder });
}

/** A folder outside the project with the files of __tests__/package/<name>, the tarball and the dependencies installed. */
export async function installConsumer(tarball, { name, dependencies = {}, type = 'commonjs', workspaces }) {
  const folder = newFolder(name);
  cpSync(resolve('__tests__/package', name), folder, { recursive: true });
  await installIn(folder, tarball, { name, private: true, type, workspaces, dependencies });
  return folder;
}

/** The executable of a Node release: npm carries them, so that no other source of downloads is needed. */
export async function nodeOf(major) {
  if (process.version.startsWith(`v${major}.`)) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'localkms', `node-${major}`);
  const node = join(folder, 'node_modules', name, 'bin', 'node');
  mkdirSync(folder, { recursive: true });
  await run('npm', ['install', '--no-save', ...QUIETLY, '--prefix', folder, `${name}@${major}`]);
  return node;
}
