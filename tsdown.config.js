import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync, transformSync } from 'esbuild';
import { defineConfig } from 'tsdown';

/** What users import, and the file that it is built from. A line here is a subpath of the package. */
const SUBPATHS = {
  index: 'src/index.ts',
  auto: 'src/every-client/auto.ts',
  register: 'src/every-client/register.ts',
  seeds: 'src/readers/read-seeds.ts',
  snapshots: 'src/readers/snapshots.ts',
  infrastructure: 'src/readers/infrastructure.ts',
  jose: 'src/jose/jose.ts',
  http: 'src/http-door/http.ts',
  level: 'src/stores/level/level-store.ts',
  postgres: 'src/stores/postgres/postgres-store.ts',
  services: 'src/services/services.ts',
  jest: 'src/bench/jest.ts',
  vitest: 'src/bench/vitest.ts',
};

/** The two sides of '#crypto', '#seeds' and '#level': package.json#imports picks one, by condition, where the package is loaded. */
const SIDES = {
  'crypto/node': 'src/crypto/backend/node/node-backend.ts',
  'crypto/web': 'src/crypto/backend/web/web-backend.ts',
  'seeds/node': 'src/world/seeds/seeds-node.ts',
  'seeds/web': 'src/world/seeds/seeds-web.ts',
  'level/node': 'src/stores/level/node/open-database.ts',
  'level/web': 'src/stores/level/web/open-database.ts',
};

/** The command, `bin` in package.json. */
const COMMAND = { 'bin/localkms': 'src/cli/main.ts' };

/** Types per condition, so that a CommonJS importer reads CommonJS types. */
function exportsOf(subpath) {
  const side = (js, types) => ({ types: `./dist/${subpath}.${types}`, default: `./dist/${subpath}.${js}` });
  return { import: side('mjs', 'd.mts'), require: side('cjs', 'd.cts') };
}

function packageExports() {
  const subpaths = Object.keys(SUBPATHS).map((name) => [name === 'index' ? '.' : `./${name}`, exportsOf(name)]);
  return { ...Object.fromEntries(subpaths), './package.json': './package.json' };
}

/**
 * A folder for each subpath, for what does not read package.json#exports: TypeScript's `node10` resolution, the `node`
 * resolver of eslint-plugin-import, Parcel. They look for `localkms/auto` where the package has a folder of that name.
 */
function writeFolders() {
  // Those of subpaths that were.
  for (const file of readdirSync('.').map((name) => `${name}/package.json`)) if (existsSync(file)) rmSync(file);
  for (const name of Object.keys(SUBPATHS).filter((subpath) => subpath !== 'index')) {
    const file = (ending) => `../dist/${name}.${ending}`;
    const manifest = { main: file('cjs'), module: file('mjs'), types: file('d.cts') };
    mkdirSync(name, { recursive: true });
    writeFileSync(`${name}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  }
}

/** The files that some reach without import(). */
function reachedFrom(entries, chunking) {
  const files = new Set(entries.map((entry) => resolve(entry)));
  for (const file of files) for (const imported of chunking.getModuleInfo(file)?.importedIds ?? []) files.add(imported);
  return files;
}

/** What a program loads at once, in Node or in a browser: the core, and the sides that it imports. */
const AT_ONCE = [
  [SUBPATHS.index],
  [SIDES['crypto/node'], SIDES['seeds/node']],
  [SIDES['crypto/web'], SIDES['seeds/web']],
];

/**
 * What a page loads at once is two files, which compress better than the thirty that all ways to share them with lazy
 * files would make. What a side needs is apart: the core imports the side, which must not import the core.
 */
const CHUNKS = [
  {
    name: (file, chunking) =>
      AT_ONCE.filter((entries) => reachedFrom(entries, chunking).has(file)).length > 1 ? 'base' : null,
    priority: 1,
  },
  { name: (file, chunking) => (reachedFrom([SUBPATHS.index], chunking).has(file) ? 'core' : null) },
];

/**
 * What Node loads together, by what needs it: to find a file takes longer than to read it, and no page loads CommonJS.
 * The first that needs a file has it, for the later ones may load the earlier. What imports a module of Node's is apart.
 */
const COMMONJS_CHUNKS = [
  ...CHUNKS,
  ...Object.entries({
    sides: [SIDES['crypto/node'], SIDES['seeds/node']],
    judge: ['src/pipeline/access/judge.ts'],
    administration: ['src/operations/administration.ts'],
  }).map(([name, entries]) => ({
    name: (file, chunking) => (!file.includes('/node/') && reachedFrom(entries, chunking).has(file) ? name : null),
  })),
];

const REGION_OF_OTHERS = /^(\/\/#region node_modules\/.*\n)([\s\S]*?)^(\/\/#endregion)/gm;
const EDGE_OF_REGION = /^\/\/#(region .*|endregion)\n/gm;

/**
 * Code of others is read where it comes from: here it is only to be small, but for its top-level names. Ours stays as it is,
 * without the names of its files, which take 3 % of the package.
 */
function squeeze() {
  for (const file of readdirSync('dist', { recursive: true })) {
    if (!/\.([mc]js|d\.[mc]ts)$/.test(file)) continue;
    const path = join('dist', file);
    const code = readFileSync(path, 'utf8');
    const squeezed = code
      .replace(REGION_OF_OTHERS, (_, head, region, end) => head + small(region) + end)
      .replace(EDGE_OF_REGION, '');
    if (squeezed !== code) writeFileSync(path, squeezed);
  }
}

function small(code) {
  return transformSync(code, { minify: true, target: 'es2022', legalComments: 'none' }).code;
}

const HASHES = resolve('src/bytes/hashes.ts');

/**
 * A module is bundled whole, with all that any file needs of it: one copy of noble's SHA-2 would bring SHA-512, which
 * only key pairs need, into what every page loads at once. So this file comes with a copy of what it needs.
 */
const ownCopyOfHashes = {
  name: 'own-copy-of-hashes',
  load(id) {
    if (id !== HASHES) return null;
    const options = { bundle: true, format: 'esm', sourcemap: 'external', outdir: 'dist', write: false };
    const [map, code] = buildSync({ entryPoints: [HASHES], ...options }).outputFiles;
    return { code: code.text, map: map.text, moduleType: 'js' };
  },
};

/** What TSDoc says stands in the declarations; Jest's CommonJS mode knows no import(). */
function outputOf(groups) {
  return { codeSplitting: { groups }, comments: { jsdoc: false }, dynamicImportInCjs: false };
}

export default defineConfig({
  plugins: [ownCopyOfHashes],
  entry: { ...SUBPATHS, ...SIDES },
  format: {
    esm: { outputOptions: outputOf(CHUNKS) },
    // The command is CommonJS alone, which starts sooner: Node finds, reads and links the files of modules one by one.
    cjs: { entry: { ...SUBPATHS, ...SIDES, ...COMMAND }, outputOptions: outputOf(COMMONJS_CHUNKS) },
  },
  // Neither Node's nor the browser's: what differs stays behind SIDES.
  platform: 'neutral',
  target: 'es2022',
  fixedExtension: true,
  dts: { entry: Object.values(SUBPATHS) },
  // For scripts/third-party-notices.mjs alone: they are twice as large as the code, which is readable as it is.
  sourcemap: 'hidden',
  report: false,
  // `legacy` adds `main`, `module` and `types`.
  exports: { customExports: packageExports, legacy: true, inlinedDependencies: false },
  hooks: {
    'build:done'() {
      writeFolders();
      squeeze();
    },
  },
  checks: { pluginTimings: false },
  deps: {
    neverBundle: ['#crypto', '#seeds', '#level', 'classic-level', 'browser-level', 'pg', /^node:/],
    // ECMAScript modules only, which Jest's CommonJS mode cannot load: bundled, with THIRD-PARTY-NOTICES.txt.
    onlyBundle: [/^@noble\//, 'cborg', 'yaml'],
  },
});
