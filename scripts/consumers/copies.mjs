// A program, and a workspace with a copy of the SDK of its own: in all that load modules in a way of their own.
import { asNode20, NEWEST, sdk } from './consumer.mjs';

export function copiesConsumers({ newestSdk, jests, vitests, some, tools }) {
  // One Vitest for all Nodes.
  const vitest = vitests.filter(({ nodes }) => some.every((major) => nodes.includes(major))).at(-1);
  const auto = ['--setupFilesAfterEnv', 'localkms/auto'];
  return [
    {
      name: 'copies',
      title: 'two copies of the SDK',
      together: NEWEST,
      workspaces: ['library'],
      dependencies: {
        ...sdk(newestSdk),
        esbuild: tools.esbuild,
        jest: jests.at(-1).version,
        vitest: vitest.version,
      },
      nodes: some,
      commands: (node, major, modules) => {
        const jest = `${modules}/jest/bin/jest.js`;
        const esm = ['--config', '{ "transform": {} }', '--testMatch', '**/*.test.mjs'];
        return [
          ['localkms/auto in an ES module', [node, 'auto.mjs']],
          ['localkms/auto in CommonJS', [node, ...asNode20(major), 'auto.cjs']],
          ['localkms/register in an ES module', [node, '--import', 'localkms/register', 'registered.mjs']],
          ['localkms/register in CommonJS', [node, '--require', 'localkms/register', 'registered.cjs']],
          ['Jest, CommonJS', [node, jest, '--ci', ...auto, '--', 'jest-cjs']],
          ['Jest, ES modules', [node, '--experimental-vm-modules', jest, '--ci', ...esm, ...auto, '--', 'jest-esm']],
          ['Vitest', [node, `${modules}/vitest/vitest.mjs`, 'run', '--config', 'vitest/vitest.config.mjs']],
          ['calls of a bundled SDK do not leave', [node, 'bundled.mjs']],
        ];
      },
    },
  ];
}
