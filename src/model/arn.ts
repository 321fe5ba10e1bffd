/** One account in one Region: where keys, aliases and key stores live. */
export interface Scope {
  /** `<account>/<region>`: what tables know a scope by (`scopeId`). */
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** `arn:<partition>:kms:<region>:<account>:`; ARNs of the scope start with it. */
  readonly arnPrefix: string;
}

const PARTITIONS: readonly (readonly [prefix: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-isob-', 'aws-iso-b'],
  ['us-isof-', 'aws-iso-f'],
  ['us-iso-', 'aws-iso'],
  ['eu-isoe-', 'aws-iso-e'],
  ['eusc-', 'aws-eusc'],
];

/** https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
export function partitionOf(region: string): string {
  return PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

/** The id of the scope of a record. */
export function scopeId({ account, region }: Pick<Scope, 'account' | 'region'>): string {
  return `${account}/${region}`;
}

const scopes = new Map<string, Scope>();

export function scopeOf(account: string, region: string): Scope {
  const id = scopeId({ account, region });
  let scope = scopes.get(id);
  if (scope === undefined) {
    const partition = partitionOf(region);
    scope = { id, account, region, partition, arnPrefix: `arn:${partition}:kms:${region}:${account}:` };
    scopes.set(id, scope);
  }
  return scope;
}

// ARNs are joined, not added up: docs/decisions/0010-where-speed-may-cost-clarity.md.

/** The ARN of a key of the scope. */
export function keyArn({ arnPrefix }: Scope, keyId: string): string {
  return [arnPrefix, 'key/', keyId].join('');
}

/** The ARN of an alias of the scope; its name begins with `alias/`. */
export function aliasArn({ arnPrefix }: Scope, aliasName: string): string {
  return [arnPrefix, aliasName].join('');
}

export function rootArn(scope: Scope): string {
  return `arn:${scope.partition}:iam::${scope.account}:root`;
}

/** The ARN that calls. Nobody calls AWS as a role itself: a role stands for a session of it, which is named `localkms`. */
export function callingArn(principal: string): string {
  return principal.replace(/:iam(::\d+:)role\/(?:.*\/)?(.+)/, ':sts$1assumed-role/$2/localkms');
}

/** A key or alias ARN taken apart; undefined for text of any other form. */
export interface KmsArn {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** `key/<key id>` or `alias/<name>`. */
  readonly resource: string;
}

const KMS_ARN = /^arn:([^:]+):kms:([^:]+):(\d{12}):(.+)$/s;

export function parseKmsArn(text: string): KmsArn | undefined {
  const match = KMS_ARN.exec(text);
  if (match === null) return undefined;
  const [, partition = '', region = '', account = '', resource = ''] = match;
  return { partition, region, account, resource };
}

const KEY_ID = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/i;

/** A UUID, or `mrk-` and 32 hexadecimal digits; case matters only for finding the key. */
export function isKeyId(text: string): boolean {
  return KEY_ID.test(text);
}
