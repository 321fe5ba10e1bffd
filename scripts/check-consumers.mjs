// Installs the packed tarball as users do, in empty folders outside the project, and uses it there.
// `node scripts/check-consumers.mjs jest vitest` runs only these. `--newest` tries the newest of all that there are instead
// of what the README promises, `--whole` also the versions in between.
import { readFileSync } from 'node:fs';
import { NODES, newest, promised, whole } from './consumers/versions.mjs';
import { gate, run } from './gates.mjs';
import { installConsumer, nodeOf, pack } from './tarball.mjs';

const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const versions = process.argv.includes('--newest')
  ? await newest()
  : process.argv.includes('--whole')
    ? whole()
    : promised();
const { newestSdk, olderSdks, typedSdk, compilers, jests, vitests, joses } = versions;

// Node 22 and later can require() ECMAScript modules, which would hide a module that Node 20 could not load.
const AS_NODE_20 = '--no-experimental-require-module';

const packagesOf = (wanted) =>
  Object.fromEntries(wanted.map(({ version }) => [`typescript-${version}`, `npm:typescript@~${version}`]));
const compile = (node, { version, options = [] }, configuration) => [
  `TypeScript ${version}, ${configuration}`,
  [node, `node_modules/typescript-${version}/bin/tsc`, '-p', `${configuration}.json`, ...options],
];
// Types of Vitest are newer than the older compilers.
const runnerCompilers = compilers.filter(({ version }) => !['4.9', '5.0'].includes(version));

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
  ...jests.map((jest) => ({
    name: 'jest',
    title: `Jest ${jest}`,
    dependencies: { ...sdk(newestSdk), jest },
    commands: (node, major) => {
      const jestProgram = 'node_modules/jest/bin/jest.js';
      const command = [node, ...(major > 20 ? [AS_NODE_20] : []), jestProgram, '--ci'];
      const esm = [node, '--experimental-vm-modules', jestProgram, '--ci', '--config', '{ "transform": {} }'];
      return [
        ['no configuration', [...command, 'main-job']],
        ['localkms/auto as a setup file', [...command, '--setupFilesAfterEnv', 'localkms/auto', '--', 'auto']],
        ['localkms/jest as a setup file', [...command, '--setupFilesAfterEnv', 'localkms/jest', '--', 'matchers']],
        ['localkms/jest without globals', [...command, '--injectGlobals', 'false', '--', 'globals']],
        ['ECMAScript modules', [...esm, '--testMatch', '**/modules.test.mjs']],
      ];
    },
  })),
  ...jests.map((jest) => ({
    name: 'ts-jest',
    title: `ts-jest, CommonJS, Jest ${jest}`,
    dependencies: {
      ...sdk(newestSdk),
      '@types/jest': jest,
      '@types/node': '20',
      jest,
      'ts-jest': '29',
      typescript: '~5.9',
    },
    nodes: [20],
    commands: (node) => [['with and without esModuleInterop', [node, 'node_modules/jest/bin/jest.js', '--ci']]],
  })),
  ...joses.map(({ version, keySets }) => ({
    name: 'jose',
    title: `jose ${version}`,
    type: 'module',
    dependencies: { ...sdk(newestSdk), jose: version },
    nodes: [20],
    commands: (node) => [['verifies tokens', [node, 'tokens.js', ...keySets]]],
  })),
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
  {
    name: 'types',
    title: `types, client-kms ${newestSdk}`,
    type: 'module',
    dependencies: { ...sdk(newestSdk), ...packagesOf(compilers), '@types/node': '20' },
    // The compilers' answer does not depend on the Node that they run on.
    nodes: [20],
    commands: (node) =>
      compilers.flatMap((compiler) =>
        compiler.configurations.map((configuration) => compile(node, compiler, configuration)),
      ),
  },
  ...[typedSdk].filter(Boolean).map((version) => ({
    name: 'types',
    title: `types, client-kms ${version}`,
    type: 'module',
    dependencies: { ...sdk(version), ...packagesOf(compilers.slice(-1)), '@types/node': '20' },
    nodes: [20],
    commands: (node) => [compile(node, compilers.at(-1), 'nodenext')],
  })),
  ...vitests
    .filter(({ types }) => types !== undefined)
    .map(({ version, types }) => ({
      name: 'runner-types',
      title: `types of localkms/jest and localkms/vitest, Vitest ${version}`,
      type: 'module',
      dependencies: {
        ...sdk(newestSdk),
        ...packagesOf(runnerCompilers),
        '@jest/globals': jests.at(-1),
        '@types/jest': '30',
        '@types/node': types,
        vitest: version,
      },
      nodes: [20],
      commands: (node) => runnerCompilers.map((compiler) => compile(node, compiler, 'tsconfig')),
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
