import { parseArgs } from 'node:util';
import { counted } from '../options/checks.js';
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
    if (await answers(new URL('/_localkms/health', url))) return 0;
    if (Date.now() >= end) break;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  process.stderr.write(`[localkms] ${url} did not answer within ${counted(seconds, 'second')}\n`);
  return 1;
}

async function answers(url: URL): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
