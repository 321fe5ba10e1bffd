import { parseArgs } from 'node:util';
import { ClearError } from './clear-error.js';

/** The flags of a subcommand, as `parseArgs` takes them. */
export type Flags = Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean }>>;

/** Refuses what `parseArgs` would, in one sentence that says what is allowed, and flags that are empty: of a variable that is not set. */
export function checkFlags(command: string, args: readonly string[], flags: Flags, positionals = false): void {
  const { tokens } = parseArgs({
    args: [...args],
    options: flags,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'positional' && !positionals) {
      throw new ClearError(`[localkms] ${command}: expected flags; got ${JSON.stringify(token.value)}, which is none`);
    }
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const type = Object.hasOwn(flags, name) ? flags[name]?.type : undefined;
    if (type === undefined) {
      const all = Object.keys(flags).map((flag) => `--${flag}`);
      throw new ClearError(`[localkms] ${command}: there is no flag ${rawName}, only ${all.join(', ')}`);
    }
    if (type === 'boolean') {
      if (value !== undefined) throw new ClearError(`[localkms] ${rawName}: it is given alone, without a value`);
    } else if (value === undefined || value === '') {
      throw new ClearError(`[localkms] ${rawName}: expected a value; there is none`);
    } else if (inlineValue === false && value.startsWith('-')) {
      throw new ClearError(
        `[localkms] ${rawName}: expected a value; one that begins with a dash is given as ${rawName}=VALUE`,
      );
    }
  }
}
