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
const { newestSdk, olderSdks, typedSdk, compilers, jests, vitests, joses, runners, runtimes } = versions;

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

// npm carries these runtimes too. Deno takes npm:localkms/register where the package comes from a registry.
const BUN = 'node_modules/bun/bin/bun.exe';
const DENO = 'node_modules/deno/deno';
const DENO_REGISTER = ['--preload', './node_modules/localkms/dist/register.mjs'];

const sdk = (version) => ({ '@aws-sdk/client-kms': version });
const programs = (node, major) => [
  ['ESM', [node, 'esm.mjs']],
  ['CommonJS', [node, ...(major > 20 ? [AS_NODE_20] : []), 'commonjs.cjs']],
];

/** A program, and a workspace with a copy of the SDK of its own: in all that load modules in a way of their own. */
function everyCopy() {
  const consumer = { name: 'copies', workspaces: ['library'] };
  const auto = ['--setupFilesAfterEnv', 'localkms/auto'];
  return [
    {
      ...consumer,
      title: 'two copies of the SDK',
      dependencies: { ...sdk(newestSdk), esbuild: '*', jest: runners.jest, vitest: runners.vitest },
      nodes: runners.nodes,
      commands: (node, major) => {
        const jest = 'node_modules/jest/bin/jest.js';
        const esm = ['--config', '{ "transform": {} }', '--testMatch', '**/*.test.mjs'];
        return [
          ['localkms/auto in an ES module', [node, 'auto.mjs']],
          ['localkms/auto in CommonJS', [node, ...(major > 20 ? [AS_NODE_20] : []), 'auto.cjs']],
          ['localkms/register in an ES module', [node, '--import', 'localkms/register', 'registered.mjs']],
          ['localkms/register in CommonJS', [node, '--require', 'localkms/register', 'registered.cjs']],
          ['Jest, CommonJS', [node, jest, '--ci', ...auto, '--', 'jest-cjs']],
          ['Jest, ES modules', [node, '--experimental-vm-modules', jest, '--ci', ...esm, ...auto, '--', 'jest-esm']],
          ['Vitest', [node, 'node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest/vitest.config.mjs']],
          ['calls of a bundled SDK do not leave', [node, 'bundled.mjs']],
        ];
      },
    },
    {
      ...consumer,
      title: 'two copies of the SDK, Bun and Deno',
      dependencies: { ...sdk(newestSdk), ...runtimes },
      nodes: [20],
      commands: (node) => [
        ['Bun, as its package installs it', [node, 'node_modules/bun/install.js']],
        ['Deno, as its package installs it', [node, 'node_modules/deno/install.cjs']],
        ...['auto.mjs', 'auto.cjs'].flatMap((program) => [
          [`Bun, localkms/auto in ${program}`, [BUN, program]],
          [`Deno, localkms/auto in ${program}`, [DENO, 'run', '-A', program]],
        ]),
        ...['registered.mjs', 'registered.cjs'].flatMap((program) => [
          [`Bun, --preload localkms/register, ${program}`, [BUN, '--preload', 'localkms/register', program]],
          [`Bun, --preload localkms/auto, ${program}`, [BUN, '--preload', 'localkms/auto', program]],
          [`Deno, --preload localkms/register, ${program}`, [DENO, 'run', '-A', ...DENO_REGISTER, program]],
        ]),
        ['bun test', [BUN, 'test', '--preload', 'localkms/auto', 'bun-test']],
      ],
    },
  ];
}

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
  ...everyCopy(),
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
