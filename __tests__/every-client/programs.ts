import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const PROJECT = join(__dirname, '../..');
const SOURCE = join(PROJECT, 'src');

/** A folder in the project, so that programs in it find the project's SDK; gone after the tests of the describe block. */
export function programFolder(): string {
  mkdirSync(join(PROJECT, '.tmp'), { recursive: true });
  const folder = mkdtempSync(join(PROJECT, '.tmp', 'program-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A source file as one file for a Node process of its own; the SDK stays outside. */
export function bundle(source: string, folder: string, name: string, define: Record<string, string> = {}): void {
  buildSync({
    entryPoints: [join(SOURCE, source)],
    bundle: true,
    platform: 'node',
    format: name.endsWith('.mjs') ? 'esm' : 'cjs',
    outfile: join(folder, name),
    external: ['@aws-sdk/*'],
    define,
    alias: {
      '#crypto': join(SOURCE, 'crypto/backend/node/node-backend.ts'),
      '#seeds': join(SOURCE, 'world/seeds/seeds-node.ts'),
      '#level': join(SOURCE, 'stores/level/node/open-database.ts'),
    },
    logLevel: 'error',
  });
}

/** What a program of its own prints, parsed; its environment holds nothing but `env`. */
export function run(
  folder: string,
  program: string,
  text: string,
  env: Record<string, string> = {},
  ...flags: string[]
) {
  writeFileSync(join(folder, program), text);
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, program], {
    cwd: folder,
    env: env as NodeJS.ProcessEnv,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
