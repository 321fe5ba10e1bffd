// Programs without a test runner.
import { readFileSync } from 'node:fs';
import { asNode20, NEWEST, sdk } from './consumer.mjs';

const README_PROGRAM = /```js\n(.*?)```/s.exec(readFileSync('README.md', 'utf8'))[1];

const programs = (node, major) => [
  ['ESM', [node, 'esm.mjs']],
  ['CommonJS', [node, ...asNode20(major), 'commonjs.cjs']],
  ['the whole stack', [node, 'whole-stack.mjs']],
];

export function programConsumers({ newestSdk, olderSdks, joses, tracers, some, rare }) {
  return [
    {
      name: 'plain',
      title: `client-kms ${newestSdk}`,
      together: NEWEST,
      dependencies: sdk(newestSdk),
      commands: (node, major) => [
        ...programs(node, major),
        // The Nodes between have the OpenSSL of one of these.
        ...(some.includes(major) ? [['every key spec', [node, 'every-key-spec.mjs']]] : []),
        ["README's program", [node, '--input-type=module', '--eval', README_PROGRAM]],
        ['node:test', [node, '--test', 'node-test.mjs']],
        ['localkms/auto', [node, 'auto.mjs']],
        ['localkms/auto with a configuration', ['env', 'LOCALKMS_CONFIG=orders.config.mjs', node, 'configured.mjs']],
        ['--import localkms/register', [node, '--import', 'localkms/register', 'registered.mjs']],
        ['--require localkms/register', [node, '--require', 'localkms/register', 'registered.cjs']],
        ['no socket, no file, no environment', ['env', '-i', node, 'alone.cjs']],
      ],
      row: ['Runtimes', 'Node', undefined, 'programs, `node:test`, `--import` and `--require localkms/register`', ''],
    },
    ...olderSdks.map((version) => ({
      name: 'plain',
      title: `client-kms ${version}`,
      dependencies: sdk(version),
      nodes: rare ? undefined : some.slice(0, 1),
      commands: programs,
      row: ['Libraries', '`@aws-sdk/client-kms`', version.replace(/\.0$/, ''), 'programs, ESM and CommonJS', ''],
    })),
    {
      name: 'encryption-sdk',
      title: 'AWS Encryption SDK',
      together: NEWEST,
      dependencies: { ...sdk(newestSdk), '@aws-crypto/client-node': '5' },
      nodes: some,
      commands: (node) => [
        ['round trip', [node, 'round-trip.mjs']],
        ['its own default client, localkms/auto', [node, 'default-client.mjs']],
      ],
      row: ['Libraries', 'AWS Encryption SDK', '5', '`KmsKeyringNode`, also with its own default client', ''],
    },
    {
      name: 'tracers',
      title: 'tracers on the whole stack',
      dependencies: { ...sdk(newestSdk), ...tracers },
      nodes: some,
      commands: (node) => [
        ['AWS X-Ray', [node, 'x-ray.mjs']],
        ['Powertools for AWS Lambda', [node, 'powertools.mjs']],
        ['OpenTelemetry', [node, 'open-telemetry.cjs']],
      ],
      row: ['Libraries', 'AWS X-Ray, Powertools for AWS Lambda', '3, 2', '`captureAWSv3Client`', '`wholeStack: true`'],
    },
    ...joses.map(({ version, keySets }, at) => ({
      name: 'jose',
      title: `jose ${version}`,
      type: 'module',
      together: at === joses.length - 1 ? NEWEST : undefined,
      dependencies: { ...sdk(newestSdk), jose: version },
      nodes: some.slice(0, 1),
      commands: (node) => [['verifies tokens', [node, 'tokens.js', ...keySets]]],
      row: ['Libraries', 'jose', version, `\`localkms/jose\`: ${keySets.map((name) => `\`${name}\``).join(', ')}`, ''],
    })),
  ];
}
