// Installs the packed tarball as users do, in folders outside the project, and uses it there: scripts/consumers/ has the
// table of them. `node scripts/check-consumers.mjs jest Bun` runs only these, by folder or title. `--newest` tries the newest of all that
// there are instead of what the README promises; `--whole` also the versions in between, and what is slow.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { consumersOf } from './consumers/consumers.mjs';
import { NODES, newest, promised, whole } from './consumers/versions.mjs';
import { gate, run } from './gates.mjs';
import { filesOf } from './guides/blocks.mjs';
import { installIn, newFolder, nodeOf, pack } from './tarball.mjs';

const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const wantsNewest = process.argv.includes('--newest');

async function versionsOf(options) {
  if (wantsNewest) return newest();
  return options.includes('--whole') ? whole() : promised();
}

/** Those that are installed at once, each list in a folder of its own. */
function grouped(consumers) {
  const groups = new Map();
  for (const consumer of consumers) {
    const key = consumer.together ?? consumer;
    groups.set(key, [...(groups.get(key) ?? []), consumer]);
  }
  return [...groups.values()];
}

/** Where the files of a consumer are, below the node_modules that its group shares. */
const folderOf = (root, { name }) => join(root, name);
const MODULES = '../node_modules';

function writeProject(root, consumer) {
  const { name, page, type = 'commonjs' } = consumer;
  const folder = folderOf(root, consumer);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: `${name}-of-a-user`, private: true, type }));
  if (page !== undefined) {
    for (const [file, { parts, byHand }] of filesOf(readFileSync(`docs/guides/${page}.md`, 'utf8'))) {
      if (byHand) continue;
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), parts[0]);
    }
  }
  const files = join('__tests__/package', name);
  if (existsSync(files)) cpSync(files, folder, { recursive: true });
}

async function install(tarball, consumers) {
  const root = newFolder(consumers[0].name);
  for (const consumer of consumers) writeProject(root, consumer);
  const dependencies = Object.assign({}, ...consumers.map((consumer) => consumer.dependencies));
  const workspaces = consumers.flatMap(({ name, workspaces = [] }) => workspaces.map((folder) => `${name}/${folder}`));
  await installIn(root, tarball, { name: 'user', private: true, workspaces, dependencies }, { newest: wantsNewest });
  return root;
}

async function check(root, nodes, consumer) {
  const { title, nodes: wanted = NODES, commands } = consumer;
  const cwd = folderOf(root, consumer);
  for (const major of wanted) {
    for (const [what, [program, ...args]] of commands(nodes.get(major), major, MODULES)) {
      await gate(`${title}: ${what}, Node ${major}`, async () => {
        await run(program, args, { cwd, env: { ...process.env, NODE_NO_WARNINGS: '1', CI: 'true' } });
      });
    }
  }
}

const versions = await versionsOf(process.argv);
const wanted = consumersOf(versions).filter(({ name, title, rare }) =>
  only.length > 0 ? only.some((word) => word === name || word === title) : versions.rare || !rare,
);
const tarball = await pack();
const nodes = new Map();
await gate(`Node ${NODES.join(', ')}`, async () => {
  for (const major of NODES) nodes.set(major, await nodeOf(major));
  const told = await Promise.all([...nodes.values()].map((node) => run(node, ['--version'])));
  return told.map((version) => version.trim()).join(', ');
});
for (const consumers of grouped(wanted)) {
  let root;
  const titles = [...new Set(consumers.map(({ title }) => title))];
  await gate(`installs ${titles.join('; ')}`, async () => {
    root = await install(tarball, consumers);
  });
  if (root === undefined) continue;
  for (const consumer of consumers) await check(root, nodes, consumer);
}
