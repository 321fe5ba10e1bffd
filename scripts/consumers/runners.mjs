// Test runners, and the environments in which they run tests.
import { asNode20, NEWEST, sdk, withRunner } from './consumer.mjs';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

function jestConsumers({ newestSdk, jests, tools, some }) {
  return jests.flatMap((runner) => {
    const { version: jest, nodes } = runner;
    const shared = { together: withRunner('Jest', runner) };
    const dependencies = { ...sdk(newestSdk), jest };
    return [
      {
        ...shared,
        name: 'jest',
        title: `Jest ${jest}`,
        dependencies,
        nodes,
        commands: (node, major, modules) => {
          const program = `${modules}/jest/bin/jest.js`;
          const command = [node, ...asNode20(major), program, '--ci'];
          const esm = [node, '--experimental-vm-modules', program, '--ci', '--config', '{ "transform": {} }'];
          const everywhere = [
            ['no configuration', [...command, 'main-job']],
            ['ECMAScript modules', [...esm, '--testMatch', '**/modules.test.mjs']],
          ];
          // Set-up files are read alike on every Node.
          if (!some.includes(major)) return everywhere;
          return [
            ...everywhere,
            ['localkms/auto as a setup file', [...command, '--setupFilesAfterEnv', 'localkms/auto', '--', 'auto']],
            ['localkms/jest as a setup file', [...command, '--setupFilesAfterEnv', 'localkms/jest', '--', 'matchers']],
            ['localkms/jest without globals', [...command, '--injectGlobals', 'false', '--', 'globals']],
          ];
        },
        row: ['Test runners', 'Jest', jest, 'CommonJS and ECMAScript modules, environment `node`', ''],
      },
      {
        ...shared,
        name: 'ts-jest',
        title: `ts-jest, CommonJS, Jest ${jest}`,
        dependencies: {
          ...dependencies,
          '@types/jest': '30',
          '@types/node': '20',
          'ts-jest': '29',
          typescript: '~5.9',
        },
        nodes: some.slice(0, 1),
        commands: (node, _major, modules) => [
          ['with and without esModuleInterop', [node, `${modules}/jest/bin/jest.js`, '--ci']],
        ],
        row: ['Test runners', 'ts-jest 29', `Jest ${jest}`, 'TypeScript with `module: commonjs`', ''],
      },
      ...[
        {
          environment: 'jest-fixed-jsdom',
          packages: {
            'jest-environment-jsdom': jest,
            'jest-fixed-jsdom': jest.startsWith('29') ? '0.0.9' : '0.0.11',
          },
          tool: `Jest ${jest}, jsdom`,
          setUp: '`testEnvironment: "jest-fixed-jsdom"`: Jest\'s own jsdom lacks what the AWS SDK needs',
        },
        {
          environment: '@happy-dom/jest-environment',
          packages: { '@happy-dom/jest-environment': tools['happy-dom'] },
          tool: `Jest ${jest}, happy-dom`,
          setUp: '`testEnvironment: "@happy-dom/jest-environment"`',
        },
      ].map(({ environment, packages, tool, setUp }) => ({
        ...shared,
        name: 'dom',
        title: tool,
        dependencies: { ...dependencies, ...packages },
        nodes: some.slice(0, 1),
        commands: (node, _major, modules) => [
          [
            'encrypts beside a document',
            [node, `${modules}/jest/bin/jest.js`, '--ci', `--env=${environment}`, 'dom.jest'],
          ],
        ],
        row: ['Test runners', tool.replace(` ${jest}`, ''), jest, 'tests with a `document`', setUp],
      })),
    ];
  });
}

function vitestConsumers({ newestSdk, vitests, tools }) {
  return vitests.flatMap((runner) => {
    const { version, nodes } = runner;
    const shared = { together: withRunner('Vitest', runner) };
    const dependencies = { ...sdk(newestSdk), vitest: version };
    const [major] = nodes;
    return [
      {
        ...shared,
        name: 'vitest',
        type: 'module',
        title: `Vitest ${version}`,
        dependencies,
        nodes,
        commands: (node, _major, modules) => [
          ['no configuration', [node, `${modules}/vitest/vitest.mjs`, 'run', '--root', '.']],
        ],
        row: ['Test runners', 'Vitest', version, 'environment `node`, `localkms/auto`, fake timers', ''],
      },
      ...['jsdom', 'happy-dom'].map((environment) => ({
        ...shared,
        name: 'dom',
        title: `Vitest ${version}, ${environment}`,
        // The same in each of them.
        rare: shared.together !== NEWEST,
        dependencies: { ...dependencies, [environment]: tools[environment] },
        nodes: [major],
        commands: (node, _major, modules) => [
          [
            'encrypts beside a document',
            [node, `${modules}/vitest/vitest.mjs`, 'run', '--root', '.', '--environment', environment, 'dom.vitest'],
          ],
        ],
        row: [
          'Test runners',
          `Vitest, ${environment}`,
          version,
          'tests with a `document`',
          `\`environment: '${environment}'\``,
        ],
      })),
    ];
  });
}

function vitestBrowser({ newestSdk, vitests }) {
  // Since Vitest 4 the provider is a package of its own.
  return vitests
    .filter(({ version }) => Number.parseInt(version, 10) >= 4)
    .map((runner, at) => ({
      name: 'vitest-browser',
      page: 'vitest-browser',
      title: `Vitest ${runner.version}, browser mode`,
      type: 'module',
      together: withRunner('Vitest', runner),
      rare: at > 0,
      dependencies: {
        ...sdk(newestSdk),
        vitest: runner.version,
        '@vitest/browser-playwright': runner.version,
        playwright: '1',
      },
      nodes: runner.nodes.slice(-1),
      commands: (node, _major, modules) => [
        ['in Chromium', ['env', `CHROMIUM=${CHROMIUM}`, node, `${modules}/vitest/vitest.mjs`, 'run', '--root', '.']],
      ],
      row: [
        'Test runners',
        'Vitest, browser mode',
        runner.version,
        'Chromium by the Playwright provider',
        'nothing of localkms: [guide](guides/vitest-browser.md)',
      ],
    }));
}

export function runnerConsumers(versions) {
  return [...jestConsumers(versions), ...vitestConsumers(versions), ...vitestBrowser(versions)];
}
