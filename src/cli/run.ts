import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ClearError } from './clear-error.js';
import { callLog } from './serve/call-log.js';
import { credentialVariables, regionVariables } from './serve/client-variables.js';
import { started } from './serve/serve.js';
import type { ServeArguments } from './serve/serve-arguments.js';
import { SERVE_HELP, serveFlags } from './serve/serve-flags.js';
import { trustVariables } from './serve/trust.js';

export const HELP = `localkms run [flags] -- COMMAND [arguments]

Starts an endpoint, runs a command with AWS_ENDPOINT_URL_KMS set to it, and ends with its exit code. Where the variables
of credentials and Region are not set, the command gets some that the endpoint accepts.

${SERVE_HELP}
`;

export async function run(args: readonly string[]): Promise<number> {
  const at = args.indexOf('--');
  const [command, ...commandArgs] = at < 0 ? [] : args.slice(at + 1);
  if (command === undefined)
    throw new ClearError('[localkms] run: expected a command after --, as in: localkms run -- npm test');
  const { given, kms, server, trust } = await started({ port: '0', ...serveFlags('run', args.slice(0, at)) });
  // The standard output is the command's.
  callLog(kms, given.log ?? 'off', process.stderr);
  try {
    return await exitCodeOf(command, commandArgs, {
      ...own(given),
      AWS_ENDPOINT_URL_KMS: server.url,
      ...(trust && trustVariables(trust)),
    });
  } finally {
    await server.close();
    await kms.close();
  }
}

/** Variables of credentials and of a Region, where there are none. */
function own(given: ServeArguments): Readonly<Record<string, string>> {
  const { AWS_ACCESS_KEY_ID: key, AWS_REGION: region, AWS_DEFAULT_REGION: sameRegion } = process.env;
  return {
    ...(key === undefined && credentialVariables(given)),
    ...(region === undefined && sameRegion === undefined && regionVariables(given.world.region)),
  };
}

function exitCodeOf(
  command: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<number> {
  const child = spawn(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...variables },
    // Where commands such as npm are scripts that only a shell finds.
    shell: process.platform === 'win32',
  });
  // A terminal sends them to both; whoever sends them to this process means the command.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(notRun(command, error)));
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

/** With the exit codes of shells: 127 where there is no such command, 126 where it is no program. */
function notRun(command: string, { code, message }: NodeJS.ErrnoException): ClearError {
  if (code === 'ENOENT') {
    const looked = command.includes('/')
      ? 'there is no such file, or not what its first line names'
      : 'PATH has no such command';
    return new ClearError(`[localkms] run: ${command}: ${looked}`, 127);
  }
  const why = code === 'EACCES' ? 'expected a program; this user may not execute it' : message;
  return new ClearError(`[localkms] run: ${command}: ${why}`, 126);
}
