import { type KmsServer, serve } from '../../http-door/server/serve.js';
import { type LocalKms, localKms } from '../../local-kms.js';
import { VERSION } from '../../runtime/version.js';
import { ClearError } from '../clear-error.js';
import { callLog } from './call-log.js';
import { credentialVariables, exportLine, regionVariables } from './client-variables.js';
import { type ServeArguments, serveArguments } from './serve-arguments.js';
import { SERVE_HELP, serveFlags, type Values } from './serve-flags.js';
import { toldByFlag } from './told-by-flag.js';
import { writeTrail } from './trail.js';
import { type Trust, trusted, trustLines } from './trust.js';

export const HELP = `localkms serve [flags]

Serves a world of AWS KMS over HTTP, until it is stopped by SIGINT (Ctrl+C) or SIGTERM.

${SERVE_HELP}

Options of the world also come from the variables LOCALKMS_*, as for localkms/register.
`;

/** The port of LocalStack, which programs that know an emulator ask for. */
const USUAL_PORT = 4566;
const PORTS_TRIED = 100;

export async function run(args: readonly string[]): Promise<number> {
  const { given, kms, server, trust } = await started(serveFlags('serve', args));
  // Before who reads that it is ready can stop it.
  const stopping = stopped();
  process.stdout.write(readyLines(server, given, kms, trust));
  callLog(kms, given.log ?? 'pretty', process.stdout);
  await stopping;
  await server.close();
  await kms.close();
  return 0;
}

/** A world that is served. */
interface Started {
  readonly given: ServeArguments;
  readonly kms: LocalKms;
  readonly server: KmsServer;
  /** What clients are to trust; undefined without a certificate of its own. */
  readonly trust: Trust | undefined;
}

/** A server of the world that flags tell. */
export async function started(flags: Values): Promise<Started> {
  try {
    const given = await serveArguments(flags);
    const { world, server, trail, selfSigned: file } = given;
    const kms = localKms(world);
    await kms.ready();
    if (trail !== undefined) writeTrail(kms, trail);
    if (file === undefined) return { given, kms, server: await listening(kms, server), trust: undefined };
    const { tls, trust } = await trusted(file, server.host);
    return { given, kms, server: await listening(kms, { ...server, tls }), trust };
  } catch (error) {
    throw toldByFlag(flags, error);
  }
}

const NO_ADDRESS = (_: number, host?: string) =>
  `--host ${host}: expected an address of this machine, such as 127.0.0.1; it has no such address`;

/** Why a server cannot listen, by Node's code; of others, Node's own text. */
const LISTENING: Readonly<Record<string, (port: number, host?: string) => string>> = {
  EADDRINUSE: (port) => `--port ${port}: another program listens there; --port 0 takes any free one`,
  EACCES: (port) => `--port ${port}: this user may not listen there; --port 0 takes any free one`,
  EADDRNOTAVAIL: NO_ADDRESS,
  ENOTFOUND: NO_ADDRESS,
  EAI_AGAIN: NO_ADDRESS,
};

async function listening(kms: LocalKms, options: ServeArguments['server']): Promise<KmsServer> {
  const { port, host } = options;
  for (let tried = 0; ; tried++) {
    try {
      return await serve(kms, { ...options, port: port ?? USUAL_PORT + tried });
    } catch (error) {
      const { code, message } = error as { readonly code?: string; readonly message: string };
      if (code === 'EADDRINUSE' && port === undefined && tried < PORTS_TRIED) continue;
      if (code === undefined) throw error;
      const clear = LISTENING[code]?.(port ?? USUAL_PORT + tried, host) ?? `cannot listen: ${message}`;
      throw new ClearError(`[localkms] ${clear}`);
    }
  }
}

/** The first line is for scripts; what follows, for people. */
function readyLines({ url }: KmsServer, given: ServeArguments, kms: LocalKms, trust: Trust | undefined): string {
  const { log, world } = given;
  if (log === 'json')
    return `${JSON.stringify({ event: 'ready', url, version: VERSION, keys: kms.keys().length, ...trust })}\n`;
  const ready = `localkms: ready at ${url}\n`;
  if (log === 'off') return ready;
  const region = regionVariables(world.region ?? process.env.AWS_REGION);
  const lines = [{ AWS_ENDPOINT_URL_KMS: url }, { ...credentialVariables(given), ...region }].map(exportLine);
  return `${ready}
${lines.join('')}${trust === undefined ? '' : trustLines(trust)}
  aws kms list-aliases      keys: ${kms.keys().length}      stop: Ctrl+C

`;
}

/** Until a signal; a second one ends the process at once. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const [signal, number] of [
      ['SIGINT', 2],
      ['SIGTERM', 15],
    ] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(128 + number));
        resolve();
      });
    }
  });
}
