// Compilers, whose answer does not depend on the Node that they run on.
import { sdk, withRunner } from './consumer.mjs';

const packagesOf = (wanted) =>
  Object.fromEntries(wanted.map(({ version }) => [`typescript-${version}`, `npm:typescript@~${version}`]));

const compile = (node, modules, { version, options = [] }, configuration) => [
  `TypeScript ${version}, ${configuration}`,
  [node, `${modules}/typescript-${version}/bin/tsc`, '-p', `${configuration}.json`, ...options],
];

export function typeConsumers({ newestSdk, typedSdk, compilers, vitests, jests }) {
  const alone = { name: 'types', type: 'module', nodes: [20] };
  const compilersOf = ({ typesBy }) => compilers.filter(({ version }) => typesBy.includes(version));
  return [
    {
      ...alone,
      title: `types, client-kms ${newestSdk}`,
      dependencies: { ...sdk(newestSdk), ...packagesOf(compilers), '@types/node': '20' },
      commands: (node, _major, modules) =>
        compilers.flatMap((compiler) =>
          compiler.configurations.map((configuration) => compile(node, modules, compiler, configuration)),
        ),
    },
    ...[typedSdk].filter(Boolean).map((version) => ({
      ...alone,
      title: `types, client-kms ${version}`,
      dependencies: { ...sdk(version), ...packagesOf(compilers.slice(-1)), '@types/node': '20' },
      commands: (node, _major, modules) => [compile(node, modules, compilers.at(-1), 'nodenext')],
    })),
    ...vitests
      .filter(({ types }) => types !== undefined)
      .map((vitest) => ({
        ...alone,
        name: 'runner-types',
        title: `types of localkms/jest and localkms/vitest, Vitest ${vitest.version}`,
        together: withRunner('Vitest', vitest),
        dependencies: {
          ...sdk(newestSdk),
          ...packagesOf(compilersOf(vitest)),
          '@jest/globals': jests.at(-1).version,
          '@types/jest': '30',
          '@types/node': vitest.types,
          vitest: vitest.version,
        },
        commands: (node, _major, modules) =>
          compilersOf(vitest).map((compiler) => compile(node, modules, compiler, 'tsconfig')),
      })),
  ];
}
