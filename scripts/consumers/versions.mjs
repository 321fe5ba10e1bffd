// With which versions the packed tarball is tried.
import { readFileSync } from 'node:fs';
import { run } from '../gates.mjs';

export const NODES = [20, 22, 24, 26];

// The configurations of __tests__/package/types that a compiler knows.
const SINCE_4_7 = ['node16', 'nodenext'];
const NODE10 = ['node10', 'node10-interop'];

/** `configurations` are all that a compiler knows; `usual` are those tried at each change, each with some compiler. */
const COMPILERS = [
  { version: '4.9', configurations: [...SINCE_4_7, ...NODE10], usual: ['node10'] },
  { version: '5.0', configurations: [...SINCE_4_7, 'bundler', ...NODE10], usual: ['bundler'] },
  { version: '5.4', configurations: [...SINCE_4_7, 'bundler', ...NODE10], usual: ['node16'] },
  { version: '5.9', configurations: [...SINCE_4_7, 'bundler', ...NODE10], usual: ['nodenext', 'node10-interop'] },
  // Says of node10 that it will go.
  {
    version: '6.0',
    configurations: [...SINCE_4_7, 'bundler', ...NODE10],
    usual: ['nodenext'],
    options: ['--ignoreDeprecations', '6.0'],
  },
  { version: '7.0', configurations: [...SINCE_4_7, 'bundler'], usual: ['nodenext', 'bundler'] },
];

// Of localkms/jose.
const KEY_SETS = ['jwks', 'createKmsKeySet'];

/** What the README promises. Of the SDK the newest is the one that this project has. */
const PROMISED = {
  // The oldest, and the last that does not tell a middleware which command is sent.
  olderSdks: ['3.100.0', '3.568.0'],
  // The oldest that has every type that localkms's declarations name.
  typedSdk: '3.622.0',
  compilers: COMPILERS.map(({ usual, ...compiler }) => ({ ...compiler, configurations: usual })),
  jests: ['29', '30'],
  // With the Nodes that they run on, and the types of Node that they get on with.
  vitests: [
    { version: '1', nodes: [20] },
    { version: '2', nodes: [20] },
    { version: '3.2', nodes: [20], types: '20' },
    { version: '4', nodes: NODES, types: '20' },
    { version: '5', nodes: [24, 26], types: '24' },
  ],
  // For what is tried in all runners together.
  runners: { jest: '30', vitest: '4', nodes: NODES },
  runtimes: { bun: '1', deno: '2' },
  joses: [
    { version: '4', keySets: ['jwks'] },
    { version: '5', keySets: KEY_SETS },
    { version: '6', keySets: KEY_SETS },
  ],
};

export function promised() {
  const { version } = JSON.parse(readFileSync('node_modules/@aws-sdk/client-kms/package.json', 'utf8'));
  return { ...PROMISED, newestSdk: version };
}

/** The same, with versions and configurations in between that are no different so far. */
export function whole() {
  return {
    ...promised(),
    olderSdks: ['3.100.0', '3.303.0', '3.499.0', '3.549.0', '3.568.0', '3.576.0', '3.622.0'],
    compilers: COMPILERS,
  };
}

/** The newest that there are today. */
export async function newest() {
  const newestOf = async (name) => (await run('npm', ['view', name, 'version'])).trim();
  const [jest, vitest] = [await newestOf('jest'), await newestOf('vitest')];
  return {
    newestSdk: await newestOf('@aws-sdk/client-kms'),
    olderSdks: [],
    compilers: [{ version: await newestOf('typescript'), configurations: ['nodenext', 'bundler'] }],
    jests: [jest],
    vitests: [{ version: vitest, nodes: [24, 26], types: '24' }],
    runners: { jest, vitest, nodes: [24, 26] },
    runtimes: { bun: await newestOf('bun'), deno: await newestOf('deno') },
    joses: [{ version: await newestOf('jose'), keySets: KEY_SETS }],
  };
}
