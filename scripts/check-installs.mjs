// Installs the packed tarball with the package managers that users have, beside what they have installed already.
// `node scripts/check-installs.mjs pnpm` runs only what has this in its name; `--whole` tries both npm with all neighbours.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gate, run } from './gates.mjs';
import { newFolder, pack } from './tarball.mjs';

const versionOf = (name) => JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')).version;
const newestSdk = versionOf('@aws-sdk/client-kms');
const QUIETLY = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];

/**
 * What a project may have, from the oldest to the newest. npm refuses, or breaks off, where an optional peer does not
 * fit. Without Vitest 4: npm 10 breaks off on that, localkms or not.
 */
const NEIGHBOURS = [
  { '@aws-sdk/client-kms': '3.100.0', jose: '4', vitest: '1' },
  { '@aws-sdk/client-kms': '3.576.0', jose: '5', vitest: '2' },
  { '@aws-sdk/client-kms': newestSdk, jose: '6', vitest: '3' },
  { '@aws-sdk/client-kms': newestSdk, vitest: '5' },
];

/** Package managers that hide from a package what it does not declare, and how each runs a program. */
const STRICT = [
  {
    name: 'pnpm 10',
    program: ['npx', '--yes', 'pnpm@10'],
    execute: ['exec'],
    settings: { '.npmrc': 'node-linker=isolated\nhoist=false\nstrict-peer-dependencies=true\n' },
  },
  {
    name: 'Yarn 4, Plug and Play',
    program: ['npx', '--yes', '--package=@yarnpkg/cli-dist@4', 'yarn'],
    execute: [],
    settings: {
      '.yarnrc.yml': 'nodeLinker: pnp\nenableTelemetry: false\nenableImmutableInstalls: false\n',
      'yarn.lock': '',
    },
  },
];

function newProject(dependencies, settings = {}, resolutions = {}) {
  const folder = newFolder('install');
  const manifest = { name: 'neighbours', private: true, type: 'module', dependencies, resolutions };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  for (const [file, text] of Object.entries(settings)) writeFileSync(join(folder, file), text);
  return folder;
}

const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const whole = process.argv.includes('--whole');

async function check(name, install) {
  if (only.length === 0 || only.some((word) => name.includes(word))) await gate(`installs: ${name}`, install);
}

const tarball = await pack();
const localkms = `file:${tarball}`;

for (const [at, npm] of ['10', '11'].entries()) {
  // At each change one npm has the first of them and the third, the other the rest.
  for (const neighbours of NEIGHBOURS.filter((_, place) => whole || place % 2 === at)) {
    const beside = Object.entries(neighbours).map(([name, version]) => `${name} ${version}`);
    await check(`npm ${npm}, beside ${beside.join(', ')}`, async () => {
      const cwd = newProject({ ...neighbours, localkms });
      // Whether versions fit is settled before anything is fetched.
      await run('npx', ['--yes', `npm@${npm}`, 'install', '--package-lock-only', ...QUIETLY], { cwd });
    });
  }
}

for (const { name, program, execute, settings } of STRICT) {
  const [command, ...first] = program;
  await check(`${name}, with Vitest`, async () => {
    // Vitest leaves it to its user to bring Vite, and would itself take the newest, of which registries may lack a part.
    const [vite, vitest] = ['vite', 'vitest'].map(versionOf);
    const cwd = newProject({ '@aws-sdk/client-kms': newestSdk, localkms, vite, vitest }, settings, { vite });
    cpSync(resolve('__tests__/package/vitest'), cwd, { recursive: true });
    cpSync(resolve('__tests__/package/plain/auto.mjs'), join(cwd, 'auto.mjs'));
    cpSync(resolve('__tests__/package/plain/registered.mjs'), join(cwd, 'registered.mjs'));
    const manager = (...args) => run(command, [...first, ...args], { cwd });
    await manager('install');
    await manager(...execute, 'node', 'auto.mjs');
    await manager(...execute, 'node', '--import', 'localkms/register', 'registered.mjs');
    await manager(...execute, 'vitest', 'run');
  });
}

await check("each subpath is found by eslint-plugin-import's resolver, which does not read exports", async () => {
  const cwd = newProject({ 'eslint-import-resolver-node': '~0.3', localkms });
  await run('npm', ['install', '--legacy-peer-deps', ...QUIETLY], { cwd });
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
  const names = Object.keys(exports).map((subpath) => join('localkms', subpath));
  const program = `
    import resolver from 'eslint-import-resolver-node';
    for (const name of ${JSON.stringify(names)})
      if (!resolver.resolve(name, process.cwd() + '/index.js', {}).found) throw new Error(name);`;
  await run(process.execPath, ['--input-type=module', '--eval', program], { cwd });
});
