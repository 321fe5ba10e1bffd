// With which versions the packed tarball is tried.
import { readFileSync } from 'node:fs';
import { run } from '../gates.mjs';

export const NODES = [20, 22, 24];

/** What the README promises: of the SDK the oldest, and the one that this project has. */
export function promised() {
  const { version } = JSON.parse(readFileSync('node_modules/@aws-sdk/client-kms/package.json', 'utf8'));
  return {
    sdks: ['3.622.0', version],
    compilers: ['5.4', '5.9', '6.0', '7.0'],
    jest: '30',
    // With the Nodes that they run on, and the types of Node that they get on with.
    vitests: [
      { version: '3.2', nodes: [20], types: '20' },
      { version: '4', nodes: NODES, types: '20' },
      { version: '5', nodes: [24], types: '24' },
    ],
  };
}

/** The newest that there are today. */
export async function newest() {
  const newestOf = async (name) => (await run('npm', ['view', name, 'version'])).trim();
  return {
    sdks: [await newestOf('@aws-sdk/client-kms')],
    compilers: [await newestOf('typescript')],
    jest: await newestOf('jest'),
    vitests: [{ version: await newestOf('vitest'), nodes: [24], types: '24' }],
  };
}
