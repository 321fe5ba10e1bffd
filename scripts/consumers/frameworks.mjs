// Frameworks and bundlers, each with the files of its guide where there is one.
import { NEWEST, sdk } from './consumer.mjs';

const pick = (tools, ...names) => Object.fromEntries(names.map((name) => [name, tools[name]]));

export function frameworkConsumers({ newestSdk, jests, tools, some }) {
  const jest = jests.at(-1).version;
  return [
    {
      name: 'nestjs',
      page: 'nestjs',
      title: 'NestJS',
      together: NEWEST,
      dependencies: {
        ...sdk(newestSdk),
        ...pick(tools, '@nestjs/common', '@nestjs/core', '@nestjs/testing'),
        '@types/jest': '30',
        '@types/node': '20',
        jest,
        'reflect-metadata': '0.2',
        rxjs: '7',
        'ts-jest': '29',
        typescript: '~5.9',
      },
      nodes: some.slice(0, 1),
      commands: (node, _major, modules) => [
        ['the files of the guide', [node, `${modules}/jest/bin/jest.js`, '--ci']],
        ['with module: commonjs', [node, `${modules}/jest/bin/jest.js`, '--ci', '--config', 'commonjs.config.json']],
      ],
      row: [
        'Frameworks',
        'NestJS',
        tools['@nestjs/core'],
        'a provider in a test, CommonJS and `nodenext`',
        'nothing: [guide](guides/nestjs.md)',
      ],
    },
    {
      name: 'lambda',
      title: 'AWS Lambda, bundled by esbuild',
      together: NEWEST,
      dependencies: { ...sdk(newestSdk), esbuild: tools.esbuild },
      nodes: some,
      commands: (node) => [['SDK in the bundle, or beside it, as ESM and CommonJS', [node, 'drive.mjs']]],
      row: [
        'Frameworks',
        'AWS Lambda',
        `esbuild ${tools.esbuild}`,
        'a handler, bundled with the SDK or without',
        'a bundled SDK: attach its client; otherwise `localkms/auto`: [guide](guides/lambda.md)',
      ],
    },
    {
      name: 'nextjs',
      page: 'nextjs',
      title: 'Next.js',
      type: 'module',
      rare: true,
      dependencies: {
        ...sdk(newestSdk),
        ...pick(tools, 'next', 'react', 'react-dom'),
        '@types/node': '20',
        '@types/react': '19',
        typescript: '~5.9',
      },
      nodes: some.slice(0, 1),
      commands: (node) => [
        ['built by Turbopack, a route handler', [node, 'drive.mjs', 'turbopack']],
        ['built by webpack, a route handler', [node, 'drive.mjs', 'webpack']],
      ],
      row: [
        'Frameworks',
        'Next.js',
        tools.next,
        'route handlers through `instrumentation.ts`, client components; Turbopack and webpack',
        '`serverExternalPackages: ["@aws-sdk/client-kms", "localkms"]`: [guide](guides/nextjs.md)',
      ],
    },
    {
      name: 'nitro',
      title: 'Nitro',
      type: 'module',
      rare: true,
      dependencies: { ...sdk(newestSdk), ...pick(tools, 'nitropack') },
      nodes: some.slice(0, 1),
      commands: (node) => [['a server build, a plugin and a route', [node, 'drive.mjs']]],
      row: [
        'Frameworks',
        'Nitro, the server of Nuxt',
        tools.nitropack,
        'a plugin that calls `installLocalKms`, and a route, in the built server',
        'a production build needs `allowInProduction: true`',
      ],
    },
    {
      name: 'storybook-react',
      title: 'Storybook, React',
      type: 'module',
      rare: true,
      dependencies: {
        ...sdk(newestSdk),
        ...pick(tools, '@storybook/react-vite', 'react', 'react-dom'),
        'playwright-core': '1',
        storybook: tools['@storybook/react-vite'],
        vite: '8',
      },
      nodes: some.slice(0, 1),
      commands: (node, _major, modules) => [
        ['builds', [node, `${modules}/storybook/dist/bin/dispatcher.js`, 'build', '--output-dir', 'built']],
        ['a story encrypts in Chromium', [node, 'drive.mjs']],
      ],
      row: [
        'Frameworks',
        'Storybook',
        tools['@storybook/react-vite'],
        'React and HTML renderers by Vite; stories that encrypt in the page',
        'nothing: [guide](guides/storybook.md)',
      ],
    },
  ];
}
