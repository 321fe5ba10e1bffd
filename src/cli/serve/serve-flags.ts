import { parseArgs } from 'node:util';
import { checkFlags } from '../flags.js';

/** The flags of `serve` and `run`, as their help shows them. */
export const SERVE_HELP = `  --port N               the port; 0: any free one (default: 4566, else the next free one; run: any)
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

const SERVE_FLAGS = {
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

/** What was typed. */
export type Values = ReturnType<typeof parseArgs<{ options: typeof SERVE_FLAGS }>>['values'];

/** @throws ClearError with all that a person needs to mend what was typed */
export function serveFlags(command: 'serve' | 'run', args: readonly string[]): Values {
  checkFlags(command, args, SERVE_FLAGS);
  return parseArgs({ args: [...args], options: SERVE_FLAGS }).values;
}
