// Runs every code block of the README and the guides, as files of a user who installed the packed tarball.
// `node scripts/check-guides.mjs jest README` runs only these pages. scripts/guides/blocks.mjs tells how blocks are named.
import { deepEqual } from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gate, run } from './gates.mjs';
import { filesOf, isExcerpt } from './guides/blocks.mjs';
import { loadTypeScript } from './load-typescript.mjs';
import { installIn, newFolder, pack } from './tarball.mjs';

const GUIDES = readdirSync('docs/guides').filter((page) => page.endsWith('.md'));
const PAGES = [
  'README.md',
  'docs/getting-started.md',
  'docs/life-cycle.md',
  ...GUIDES.map((page) => `docs/guides/${page}`),
];
const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
/** What users of the pages have installed, in the versions of this project. */
const PACKAGES = [
  '@aws-sdk/client-kms',
  '@aws-sdk/client-s3',
  '@swc/core',
  '@swc/jest',
  '@types/jest',
  '@types/node',
  '@types/pg',
  'aws-sdk-client-mock',
  'classic-level',
  'jest',
  'jose',
  'pg',
  'typescript',
  'vitest',
  'yaml',
];
const TYPESCRIPT =
  '--ignoreConfig --noEmit --strict --skipLibCheck --target es2022 --module nodenext --moduleResolution nodenext --types node,jest'.split(
    ' ',
  );

const JEST = ['jest/bin/jest.js', '--ci', '--rootDir', '.', '--runTestsByPath'];

/** How a file is run; undefined for what only others read. The first row that fits counts. */
const RUNNERS = [
  { what: /(^|\/)(setup\.\w+|[^/]*config\.\w+)$|^(lib|src)\//, run: undefined },
  { what: /\.test\.\w+$/, text: /'vitest'/, run: ['vitest/vitest.mjs', 'run', '--root', '.'] },
  { what: /\.test\.\w+$/, text: /'node:test'/, run: ['--test'] },
  { what: /\.test\.mjs$/, run: ['--experimental-vm-modules', ...JEST] },
  { what: /\.test\.\w+$/, run: JEST },
  { what: /\.[cm]?js$/, run: [] },
];

function commandOf(root, name, text) {
  const runner = RUNNERS.find((row) => row.what.test(name) && (row.text === undefined || row.text.test(text)));
  // Node 20 does not run TypeScript: what only Node would run is compiled alone.
  if (runner?.run === undefined || (/\.m?ts$/.test(name) && runner.run[0] === '--test')) return undefined;
  const isProgram = (argument) => /^\w+\/.*\.m?js$/.test(argument);
  const command = runner.run.map((argument) => (isProgram(argument) ? join(root, 'node_modules', argument) : argument));
  return [...command, basename(name)];
}

/** What a program prints is what the comments beside or below its console.log() say. */
function checkPrinted(name, text, printed) {
  const told = [...text.matchAll(/console\.log\(.*\);(?:\s+\/\/ (.*))?/g)].map(([, comment]) => comment);
  deepEqual(printed.split('\n').filter(Boolean), told, `${name} prints something else`);
}

/** Each block named after a file of examples/ shows a part of it, which runs there. */
function checkExcerpts(name, parts) {
  const whole = readFileSync(name, 'utf8');
  const strange = parts.find((part) => !whole.includes(part.trim()));
  if (strange !== undefined) throw new Error(`${name} does not contain:\n${strange}`);
}

/** What a page needs beside packages; undefined: nothing. */
const SERVERS = {
  'docs/guides/shared-worlds.md': async () => {
    const { startPostgres } = await loadTypeScript('__tests__/support/postgres.ts');
    const server = await startPostgres();
    return { variables: { DATABASE_URL: server.connectionString }, remove: () => server.remove() };
  },
};

async function checkPage(root, page) {
  const server = await SERVERS[page]?.();
  try {
    return await checkFiles(root, page, server?.variables);
  } finally {
    server?.remove();
  }
}

async function checkFiles(root, page, variables) {
  const folder = join(root, basename(page, '.md'));
  const all = [...filesOf(readFileSync(page, 'utf8'))];
  for (const [name, { parts }] of all) if (isExcerpt(name)) checkExcerpts(name, parts);
  const files = all
    .filter(([name, { byHand, project }]) => !isExcerpt(name) && !byHand && !project)
    .map(([name, { parts }]) => [name, parts[0]]);
  for (const [name, text] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const env = { ...process.env, CI: 'true', NODE_NO_WARNINGS: '1', ...variables };
  const typed = files.map(([name]) => name).filter((name) => /\.m?tsx?$/.test(name));
  if (typed.length > 0) {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    await run(process.execPath, [tsc, ...TYPESCRIPT, ...typed], { cwd: folder, env });
  }
  for (const [name, text] of files) {
    const command = commandOf(root, name, text);
    if (command === undefined) continue;
    const printed = await run(process.execPath, command, { cwd: dirname(join(folder, name)), env });
    if (command.length === 1) checkPrinted(name, text, printed);
  }
  const howMany = (how, chosen) => (chosen.length === 0 ? '' : `, ${chosen.length} of them checked ${how}`);
  const told = `${all.length} ${all.length === 1 ? 'file' : 'files'}`;
  const byHand = all.filter(([, file]) => file.byHand);
  const projects = all.filter(([, file]) => file.project);
  return `${told}${howMany('by hand', byHand)}${howMany('as a project', projects)}`;
}

const only = process.argv.slice(2);
let root;
await gate('guides: installs', async () => {
  root = newFolder('guides');
  const dependencies = Object.fromEntries(PACKAGES.map((name) => [name, devDependencies[name]]));
  await installIn(root, await pack(), { name: 'guides', private: true, dependencies });
});
if (root !== undefined) {
  for (const page of PAGES) {
    if (only.length > 0 && !only.includes(basename(page, '.md'))) continue;
    await gate(`guides: ${page}`, () => checkPage(root, page));
  }
}
