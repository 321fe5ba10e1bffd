#!/usr/bin/env node
import nodeModule from 'node:module';
import { inspect } from 'node:util';
import { VERSION } from '../runtime/version.js';
import { ClearError, isClear } from './clear-error.js';
import { loadPull, loadRun, loadServe, loadWait } from './lazy.js';

/** The file of a subcommand. */
interface Subcommand {
  readonly HELP: string;
  /** What it does with its arguments, up to its exit code. */
  run(args: readonly string[]): Promise<number>;
}

interface Row {
  readonly summary: string;
  load(): Promise<Subcommand>;
}

const SUBCOMMANDS: Readonly<Record<string, Row>> = {
  serve: { summary: 'serves a KMS endpoint', load: loadServe },
  run: { summary: 'runs a command with a KMS endpoint of its own', load: loadRun },
  pull: { summary: 'writes a double of the keys of an AWS account', load: loadPull },
  wait: { summary: 'waits until an endpoint answers', load: loadWait },
};

const HELP = `localkms ${VERSION}: AWS KMS on your machine

${Object.entries(SUBCOMMANDS)
  .map(([name, { summary }]) => `  localkms ${name.padEnd(6)} ${summary}`)
  .join('\n')}

localkms COMMAND --help tells more.
`;

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return told(HELP);
  if (name === '--version' || name === '-v') return told(`${VERSION}\n`);
  const row = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  if (row === undefined) {
    const names = Object.keys(SUBCOMMANDS).join(', ');
    throw new ClearError(`[localkms] ${JSON.stringify(name)} is no command: these are ${names}`);
  }
  const { HELP: help, run } = await row.load();
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (own.includes('--help') || own.includes('-h')) return told(help);
  return run(args);
}

function told(text: string): number {
  process.stdout.write(text);
  return 0;
}

/** What a person can mend in one line; of a bug all that there is. */
function failed(error: unknown): void {
  process.stderr.write(isClear(error) ? `${error.message}\n` : `${inspect(error)}\n`);
  process.exitCode = error instanceof ClearError ? error.exitCode : isClear(error) ? 2 : 1;
}

// What a listener throws, such as that of --trail when its disk is full: records must not get lost without a word.
process.once('uncaughtException', (error) => {
  failed(error);
  process.exit();
});
// Node 22.8 and later keep what they compile, for the next start. https://nodejs.org/api/module.html#module-compile-cache
(nodeModule as { readonly enableCompileCache?: () => unknown }).enableCompileCache?.();
main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
}, failed);
