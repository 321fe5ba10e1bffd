import type { RecordStore } from '../ports/record-store.js';
import {
  anything,
  type Check,
  expected,
  expectedKind,
  members,
  oneOfTexts,
  refuse,
  text,
  trueOrFalse,
  wholeNumber,
} from './checks.js';
import type { IamOptions } from './iam/iam-options.js';
import { type QuotaOptions, quotas } from './quotas.js';
import { type RandomSeedOptions, randomSeed } from './random-seed.js';
import type { AliasSeed, KeySeed } from './seeds/key-seed.js';
import { timeOf } from './time.js';

/** Who calls, and how. */
export interface CallerOptions {
  /**
   * ARN of the calling IAM or STS principal, as error messages show it. Default: the root user of the account.
   * Without `accountId` it also tells the account. A role stands for a session of it, `assumed-role/<role>/localkms`.
   */
  readonly principal?: string;
  /**
   * Policies that the session was made with, as documents or JSON text: they limit what its role or user may do.
   * `principal` is then a role, one of its sessions or a federated user. Default: none, and nothing is limited.
   */
  readonly sessionPolicies?: readonly (string | object)[];
  /**
   * The AWS service that calls on behalf of `principal`, such as `s3` (a forward access session): the value of
   * `kms:ViaService` and `aws:CalledVia`. Default: the call comes straight from the caller.
   */
  readonly via?: string;
  /** Instead of `principal`: an AWS service that calls by itself, such as `logs.us-east-1.amazonaws.com`. */
  readonly service?: string;
  /** With `service` or `via`: the ARN of the resource for which the service calls, the value of `aws:SourceArn`. */
  readonly sourceArn?: string;
  /** The VPC endpoint that the call comes through. Default: none. */
  readonly vpcEndpoint?: VpcEndpointOptions;
  /**
   * Values of condition keys that nothing else tells, by their names: `{ 'aws:SourceIp': '203.0.113.5',
   * 'aws:MultiFactorAuthPresent': 'true', 'aws:PrincipalTag/team': 'orders' }`. Keys that follow from the call, the key or
   * the other options are refused.
   */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** A VPC endpoint for AWS KMS. */
export interface VpcEndpointOptions {
  /** As in `vpce-0a1b2c3d4e5f67890`: the value of `aws:SourceVpce`. */
  readonly id: string;
  /** Its endpoint policy, as a document or JSON text. Default: it lets everything through. */
  readonly policy?: string | object;
}

/** Who calls, and from where: what `as` takes. */
export interface CallerPlaceOptions extends CallerOptions {
  /** 12 digits: whose call it is. Default: the account of `principal`, else that of the world. */
  readonly accountId?: string;
  /** Default: as for the world. */
  readonly region?: string;
}

/** What happens to a command of the SDK that this version of localkms does not know. */
export type OnUnhandled = 'error' | 'warn' | 'passthrough';

/** Options of `localKms`. */
export interface LocalKmsOptions {
  /** The Region of every call. Default: the client's own Region, else `AWS_REGION`, else `us-east-1`. */
  readonly region?: string;
  /** The account of the caller, 12 digits. Default: `000000000000`. */
  readonly accountId?: string;
  /** Who calls. Default: the root user of the account. */
  readonly caller?: CallerOptions;
  /** Stops the clock at a date. Default: it follows `Date.now()`. In a store, how `kms.clock` was set counts more. */
  readonly clock?: Date | number | string;
  readonly quotas?: QuotaOptions;
  /** Keys that are there from the start: in the Region of `region`, else `AWS_REGION`, else `us-east-1`. */
  readonly keys?: readonly KeySeed[];
  /** Aliases that are there from the start. */
  readonly aliases?: readonly AliasSeed[];
  /**
   * The users, roles and policies of IAM and AWS Organizations that calls are decided by. Default: none, and IAM is taken as
   * allowing: key policies and grants decide.
   */
  readonly iam?: IamOptions;
  /**
   * Where all that the world has lasts, such as `levelStore.open('./kms-data')` of `localkms/level`, or what processes
   * share by `postgresStore({ pool })` of `localkms/postgres`: a call that changes something is answered when the store has it. Default: memory alone.
   */
  readonly store?: RecordStore;
  /**
   * When `keys`, `aliases` and `iam` come into a store: `once`, while it is empty; or `missing`, also later what it lacks,
   * keys by KeyId or alias. What is there stays as it is. Default: `once`.
   */
  readonly seeds?: 'once' | 'missing';
  /**
   * Makes key ids, key material, data keys, GenerateRandom and request ids the same in every process, runtime and browser.
   * Not for secrets: whoever knows the seed knows the keys. Default: everything anew.
   */
  readonly randomSeed?: string | RandomSeedOptions;
  /**
   * Whether `calls()` remembers, and how many at most. Default: the latest 1000. The oldest go earlier where inputs and
   * outputs hold more than 64 MiB of bytes and text together.
   */
  readonly calls?: boolean | number;
  /**
   * Whether `events()` and `cloudTrail()` tell what CloudTrail would: of the calls that `calls` remembers, and of as many
   * things that AWS KMS did by itself. Default: true, unless `calls` is false.
   */
  readonly events?: boolean;
  /**
   * Milliseconds that a transient state lasts: Creating and Updating of keys, CONNECTING and DISCONNECTING of key stores.
   * Default: 0, it shows in the answer and is over at the next call.
   */
  readonly transitionDelay?: number;
  /**
   * The certificate (X.509, DER) that attestation documents in `Recipient` are trusted from. Default: a public test root,
   * from which `kms.attestationDocument()` makes documents.
   */
  readonly attestationRoot?: Uint8Array;
  /**
   * A command that localkms does not know: refused (`error`), passed to AWS with a warning, once for each operation
   * (`warn`), or passed to AWS (`passthrough`). Default: `error`.
   */
  readonly onUnhandled?: OnUnhandled;
  /**
   * Whether the client's own middlewares of every step run: the SDK makes a request, which AWS KMS of this world answers
   * with a response that the SDK reads, through whatever hangs on the client. It is slower. Default: false, only those of
   * the step `initialize` run, and there is no request.
   */
  readonly wholeStack?: boolean;
  /**
   * Lets localkms start in production: where `NODE_ENV` is `production` or `prod`, where a bundler wrote that into a program
   * for servers, and in AWS Lambda. Default: false.
   */
  readonly allowInProduction?: boolean;
}

/** What a world has from the start. */
export type StartOptions = Pick<LocalKmsOptions, 'keys' | 'aliases' | 'iam'>;

/** The places of a JavaScript array. */
const MOST_CALLS = 2 ** 32 - 1;

export const region = text(/^[a-z]{2,}(-[a-z]+)+-\d+$/, 'an AWS Region, such as "eu-west-1"');
export const accountId = text(/^\d{12}$/, 'a 12-digit account id');
const principal = text(
  /^arn:aws[a-z-]*:(iam|sts)::\d{12}:(root|(user|role|assumed-role|federated-user)\/.+)$/,
  'the ARN of an IAM or STS principal, such as "arn:aws:iam::000000000000:role/app"',
);

function date(value: unknown, path: string): void {
  if (Number.isNaN(timeOf(value))) expected(path, value, 'a date');
}

function certificate(value: unknown, path: string): void {
  const what = 'the bytes of an X.509 certificate (DER)';
  if (Object.prototype.toString.call(value) !== '[object Uint8Array]') expected(path, value, what);
  if (!isSequence(value as Uint8Array))
    refuse(path, `expected ${what}; these ${(value as Uint8Array).length} bytes are none`);
}

function store(value: unknown, path: string): void {
  if (typeof (value as Partial<RecordStore> | null)?.changesSince !== 'function') {
    expectedKind(path, value, 'a store, such as levelStore.open() of localkms/level');
  }
}

/** Whether it is one SEQUENCE as certificates are: of 256 to 65,535 bytes (X.690 §8.1.3). Its content is read at its first use. */
function isSequence(bytes: Uint8Array): boolean {
  const [tag, form, high = 0, low = 0] = bytes;
  return tag === 0x30 && form === 0x82 && bytes.length === 4 + high * 256 + low;
}

// `checkCaller` checks what few calls have.
const callerChecks: { readonly [M in keyof Required<CallerOptions>]: Check } = {
  principal,
  sessionPolicies: anything,
  via: anything,
  service: anything,
  sourceArn: anything,
  vpcEndpoint: anything,
  context: anything,
};

/** A check for each option of `localKms`. */
export const OPTION_CHECKS: { readonly [Option in keyof Required<LocalKmsOptions>]: Check } = {
  region,
  accountId,
  caller: members<CallerOptions>(callerChecks),
  clock: date,
  quotas,
  // Planting them checks them.
  keys: anything,
  aliases: anything,
  iam: anything,
  store,
  seeds: oneOfTexts(['once', 'missing']),
  randomSeed,
  calls: (value, path) => (typeof value === 'number' ? wholeNumber(1, MOST_CALLS) : trueOrFalse)(value, path),
  events: trueOrFalse,
  transitionDelay: wholeNumber(0),
  attestationRoot: certificate,
  onUnhandled: oneOfTexts(['error', 'warn', 'passthrough']),
  wholeStack: trueOrFalse,
  allowInProduction: trueOrFalse,
};

export const checkOptions: Check = members<LocalKmsOptions>(OPTION_CHECKS);

export const checkCallerPlace: Check = members<CallerPlaceOptions>({ ...callerChecks, accountId, region });
