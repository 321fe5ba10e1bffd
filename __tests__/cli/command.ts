import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { buildSync } from 'esbuild';

const OUTPUT = resolve('.tmp/cli/localkms.mjs');

/** The command as it is run, but for the build: bundled anew from its sources. */
export function buildCommand(): void {
  mkdirSync('.tmp/cli', { recursive: true });
  buildSync({
    entryPoints: ['src/cli/main.ts'],
    outfile: OUTPUT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // It finds its binary beside its own files.
    external: ['classic-level', 'pg', '@aws-sdk/client-kms'],
    // CommonJS within the bundle asks for it.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    alias: {
      '#crypto': resolve('src/crypto/backend/node/node-backend.ts'),
      '#seeds': resolve('src/world/seeds/seeds-node.ts'),
      '#level': resolve('src/stores/level/node/open-database.ts'),
    },
    logLevel: 'error',
  });
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Command {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<Ended>;
  /** What it has written once a text is in it. */
  until(text: string): Promise<string>;
}

export function localkms(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = '.tmp/cli',
): Command {
  const child = spawn(process.execPath, ['--no-warnings', OUTPUT, ...args], {
    cwd,
    env: { PATH: process.env.PATH as string, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code, stdout, stderr }));
  return {
    child,
    ended,
    async until(text) {
      while (!stdout.includes(text)) {
        const more = await Promise.race([once(child.stdout, 'data'), ended]);
        if ('code' in more && !stdout.includes(text)) throw new Error(`ended without ${text}: ${stderr}`);
      }
      return stdout;
    },
  };
}
