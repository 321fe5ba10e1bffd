import { statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { counted } from '../../options/checks.js';
import { ClearError } from '../clear-error.js';
import { writing } from '../files.js';
import { checkFlags } from '../flags.js';
import { openAccount } from './account.js';
import { partialFile } from './partial-file.js';
import { planted } from './planted.js';
import { progressBar } from './progress-bar.js';
import { readAccount } from './read-account.js';
import { seedsFile } from './seeds-file.js';
import { type Pulled, seedsOf } from './seeds-of.js';

export const HELP = `localkms pull [flags]

Reads the customer managed keys of an AWS account, and writes a file of seeds: the same ids, ARNs, aliases, policies, tags,
grants, dates and key states, and NEW key material. It sends only ListKeys, DescribeKey, ListAliases, GetKeyPolicy,
ListResourceTags, ListGrants, GetKeyRotationStatus and ListKeyRotations, with the SDK that you have installed.

  --region REGION        a Region to read; may be given several times (default: AWS_REGION, or that of the profile)
  --profile NAME         a profile of ~/.aws (default: AWS_PROFILE, and all else that the SDK knows)
  --out FILE             the file to write, YAML or .json (default: YAML to the standard output)
  --resume               goes on where a pull to the same file broke off
  --endpoint-url URL     another endpoint than that of AWS

It ends with 0 where the file has all, with 1 where something is missing, which it lists, and with 2 where nothing is written.
`;

const FLAGS = {
  region: { type: 'string', multiple: true },
  profile: { type: 'string' },
  out: { type: 'string' },
  resume: { type: 'boolean', default: false },
  'endpoint-url': { type: 'string' },
} as const;

export async function run(args: readonly string[]): Promise<number> {
  checkFlags('pull', args, FLAGS);
  const { values } = parseArgs({ args: [...args], options: FLAGS });
  const { region, profile, out, resume, 'endpoint-url': endpoint } = values;
  if (resume && out === undefined)
    throw new ClearError('[localkms] --resume: give the --out FILE that a pull broke off at');
  if (endpoint !== undefined && !(/^https?:/.test(endpoint) && URL.canParse(endpoint))) {
    throw new ClearError(
      `[localkms] --endpoint-url: expected a URL, such as http://127.0.0.1:4566; got ${JSON.stringify(endpoint)}`,
    );
  }
  // Every version of the SDK reads it there.
  if (profile !== undefined) process.env.AWS_PROFILE = profile;
  const pulled = await read(region, endpoint, out, resume);
  const text = seedsFile(pulled, out ?? '');
  if (out === undefined) process.stdout.write(text);
  process.stderr.write(summary(pulled, out ?? 'FILE'));
  return pulled.missing.length === 0 ? 0 : 1;
}

const FILE = 'a file to write';

/** Reads the account, and writes the file. */
async function read(
  given: readonly string[] | undefined,
  endpoint: string | undefined,
  out: string | undefined,
  resume: boolean,
): Promise<Pulled> {
  const place = `--out ${out}`;
  // Before an account is read for it.
  if (out !== undefined && statSync(out, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ClearError(`[localkms] ${place}: expected ${FILE}; it is a folder`);
  }
  const account = await openAccount(endpoint);
  const bar = progressBar(process);
  try {
    const regions = given ?? [await account.defaultRegion()];
    const partial = writing(place, FILE, () => partialFile(out, resume));
    const { keys, aliases, refusals } = await readAccount(account.ask, regions, partial, bar.show).catch(brokeOff(out));
    if (keys.length === 0 && refusals.length > 0) throw new ClearError(`[localkms] pull: ${refusals.join('\n')}`);
    const seeds = seedsOf(keys, aliases);
    const pulled = planted({ ...seeds, missing: [...refusals, ...seeds.missing] });
    if (out !== undefined) writing(place, FILE, () => writeFileSync(out, seedsFile(pulled, out)));
    partial.remove();
    return pulled;
  } finally {
    bar.end();
    account.close();
  }
}

/** What neither a key nor a Region can help: credentials, the network, throttling that does not end. */
function brokeOff(out: string | undefined): (error: unknown) => never {
  return (error) => {
    if (error instanceof ClearError) throw error;
    const { name, message } = error as Error;
    const hint = out === undefined ? '' : `\nWhat was read so far is in ${out}.partial: --resume goes on from there.`;
    throw new ClearError(`[localkms] pull: ${name}: ${message}${hint}`);
  };
}

function summary({ keys, aliases, missing }: Pulled, out: string): string {
  const accounts = [...new Set(keys.map(({ AWSAccountId }) => AWSAccountId))];
  const regions = [...new Set(keys.map(({ Region }) => Region))];
  const account = accounts[0] === undefined ? '' : ` --account ${accounts[0]}`;
  const not = missing.length === 0 ? '' : `\nNot as in the account:\n${missing.map((line) => `  ${line}\n`).join('')}`;
  const all = `${counted(keys.length, 'key')} and ${aliases.length} ${aliases.length === 1 ? 'alias' : 'aliases'}`;
  const place = keys.length === 0 ? '' : ` of ${accounts.join(', ')} in ${regions.join(', ')}`;
  return `localkms: ${all}${place}
${not}
  localkms serve --seed ${out}${account}

`;
}
