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
  compilers: COMPILERS.map(({ usual, configurations, ...compiler }) => ({
    ...compiler,
    knows: configurations,
    configurations: usual,
  })),
  // With the Nodes that they run on at each change.
  jests: [
    { version: '29', nodes: [20] },
    { version: '30', nodes: NODES },
  ],
  // With the types of Node that they get on with, and the compilers of which each checks one or two.
  vitests: [
    { version: '1', nodes: [20] },
    { version: '2', nodes: [20] },
    { version: '3.2', nodes: [20], types: '20', typesBy: ['5.0', '5.4'] },
    { version: '4', nodes: NODES, types: '20', typesBy: ['5.9', '6.0'] },
    { version: '5', nodes: [24, 26], types: '24', typesBy: ['7.0'] },
  ],
  // On which each way to load the SDK is tried: the one that cannot require() ECMAScript modules, and the newest.
  some: [20, 26],
  joses: [
    { version: '4', keySets: ['jwks'] },
    { version: '5', keySets: KEY_SETS },
    { version: '6', keySets: KEY_SETS },
  ],
  tracers: {
    '@aws-lambda-powertools/tracer': '2',
    '@opentelemetry/instrumentation': '>=0.223',
    '@opentelemetry/instrumentation-aws-sdk': '>=0.78',
    '@opentelemetry/sdk-trace-node': '2',
    'aws-xray-sdk-core': '3',
  },
  tools: {
    '@nestjs/common': '11',
    '@nestjs/core': '11',
    '@nestjs/testing': '11',
    '@storybook/react-vite': '10',
    bun: '1',
    deno: '2',
    esbuild: '0.28',
    'happy-dom': '20',
    jsdom: '26',
    miniflare: '4',
    next: '16',
    nitropack: '2',
    react: '19',
    'react-dom': '19',
  },
};

export function promised() {
  const { version } = JSON.parse(readFileSync('node_modules/@aws-sdk/client-kms/package.json', 'utf8'));
  return { ...PROMISED, newestSdk: version, rare: false };
}

/** The same, with what is slow or rare, and versions and configurations in between that are no different so far. */
export function whole() {
  return {
    ...promised(),
    olderSdks: ['3.100.0', '3.303.0', '3.499.0', '3.549.0', '3.568.0', '3.576.0', '3.622.0'],
    compilers: COMPILERS,
    jests: PROMISED.jests.map((jest) => ({ ...jest, nodes: NODES })),
    vitests: PROMISED.vitests.map(({ typesBy, ...vitest }) =>
      typesBy ? { ...vitest, typesBy: ['5.0', '5.4', '5.9', '6.0', '7.0'] } : vitest,
    ),
    some: NODES,
    rare: true,
  };
}

/** The newest that there are today. */
export async function newest() {
  const newestOf = async (name) => (await run('npm', ['view', name, 'version'])).trim();
  const typescript = await newestOf('typescript');
  return {
    newestSdk: await newestOf('@aws-sdk/client-kms'),
    olderSdks: [],
    compilers: [{ version: typescript, configurations: ['nodenext', 'bundler'] }],
    jests: [{ version: await newestOf('jest'), nodes: [24, 26] }],
    vitests: [{ version: await newestOf('vitest'), nodes: [24, 26], types: '24', typesBy: [typescript] }],
    some: [24, 26],
    joses: [{ version: await newestOf('jose'), keySets: KEY_SETS }],
    tracers: Object.fromEntries(Object.keys(PROMISED.tracers).map((name) => [name, 'latest'])),
    tools: Object.fromEntries(Object.keys(PROMISED.tools).map((name) => [name, 'latest'])),
    rare: true,
  };
}
