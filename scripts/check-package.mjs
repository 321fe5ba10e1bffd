// What tools say of the package that `npm run build` made. `--update` writes the API reports anew.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { build } from 'esbuild';
import { gate, run } from './gates.mjs';
import { pack } from './tarball.mjs';

const CORE_LIMIT_KB = 40;
const INSTALLED_LIMIT_MB = 3;
const REPORTS = resolve('docs/api');
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const npx = (...args) => run('npx', ['--no-install', ...args]);

/** Subpath names with their built declarations, from package.json#exports. */
const subpaths = Object.entries(manifest.exports)
  .filter(([, conditions]) => conditions.import)
  .map(([subpath, { import: esm }]) => [subpath === '.' ? 'localkms' : subpath.slice(2), esm.types]);

await gate('package: publint', () => npx('publint', '--strict').then(() => ''));

await gate('package: are the types wrong', async () => {
  const tarball = await pack();
  await npx('attw', tarball);
});

await gate('package: knip', () => npx('knip'));

const [{ files, unpackedSize }] = JSON.parse(await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts']));

await gate('package: nothing but the build, its docs and its licences', () => {
  const folders = subpaths.map(([name]) => `${name}/package.json`);
  const allowed = /^(dist\/.*(?<!\.map)$|docs\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/;
  const paths = files.map(({ path }) => path).filter((path) => !folders.includes(path));
  const strangers = paths.filter((path) => !allowed.test(path));
  const missing = ['README.md', 'LICENSE', 'dist/THIRD-PARTY-NOTICES.txt'].filter((path) => !paths.includes(path));
  if (strangers.length + missing.length > 0) throw new Error(`stranger: ${strangers}; missing: ${missing}`);
});

await gate('package: its pages link to what is in it, or by a whole address', () => {
  const paths = files.map(({ path }) => path);
  // A folder is there when a file of it is.
  const isThere = (target) => paths.some((path) => path === target || path.startsWith(`${target}/`));
  const dead = paths
    .filter((path) => path.endsWith('.md'))
    .flatMap((page) => linksOf(page).filter(({ target }) => !isThere(target)))
    .map(({ page, link }) => `${page}: ${link}`);
  if (dead.length > 0) throw new Error(`not in the package:\n${dead.join('\n')}`);
});

await gate(`package: within ${INSTALLED_LIMIT_MB} MB where it is installed`, () => {
  const told = `${(unpackedSize / 1e6).toFixed(2)} MB`;
  if (unpackedSize > INSTALLED_LIMIT_MB * 1e6) throw new Error(told);
  return told;
});

await gate('package: the SDK is imported as types only', () => {
  // localkms/auto loads it, because it is told no class to install, localkms/jose, which sends commands, and of the command
  // `localkms pull`, which reads a real account.
  const users = built('.mjs', '.cjs').filter((file) => !/^(auto\.|jose\.|pull-)/.test(file) && importsSdk(file));
  if (users.length > 0) throw new Error(`dist/${users} imports the SDK`);
});

await gate("package: no import() in CommonJS, which Jest's CommonJS mode cannot do", () => {
  const users = built('.cjs').filter((file) => /\bimport\(/.test(readFileSync(join('dist', file), 'utf8')));
  if (users.length > 0) throw new Error(`dist/${users} has an import()`);
});

await gate(
  `package: core in the browser within ${CORE_LIMIT_KB} kB, minified and gzipped, without the SDK`,
  async () => {
    const { core, all } = await browserSizes();
    const told = `${(core / 1000).toFixed(1)} kB, ${(all / 1000).toFixed(1)} kB with all that is loaded lazily`;
    if (core > CORE_LIMIT_KB * 1000) throw new Error(told);
    return told;
  },
);

for (const [name, types] of subpaths) {
  await gate(`package: API report of ${name} is current`, () => checkApi(name, types));
}

/** The links of a page that are relative, and where each leads. */
function linksOf(page) {
  const links = readFileSync(page, 'utf8').matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)[^)]*\)/g);
  return Array.from(links, ([, link]) => ({
    page,
    link,
    target: posix.join(posix.dirname(page), link).replace(/\/$/, ''),
  }));
}

function built(...endings) {
  return readdirSync('dist', { recursive: true }).filter((file) => endings.some((ending) => file.endsWith(ending)));
}

function importsSdk(file) {
  return /(?:from|import|require\()\s*["']@aws-sdk\//.test(readFileSync(join('dist', file), 'utf8'));
}

/** What a page downloads at once, and what it can download in all. */
async function browserSizes() {
  const outdir = mkdtempSync(join(tmpdir(), 'localkms-size-'));
  const { metafile } = await build({
    stdin: { contents: "export { localKms } from 'localkms';", resolveDir: '.' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    outdir,
    metafile: true,
    // The paths of this project's own tsconfig.json would lead to its sources.
    tsconfigRaw: {},
    logLevel: 'silent',
  });
  const sizes = Object.keys(metafile.outputs).map((file) => [file, gzipSync(readFileSync(file), { level: 9 }).length]);
  const size = new Map(sizes);
  const [entry] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === '<stdin>');
  const atOnce = new Set([entry]);
  for (const file of atOnce) {
    for (const { path, kind } of metafile.outputs[file].imports) if (kind === 'import-statement') atOnce.add(path);
  }
  rmSync(outdir, { recursive: true });
  const sum = (files) => [...files].reduce((total, file) => total + size.get(file), 0);
  return { core: sum(atOnce), all: sum(size.keys()) };
}

function checkApi(name, types) {
  mkdirSync(REPORTS, { recursive: true });
  const update = process.argv.includes('--update');
  const problems = [];
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: resolve('package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: resolve('.'),
      mainEntryPointFilePath: resolve(types),
      compiler: { tsconfigFilePath: resolve('tsconfig.json') },
      apiReport: {
        enabled: true,
        reportFolder: REPORTS,
        reportTempFolder: mkdtempSync(join(tmpdir(), 'localkms-api-')),
        reportFileName: `${name}.api.md`,
      },
      messages: {
        extractorMessageReporting: {
          default: { logLevel: 'none' },
          // What the public types name must be public too; other subpaths may name what `localkms` exports.
          'ae-forgotten-export': { logLevel: name === 'localkms' ? 'error' : 'none' },
        },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
  });
  const { succeeded, apiReportChanged } = Extractor.invoke(config, {
    localBuild: update,
    messageCallback(message) {
      message.handled = true;
      if (message.logLevel === 'error') problems.push(`${message.sourceFilePath ?? ''} ${message.text}`);
    },
  });
  if (apiReportChanged && !update) problems.push(`docs/api/${name}.api.md is stale: npm run check:package -- --update`);
  if (problems.length > 0 || !succeeded) throw new Error(problems.join('\n'));
}
