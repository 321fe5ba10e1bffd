import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type AutoOptions, autoOptions } from '../../every-client/auto-options.js';
import type { ServeOptions } from '../../http-door/server/serve-options.js';
import type { IamOptions } from '../../options/iam/iam-options.js';
import type { LocalKmsOptions } from '../../options/options.js';
import type { Seeds } from '../../options/seeds/key-seed.js';
import { ClearError } from '../clear-error.js';
import { credentialsOfFile } from './credentials-file.js';
import { loadLevelStore, loadReadSeeds } from './lazy.js';
import { storeOf } from './postgres.js';
import { reading } from './reading.js';
import { tlsOfFiles } from './tls-files.js';

/** What `serve` and `run` are told. */
export interface ServeArguments {
  readonly world: LocalKmsOptions;
  readonly server: ServeOptions;
  /** Undefined where it is not told. */
  readonly log: LogForm | undefined;
  /** The file of CloudTrail records. */
  readonly trail: string | undefined;
  /** Where the certificate goes that is made at the start; undefined: none is made. */
  readonly selfSigned: string | undefined;
}

export type LogForm = 'pretty' | 'json' | 'off';

export const SERVE_FLAGS = `  --port N               the port; 0: any free one (default: 4566, else the next free one; run: any)
  --host ADDRESS         the address to listen on (default: 127.0.0.1)
  --config FILE          options of the world (default: localkms.config.{json,mjs,cjs,js})
  --data FOLDER          keeps all that the world has in a folder (LevelDB; needs the package classic-level)
  --postgres URL         keeps it in a PostgreSQL database that other processes share (needs the package pg)
  --world NAME           which world of that database (default: default)
  --iam FILE             users, roles and policies: JSON, as the option iam has it
  --trail FILE           appends what CloudTrail would have, a record in a line
  --seed FILE            keys and aliases that are there from the start; may be given several times
  --account ID           whose the keys are: 12 digits (default: 000000000000)
  --region REGION        where seeds are (default: AWS_REGION, else us-east-1); calls name their own
  --random-seed TEXT     the same key ids and key material at each start
  --clock DATE           stops the clock at a date
  --credentials FILE     who calls, by access key: profiles as in ~/.aws/credentials, with principal = ARN
  --verify-signatures    refuses access keys that no --credentials file has
  --origin ORIGIN        lets pages of this origin send requests; may be given several times
  --trust-proxy          takes addresses of clients from X-Forwarded-For, which a proxy writes
  --admin-token TEXT     lets who has it administer from other machines, at /_localkms/
  --tls-cert FILE        serves HTTPS with this certificate (PEM)
  --tls-key FILE         its private key (PEM)
  --tls self-signed      serves HTTPS with a certificate that is made at the start
  --tls-ca FILE          where that certificate goes, for clients to trust (default: localkms-ca.pem)
  --log FORM             a line for each call: pretty, json or off (default: pretty; with run: off)`;

const FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  config: { type: 'string' },
  data: { type: 'string' },
  postgres: { type: 'string' },
  world: { type: 'string' },
  iam: { type: 'string' },
  trail: { type: 'string' },
  seed: { type: 'string', multiple: true },
  account: { type: 'string' },
  region: { type: 'string' },
  'random-seed': { type: 'string' },
  clock: { type: 'string' },
  credentials: { type: 'string' },
  'verify-signatures': { type: 'boolean' },
  origin: { type: 'string', multiple: true },
  'trust-proxy': { type: 'boolean' },
  'admin-token': { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  tls: { type: 'string' },
  'tls-ca': { type: 'string' },
  log: { type: 'string' },
} as const;

/** @throws Error with all that a person needs to mend what was typed */
export async function serveArguments(args: readonly string[]): Promise<ServeArguments> {
  const { values } = parseArgs({ args: [...args], options: FLAGS });
  return {
    world: await worldOptions(values),
    server: serverOptions(values),
    log: logForm(values.log),
    trail: values.trail,
    selfSigned: selfSignedFile(values),
  };
}

type Values = ReturnType<typeof parseArgs<{ options: typeof FLAGS }>>['values'];

async function worldOptions(values: Values): Promise<LocalKmsOptions> {
  const { onUnreached: _, quiet: __, ...configured }: AutoOptions = autoOptions(values.config);
  const seeds = await seedsOfFiles(values.seed);
  return {
    ...configured,
    ...(values.account !== undefined && { accountId: values.account }),
    ...(values.region !== undefined && { region: values.region }),
    ...(await storeOption(values)),
    ...(values.iam !== undefined && { iam: iamOfFile(values.iam) }),
    ...(values['random-seed'] !== undefined && { randomSeed: values['random-seed'] }),
    ...(values.clock !== undefined && { clock: values.clock }),
    keys: joined(
      configured.keys,
      seeds.flatMap(({ keys }) => keys),
    ),
    aliases: joined(
      configured.aliases,
      seeds.flatMap(({ aliases }) => aliases),
    ),
  };
}

/** What is no list, the options refuse by its path. */
function joined<T>(own: readonly T[] | undefined, more: readonly T[]): readonly T[] {
  return own === undefined || Array.isArray(own) ? [...(own ?? []), ...more] : own;
}

async function seedsOfFiles(files: readonly string[] = []): Promise<Required<Seeds>[]> {
  if (files.length === 0) return [];
  const { readSeeds } = await loadReadSeeds();
  return files.map((file) => reading('--seed', file, () => readSeeds(file)));
}

async function storeOption({ data, postgres, world }: Values): Promise<Pick<LocalKmsOptions, 'store'>> {
  if (data !== undefined && postgres !== undefined) {
    throw new ClearError('[localkms] --data and --postgres: give one of them');
  }
  if (postgres !== undefined) return { store: await storeOf(postgres, world) };
  if (world !== undefined) throw new ClearError('[localkms] --world: a world has a name with --postgres alone');
  return data === undefined ? {} : { store: (await loadLevelStore()).levelStore.open(data) };
}

/** The options check it; the text of a file that is no JSON is not shown. */
function iamOfFile(file: string): IamOptions {
  const text = reading('--iam', file, () => readFileSync(file, 'utf8'));
  try {
    return JSON.parse(text);
  } catch {
    throw new ClearError(`[localkms] --iam ${file}: it is not JSON`);
  }
}

function serverOptions(values: Values): ServeOptions {
  const { port, host, credentials, origin, 'tls-cert': cert, 'tls-key': key } = values;
  if ((cert === undefined) !== (key === undefined)) {
    throw new ClearError('[localkms] --tls-cert and --tls-key: give both, or neither');
  }
  return {
    ...(port !== undefined && { port: portOf(port) }),
    ...(host !== undefined && { host }),
    ...(credentials !== undefined && {
      credentials: credentialsOfFile(
        reading('--credentials', credentials, () => readFileSync(credentials, 'utf8')),
        `--credentials ${credentials}`,
      ),
    }),
    ...(values['verify-signatures'] === true && { verifySignatures: true }),
    ...(origin !== undefined && { origins: origin }),
    ...(values['trust-proxy'] === true && { trustProxy: true }),
    ...(values['admin-token'] !== undefined && { adminToken: values['admin-token'] }),
    ...(cert !== undefined && key !== undefined && { tls: tlsOfFiles(cert, key) }),
  };
}

function selfSignedFile({ tls, 'tls-ca': file, 'tls-cert': cert }: Values): string | undefined {
  if (tls === undefined) {
    if (file !== undefined) throw new ClearError('[localkms] --tls-ca: it is written with --tls self-signed alone');
    return undefined;
  }
  if (tls !== 'self-signed') {
    throw new ClearError(`[localkms] --tls: expected self-signed; got ${JSON.stringify(tls)}`);
  }
  if (cert !== undefined) throw new ClearError('[localkms] --tls self-signed and --tls-cert: give one of them');
  return file ?? 'localkms-ca.pem';
}

function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new ClearError(`[localkms] --port: expected a whole number from 0 to 65535; got ${JSON.stringify(text)}`);
  }
  return Number(text);
}

function logForm(form: string | undefined): LogForm | undefined {
  if (form === undefined || form === 'pretty' || form === 'json' || form === 'off') return form;
  throw new ClearError(`[localkms] --log: expected one of pretty, json, off; got ${JSON.stringify(form)}`);
}
