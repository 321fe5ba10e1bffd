// Installs each project of examples/ as its user does, with the packed tarball, and runs its tests.
// `node scripts/check-examples.mjs jest storybook` runs only these; `--whole` also what is slow to install.
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gate, run } from './gates.mjs';
import { installIn, newFolder, pack } from './tarball.mjs';

const EXAMPLES = readdirSync('examples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  // One of containers is no project of npm.
  .filter((name) => existsSync(join('examples', name, 'package.json')));

async function check(tarball, name) {
  const folder = newFolder(`example-${name}`);
  cpSync(join('examples', name), folder, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  delete manifest.devDependencies.localkms;
  await installIn(folder, tarball, manifest);
  await run('npm', ['test'], { cwd: folder, env: { ...process.env, CI: 'true', NODE_NO_WARNINGS: '1' } });
}

/** The AWS CDK alone takes 180 MB; what its app makes is a fixture of __tests__/readers/infrastructure. */
const SLOW = ['cdk'];

const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const whole = process.argv.includes('--whole');
const tarball = await pack();
for (const name of EXAMPLES) {
  const wanted = only.length === 0 ? whole || !SLOW.includes(name) : only.includes(name);
  if (wanted) await gate(`examples: ${name}`, () => check(tarball, name));
}
