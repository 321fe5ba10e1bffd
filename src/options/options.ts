import { RESOURCE_QUOTAS, type ResourceQuotas } from '../model/limits.js';
import { type Check, members, positiveInteger, refuseOption, text, trueOrFalse } from '../testing/checks.js';
import { timeOf } from '../testing/clock.js';

/** Who calls. */
export interface CallerOptions {
  /**
   * ARN of the calling IAM or STS principal, as error messages show it. Default: the root user of the account.
   * Without `account` it also tells the account.
   */
  readonly principal?: string;
}

/** Who calls, and from where: what `as` takes. */
export interface CallerPlaceOptions extends CallerOptions {
  /** 12 digits. Default: the account of `principal`, else that of the world. */
  readonly account?: string;
  /** Default: as for the world. */
  readonly region?: string;
}

/** Options of `localKms`. */
export interface LocalKmsOptions {
  /** The Region of every call. Default: the client's own Region, else `AWS_REGION`, else `us-east-1`. */
  readonly region?: string;
  /** The account of the caller, 12 digits. Default: `000000000000`. */
  readonly accountId?: string;
  /** Who calls. Default: the root user of the account. */
  readonly caller?: CallerOptions;
  /** Stops the clock at a date. Default: it follows `Date.now()`. */
  readonly clock?: Date | number | string;
  /**
   * Quotas other than AWS's defaults.
   * https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
   */
  readonly quotas?: Partial<ResourceQuotas>;
  /** Lets localkms start where `NODE_ENV` is `production`. Default: false. */
  readonly allowInProduction?: boolean;
}

const region = text(/^[a-z]{2,}(-[a-z]+)+-\d+$/, 'an AWS Region, such as "eu-west-1"');
const accountId = text(/^\d{12}$/, 'a 12-digit account id');
const principal = text(
  /^arn:aws[a-z-]*:(iam|sts)::\d{12}:(root|(user|role|assumed-role|federated-user)\/.+)$/,
  'the ARN of an IAM or STS principal, such as "arn:aws:iam::000000000000:role/app"',
);

function date(value: unknown, path: string): void {
  const type = Object.prototype.toString.call(value);
  const known = type === '[object Date]' || type === '[object Number]' || type === '[object String]';
  if (!known || !Number.isFinite(timeOf(value as Date))) refuseOption(path, value, 'a date');
}

const quotas = members<ResourceQuotas>(
  Object.fromEntries(Object.keys(RESOURCE_QUOTAS).map((name) => [name, positiveInteger])) as Record<
    keyof ResourceQuotas,
    Check
  >,
);

export const checkOptions: Check = members<LocalKmsOptions>({
  region,
  accountId,
  caller: members<CallerOptions>({ principal }),
  clock: date,
  quotas,
  allowInProduction: trueOrFalse,
});

export const checkCallerPlace: Check = members<CallerPlaceOptions>({ principal, account: accountId, region });
