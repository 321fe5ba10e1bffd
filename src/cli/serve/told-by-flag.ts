import { ClearError, isClear } from '../clear-error.js';
import type { Values } from './serve-flags.js';

/** What errors of a world or a server call things, and the flag that tells them on the command line. */
const NAMES: readonly [begin: RegExp, flag: keyof Values & string][] = [
  [/^options\.accountId\b/, 'account'],
  [/^options\.region\b/, 'region'],
  [/^options\.randomSeed\b/, 'random-seed'],
  [/^options\.clock\b/, 'clock'],
  [/^options\.host\b/, 'host'],
  [/^options\.origins(\[\d+\])?/, 'origin'],
  [/^options\.adminToken\b/, 'admin-token'],
  [/^postgresStore: world\b/, 'world'],
];

/** The same of what a file has. */
const FILES: readonly [begin: RegExp, flag: 'iam' | 'credentials' | 'config'][] = [
  [/^options\.iam(\.|: )/, 'iam'],
  [/^options\.credentials(\.|: )/, 'credentials'],
  [/^(?=options\.)/, 'config'],
];

/** An error as who typed flags understands it: it begins with the flag that is meant, and of a file with its name. */
export function toldByFlag(values: Values, error: unknown): unknown {
  if (!isClear(error) || error instanceof ClearError) return error;
  const text = error.message.replace('[localkms] ', '');
  const told = named(values, text);
  return told === undefined ? error : Object.assign(new ClearError(`[localkms] ${told}`), { cause: error });
}

function named(values: Values, text: string): string | undefined {
  const { seed = [], data, postgres } = values;
  if (seed.some((file) => text.startsWith(`${file}: `))) return `--seed ${text}`;
  if (text.startsWith('the store ')) {
    if (data !== undefined) return `--data: ${text}`;
    if (postgres !== undefined) return `--postgres: ${text}`;
  }
  for (const [begin, flag] of NAMES) {
    if (values[flag] !== undefined && begin.test(text)) return text.replace(begin, `--${flag}`);
  }
  for (const [begin, flag] of FILES) {
    if (values[flag] !== undefined && begin.test(text)) return text.replace(begin, `--${flag} ${values[flag]}: `);
  }
  return undefined;
}
