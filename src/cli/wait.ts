import { parseArgs } from 'node:util';
import { ClearError } from './clear-error.js';
import { checkFlags } from './flags.js';

export const HELP = `localkms wait URL [--timeout SECONDS]

Ends with 0 as soon as the endpoint answers, with 1 where it does not within the time (default: 30 seconds).
`;

const PAUSE = 50;
/** A day, in seconds. */
const LONGEST = 86_400;
const FLAGS = { timeout: { type: 'string', default: '30' } } as const;

export async function run(args: readonly string[]): Promise<number> {
  checkFlags('wait', args, FLAGS, true);
  const { values, positionals } = parseArgs({ args: [...args], options: FLAGS, allowPositionals: true });
  const [url, another] = positionals;
  if (url === undefined || another !== undefined || !/^https?:/.test(url) || !URL.canParse(url)) {
    throw new ClearError('[localkms] wait: expected one URL, such as http://127.0.0.1:4566');
  }
  const seconds = Number(values.timeout);
  if (!/^\d*\.?\d+$/.test(values.timeout) || seconds > LONGEST) {
    throw new ClearError(
      `[localkms] --timeout: expected seconds, from 0 to ${LONGEST}; got ${JSON.stringify(values.timeout)}`,
    );
  }
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const why = await unanswered(new URL('/_localkms/health', url));
    if (why === undefined) return 0;
    if (Date.now() >= end) {
      process.stderr.write(`[localkms] ${url} did not answer within ${seconds} s${why}\n`);
      return 1;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/** Why it is not ready, where that can be mended from here; undefined where it is. */
async function unanswered(url: URL): Promise<string | undefined> {
  try {
    const { ok, status } = await fetch(url, { signal: AbortSignal.timeout(2000) });
    return ok ? undefined : `: what listens there is not localkms, it answered with status ${status}`;
  } catch (error) {
    const { code = '' } = ((error as Error).cause ?? {}) as { readonly code?: string };
    // https://nodejs.org/api/tls.html#x509-certificate-error-codes
    return /CERT|SIGNATURE/.test(code)
      ? ': its certificate is not trusted, NODE_EXTRA_CA_CERTS names the file of one'
      : '';
  }
}
