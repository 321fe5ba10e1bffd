// Installs the packed tarball as users do, in empty folders outside the project, and uses it there.
// `node scripts/check-consumers.mjs jest vitest` runs only these. `--newest` tries the newest SDK, TypeScript, Jest and
// Vitest that there are instead of those that the README promises.
import { readFileSync } from 'node:fs';
import { NODES, newest, promised } from './consumers/versions.mjs';
import { gate, run } from './gates.mjs';
import { installConsumer, nodeOf, pack } from './tarball.mjs';

const only = process.argv.slice(2).filter((argument) => argument !== '--newest');
const { sdks, compilers, jest, vitests } = process.argv.includes('--newest') ? await newest() : promised();
const olderSdks = sdks.slice(0, -1);
const newestSdk = sdks.at(-1);

// Node 22 and later can require() ECMAScript modules, which would hide a module that Node 20 could not load.
const AS_NODE_20 = '--no-experimental-require-module';

const COMPILER_PACKAGES = Object.fromEntries(
  compilers.map((compiler) => [`typescript-${compiler}`, `npm:typescript@~${compiler}`]),
);
const compile = (node) =>
  compilers.map((compiler) => [`TypeScript ${compiler}`, [node, `node_modules/typescript-${compiler}/bin/tsc`]]);

const README_PROGRAM = /```js\n(.*?)```/s.exec(readFileSync('README.md', 'utf8'))[1];

const sdk = (version) => ({ '@aws-sdk/client-kms': version });
const programs = (node, major) => [
  ['ESM', [node, 'esm.mjs']],
  ['CommonJS', [node, ...(major > 20 ? [AS_NODE_20] : []), 'commonjs.cjs']],
];

/** Each installs one folder of __tests__/package and tells what to run there: a name and a command line. */
const CONSUMERS = [
  {
    name: 'plain',
    title: `client-kms ${newestSdk}`,
    dependencies: sdk(newestSdk),
    commands: (node, major) => [
      ...programs(node, major),
      ["README's program", [node, '--input-type=module', '--eval', README_PROGRAM]],
      ['node:test', [node, '--test', 'node-test.mjs']],
      ['localkms/auto', [node, 'auto.mjs']],
      ['localkms/auto with a configuration', ['env', 'LOCALKMS_CONFIG=orders.config.mjs', node, 'configured.mjs']],
      ['--import localkms/register', [node, '--import', 'localkms/register', 'registered.mjs']],
      ['--require localkms/register', [node, '--require', 'localkms/register', 'registered.cjs']],
      ['no socket, no file, no environment', ['env', '-i', node, 'alone.cjs']],
    ],
  },
  ...olderSdks.map((version) => ({
    name: 'plain',
    title: `client-kms ${version}`,
    dependencies: sdk(version),
    commands: programs,
  })),
  {
    name: 'jest',
    title: `Jest ${jest}`,
    dependencies: { ...sdk(newestSdk), jest },
    commands: (node, major) => {
      const command = [node, ...(major > 20 ? [AS_NODE_20] : []), 'node_modules/jest/bin/jest.js', '--ci'];
      return [
        ['no configuration', [...command, 'main-job']],
        ['localkms/auto as a setup file', [...command, '--setupFilesAfterEnv', 'localkms/auto', '--', 'auto']],
        ['localkms/jest as a setup file', [...command, '--setupFilesAfterEnv', 'localkms/jest', '--', 'matchers']],
        ['localkms/jest without globals', [...command, '--injectGlobals', 'false', '--', 'globals']],
      ];
    },
  },
  ...vitests.map(({ version, nodes }) => ({
    name: 'vitest',
    title: `Vitest ${version}`,
    type: 'module',
    dependencies: { ...sdk(newestSdk), vitest: version },
    nodes,
    commands: (node) => [['no configuration', [node, 'node_modules/vitest/vitest.mjs', 'run']]],
  })),
  {
    name: 'encryption-sdk',
    title: 'AWS Encryption SDK',
    dependencies: { ...sdk(newestSdk), '@aws-crypto/client-node': '5' },
    commands: (node) => [
      ['round trip', [node, 'round-trip.mjs']],
      ['its own default client, localkms/auto', [node, 'default-client.mjs']],
    ],
  },
  ...sdks.map((version) => ({
    name: 'types',
    title: `types, client-kms ${version}`,
    type: 'module',
    dependencies: {
      ...sdk(version),
      ...COMPILER_PACKAGES,
      '@types/node': '20',
    },
    // The compilers' answer does not depend on the Node that they run on.
    nodes: [20],
    commands: compile,
  })),
  ...vitests.map(({ version, types }) => ({
    name: 'runner-types',
    title: `types of localkms/jest and localkms/vitest, Vitest ${version}`,
    type: 'module',
    dependencies: {
      ...sdk(newestSdk),
      ...COMPILER_PACKAGES,
      '@jest/globals': jest,
      '@types/jest': '30',
      '@types/node': types,
      vitest: version,
    },
    nodes: [20],
    commands: compile,
  })),
];

async function check(tarball, nodes, { title, nodes: wanted = NODES, commands, ...consumer }) {
  let folder;
  await gate(`${title}: installs`, async () => {
    folder = await installConsumer(tarball, consumer);
  });
  if (folder === undefined) return;
  for (const major of wanted) {
    for (const [what, [program, ...args]] of commands(nodes.get(major), major)) {
      await gate(`${title}: ${what}, Node ${major}`, async () => {
        await run(program, args, { cwd: folder, env: { ...process.env, NODE_NO_WARNINGS: '1', CI: 'true' } });
      });
    }
  }
}

const tarball = await pack();
const nodes = new Map();
await gate(`Node ${NODES.join(', ')}`, async () => {
  for (const major of NODES) nodes.set(major, await nodeOf(major));
  const told = await Promise.all([...nodes.values()].map((node) => run(node, ['--version'])));
  return told.map((version) => version.trim()).join(', ');
});
for (const consumer of CONSUMERS) {
  if (only.length === 0 || only.includes(consumer.name)) await check(tarball, nodes, consumer);
}
