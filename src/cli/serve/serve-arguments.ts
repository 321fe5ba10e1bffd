import { readFileSync } from 'node:fs';
import { type AutoOptions, autoOptions } from '../../every-client/auto-options.js';
import type { ServeOptions } from '../../http-door/server/serve-options.js';
import type { IamOptions } from '../../options/iam/iam-options.js';
import type { LocalKmsOptions } from '../../options/options.js';
import type { Seeds } from '../../options/seeds/key-seed.js';
import { ClearError } from '../clear-error.js';
import { reading } from '../files.js';
import { credentialsOfFile } from './credentials-file.js';
import { loadLevelStore, loadReadSeeds } from './lazy.js';
import { postgresOf } from './postgres.js';
import type { Values } from './serve-flags.js';
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
  /** The file of all access keys that are taken; undefined: any is. */
  readonly onlyCredentials: string | undefined;
}

export type LogForm = 'pretty' | 'json' | 'off';

/** What the flags say, with the files that they name. */
export async function serveArguments(values: Values): Promise<ServeArguments> {
  return {
    world: await worldOptions(values),
    server: serverOptions(values),
    log: logForm(values.log),
    trail: values.trail,
    selfSigned: selfSignedFile(values),
    onlyCredentials: onlyCredentials(values),
  };
}

async function worldOptions(values: Values): Promise<LocalKmsOptions> {
  const { onUnreached: _, quiet: __, ...configured }: AutoOptions = autoOptions(values.config);
  const seeds = await seedsOfFiles(values.seed);
  return {
    ...configured,
    ...present({
      accountId: values.account,
      region: values.region,
      store: await storeOf(values),
      iam: values.iam === undefined ? undefined : iamOfFile(values.iam),
      randomSeed: values['random-seed'],
      clock: values.clock,
    }),
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
  return files.map((file) => reading(`--seed ${file}`, 'keys and aliases in YAML or JSON', () => readSeeds(file)));
}

async function storeOf({ data, postgres, world }: Values): Promise<LocalKmsOptions['store']> {
  if (data !== undefined && postgres !== undefined) {
    throw new ClearError('[localkms] --data and --postgres: give one of them');
  }
  if (postgres !== undefined) return postgresOf(postgres, world);
  if (world !== undefined) throw new ClearError('[localkms] --world: a world has a name with --postgres alone');
  return data === undefined ? undefined : (await loadLevelStore()).levelStore.open(data);
}

/** The options check it; the text of a file that is no JSON is not shown. */
function iamOfFile(file: string): IamOptions {
  const [place, what] = [`--iam ${file}`, 'users, roles and policies in JSON'];
  const text = reading(place, what, () => readFileSync(file, 'utf8'));
  try {
    return JSON.parse(text);
  } catch {
    throw new ClearError(`[localkms] ${place}: expected ${what}; it is not JSON`);
  }
}

function serverOptions(values: Values): ServeOptions {
  const { port, host, 'tls-cert': cert, 'tls-key': key } = values;
  if ((cert === undefined) !== (key === undefined)) {
    throw new ClearError('[localkms] --tls-cert and --tls-key: give both, or neither');
  }
  return present({
    port: port === undefined ? undefined : portOf(port),
    host,
    credentials: values.credentials === undefined ? undefined : credentialsOf(values.credentials),
    verifySignatures: values['verify-signatures'],
    origins: values.origin,
    trustProxy: values['trust-proxy'],
    adminToken: values['admin-token'],
    tls: cert === undefined || key === undefined ? undefined : tlsOfFiles(cert, key),
  });
}

/** Without those that are undefined, which would stand in the place of others. */
function present<T extends object>(members: T): { [Member in keyof T]?: Exclude<T[Member], undefined> } {
  // Nothing else is left out.
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}

function credentialsOf(file: string): ServeOptions['credentials'] {
  const place = `--credentials ${file}`;
  const text = reading(place, 'profiles as in ~/.aws/credentials', () => readFileSync(file, 'utf8'));
  return credentialsOfFile(text, place);
}

function onlyCredentials({ 'verify-signatures': verify, credentials }: Values): string | undefined {
  if (verify !== true) return undefined;
  if (credentials !== undefined) return credentials;
  throw new ClearError('[localkms] --verify-signatures: give the access keys that are taken, by --credentials FILE');
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
