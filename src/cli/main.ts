#!/usr/bin/env node
import { VERSION } from '../runtime/version.js';
import { isClear } from './clear-error.js';
import { PULL_HELP, pull } from './pull/pull.js';
import { RUN_HELP, run } from './run.js';
import { SERVE_HELP, serveUntilStopped } from './serve.js';
import { WAIT_HELP, wait } from './wait.js';

/** A subcommand: what it does with its arguments, up to its exit code. */
interface Subcommand {
  readonly summary: string;
  readonly help: string;
  run(args: readonly string[]): Promise<number>;
}

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  serve: { summary: 'serves a KMS endpoint', help: SERVE_HELP, run: serveUntilStopped },
  run: { summary: 'runs a command with a KMS endpoint of its own', help: RUN_HELP, run },
  pull: { summary: 'writes a double of the keys of an AWS account', help: PULL_HELP, run: pull },
  wait: { summary: 'waits until an endpoint answers', help: WAIT_HELP, run: wait },
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
  const subcommand = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  if (subcommand === undefined) {
    const names = Object.keys(SUBCOMMANDS).join(', ');
    return failed(`[localkms] ${JSON.stringify(name)} is no command: these are ${names}`);
  }
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (own.includes('--help') || own.includes('-h')) return told(subcommand.help);
  return subcommand.run(args);
}

function told(text: string): number {
  process.stdout.write(text);
  return 0;
}

function failed(text: string): number {
  process.stderr.write(`${text}\n`);
  return 2;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (!isClear(error)) throw error;
    const { message } = error;
    process.exitCode = failed(message.startsWith('[localkms]') ? message : `[localkms] ${message}`);
  },
);
