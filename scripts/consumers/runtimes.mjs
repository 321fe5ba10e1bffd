// What runs JavaScript but is not Node. npm carries them too.
import { NEWEST, sdk } from './consumer.mjs';

const BUN = 'Bun';
const DENO = 'Deno';

export function runtimeConsumers({ newestSdk, tools, some }) {
  return [
    {
      name: 'copies',
      title: 'two copies of the SDK, Bun',
      together: BUN,
      workspaces: ['library'],
      dependencies: { ...sdk(newestSdk), bun: tools.bun },
      nodes: some.slice(0, 1),
      commands: (node, _major, modules) => {
        const bun = `${modules}/bun/bin/bun.exe`;
        const preloads = ['register', 'auto'].map((door) => [`localkms/${door}`, ['--preload', `localkms/${door}`]]);
        return [
          ['as its package installs it', [node, `${modules}/bun/install.js`]],
          ...['auto.mjs', 'auto.cjs'].map((program) => [`localkms/auto in ${program}`, [bun, program]]),
          ...['registered.mjs', 'registered.cjs'].flatMap((program) =>
            preloads.map(([door, preload]) => [`--preload ${door}, ${program}`, [bun, ...preload, program]]),
          ),
          ['bun test', [bun, 'test', '--preload', 'localkms/auto', 'bun-test']],
        ];
      },
      row: [
        'Runtimes',
        'Bun',
        tools.bun,
        'programs, `--preload localkms/register`; `bun test`, `--preload localkms/auto`',
        'matchers by `expect.extend(kmsMatchers)`, `kms.reset()` by hand: [example](guides/runtimes.md#bun)',
      ],
    },
    {
      name: 'plain',
      title: 'Bun',
      together: BUN,
      dependencies: sdk(newestSdk),
      nodes: some.slice(0, 1),
      commands: (_node, _major, modules) =>
        ['esm.mjs', 'commonjs.cjs', 'every-key-spec.mjs'].map((program) => [
          program,
          [`${modules}/bun/bin/bun.exe`, program],
        ]),
    },
    {
      name: 'copies',
      title: 'two copies of the SDK, Deno',
      together: DENO,
      workspaces: ['library'],
      dependencies: { ...sdk(newestSdk), deno: tools.deno },
      nodes: some.slice(0, 1),
      commands: (node, _major, modules) => {
        const deno = `${modules}/deno/deno`;
        // Where the package comes from a registry this is npm:localkms/register.
        const register = ['--preload', `${modules}/localkms/dist/register.mjs`];
        return [
          ['as its package installs it', [node, `${modules}/deno/install.cjs`]],
          ...['auto.mjs', 'auto.cjs'].map((program) => [`localkms/auto in ${program}`, [deno, 'run', '-A', program]]),
          ...['registered.mjs', 'registered.cjs'].map((program) => [
            `--preload localkms/register, ${program}`,
            [deno, 'run', '-A', ...register, program],
          ]),
          // Checking types would take @types/node.
          ['deno test', [deno, 'test', '-A', '--no-check', 'deno-test']],
        ];
      },
      row: [
        'Runtimes',
        'Deno',
        tools.deno,
        'programs, `--preload npm:localkms/register`; `deno test`',
        '`--no-check`, or `@types/node`, for tests in JavaScript: [example](guides/runtimes.md#deno)',
      ],
    },
    {
      name: 'plain',
      title: 'Deno',
      together: DENO,
      dependencies: sdk(newestSdk),
      nodes: some.slice(0, 1),
      commands: (_node, _major, modules) =>
        ['esm.mjs', 'commonjs.cjs', 'every-key-spec.mjs'].map((program) => [
          program,
          [`${modules}/deno/deno`, 'run', '-A', program],
        ]),
    },
    {
      name: 'workerd',
      title: 'Cloudflare workerd',
      together: NEWEST,
      dependencies: { ...sdk(newestSdk), esbuild: tools.esbuild, miniflare: tools.miniflare },
      // What miniflare asks for.
      nodes: [24],
      commands: (node) => [
        ['a Worker', [node, 'drive.mjs']],
        ['a Worker with nodejs_compat', [node, 'drive.mjs', 'nodejs_compat']],
      ],
      row: [
        'Runtimes',
        'Cloudflare Workers (workerd)',
        `miniflare ${tools.miniflare}`,
        'a Worker that answers requests, bundled by esbuild as Wrangler does',
        'with and without `nodejs_compat`; bundle with the conditions `workerd`, `worker`, `browser`',
      ],
    },
  ];
}
