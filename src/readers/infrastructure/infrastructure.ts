import { refuse } from '../../options/checks.js';
import type { IamOptions } from '../../options/iam/iam-options.js';
import type { AliasSeed, KeySeed } from '../../options/seeds/key-seed.js';
import { identitiesOf } from './identities.js';
import type { Document, Resource, UnresolvedValue } from './resources.js';
import { seedsOf } from './seeds.js';

/** A resource that was read. */
export interface ReadResource {
  /** `AWS::KMS::Key` or `aws_kms_key`. */
  readonly type: string;
  readonly arn: string;
}

/** An attribute that is only known after apply, and was resolved by what its expression refers to. */
export interface FollowedReference {
  /** The address of the resource. */
  readonly logicalId: string;
  /** The name of the attribute. */
  readonly path: string;
}

/** What became of a template or a plan. */
export interface InfrastructureReport {
  /** What was read, by logical id or address. */
  readonly resources: Readonly<Record<string, ReadResource>>;
  /** What is not known of them, and where. */
  readonly unresolved: readonly UnresolvedValue[];
  /** Resources of other types, counted by type. */
  readonly passedOver: Readonly<Record<string, number>>;
  /** What was left out because its condition is false, or as `leaveOut` said. */
  readonly leftOut: readonly string[];
  /** Exports of CloudFormation stacks, by name. */
  readonly exports: Readonly<Record<string, string>>;
  /**
   * Terraform: a plan tells what an expression refers to, and not how it uses it. These attributes were taken to be what
   * they refer to.
   */
  readonly followed: readonly FollowedReference[];
}

/** Options for a world: what will be deployed. Spreading them leaves `report` and `arn` behind. */
export interface Infrastructure {
  readonly accountId: string;
  readonly region: string;
  /** @throws TypeError while something is unresolved, naming it; so do the other options. */
  readonly keys: readonly KeySeed[];
  readonly aliases: readonly AliasSeed[];
  readonly iam: IamOptions;
  /** What was read, what was passed over, and what is not known. It can be read in any case. */
  readonly report: InfrastructureReport;
  /**
   * The ARN of a resource.
   * @param of its logical id or address, or an expression of a template, such as `{ 'Fn::GetAtt': ['OrdersRole', 'Arn'] }`
   * @throws TypeError where there is none
   */
  arn(of: string | object): string;
}

/** What a reader finds, as it goes. */
export interface Findings {
  readonly resources: Resource[];
  readonly read: Map<string, ReadResource>;
  readonly unresolved: UnresolvedValue[];
  /** By type. */
  readonly passedOver: Map<string, number>;
  readonly leftOut: string[];
  /** The ARNs of what was left out or is unresolved: what points there goes with it. */
  readonly absent: Set<string>;
  readonly followed: FollowedReference[];
}

export function noFindings(): Findings {
  return {
    resources: [],
    read: new Map(),
    unresolved: [],
    passedOver: new Map(),
    leftOut: [],
    absent: new Set(),
    followed: [],
  };
}

/** What else the options of a world need. */
export interface Surroundings {
  readonly accountId: string;
  readonly region: string;
  /** Managed policies that were given, by ARN. */
  readonly policies: Readonly<Record<string, Document>>;
  readonly exports?: ReadonlyMap<string, string>;
  /** The value of an expression, where the source has some. */
  evaluate(expression: object): string | undefined;
}

/** Makes the options of a world. */
export function infrastructureOf(findings: Findings, around: Surroundings): Infrastructure {
  const { accountId, region } = around;
  const { keys, aliases, unresolved: noKeys } = seedsOf(findings.resources, findings.absent);
  const { iam, unresolved: noIdentities } = identitiesOf(findings.resources, findings.absent, around.policies);
  const unresolved = withoutTwins([...findings.unresolved, ...noKeys, ...noIdentities]);
  const report: InfrastructureReport = {
    resources: Object.fromEntries(findings.read),
    unresolved,
    passedOver: Object.fromEntries(findings.passedOver),
    leftOut: findings.leftOut,
    exports: Object.fromEntries(around.exports ?? []),
    followed: findings.followed,
  };

  const options = {
    accountId,
    region,
    get keys() {
      return whenResolved(unresolved, keys);
    },
    get aliases() {
      return whenResolved(unresolved, aliases);
    },
    get iam() {
      return whenResolved(unresolved, iam);
    },
  };
  const beside = {
    report,
    arn(of: string | object): string {
      if (typeof of === 'string') return findings.read.get(of)?.arn ?? noResource(of, [...findings.read.keys()]);
      return around.evaluate(of) ?? refuse('arn', 'the expression has no value that is text');
    },
  };
  // Not enumerable: `localKms({ ...options })` has no such options.
  const hidden = Object.entries(beside).map(([name, value]) => [name, { value, enumerable: false }] as const);
  return Object.defineProperties(options, Object.fromEntries(hidden)) as Infrastructure;
}

function noResource(name: string, known: readonly string[]): never {
  return refuse('arn', `there is no ${name} among those that were read: ${listed(known)}`);
}

/** As many as a person reads. */
const MOST_LISTED = 20;

function listed(names: readonly string[]): string {
  const more = names.length > MOST_LISTED ? `, and ${names.length - MOST_LISTED} more` : '';
  return names.slice(0, MOST_LISTED).join(', ') + more;
}

function whenResolved<T>(unresolved: readonly UnresolvedValue[], value: T): T {
  if (unresolved.length === 0) return value;
  const lines = unresolved
    .slice(0, MOST_LISTED)
    .map(
      ({ logicalId, path, reason }) => `\n  ${[logicalId, path].filter((part) => part !== '').join('.')}: ${reason}`,
    );
  const more = unresolved.length > MOST_LISTED ? `\n  and ${unresolved.length - MOST_LISTED} more` : '';
  const names = [...new Set(unresolved.map(({ logicalId }) => logicalId))];
  throw new TypeError(
    `[localkms] a world cannot start with values that are not known:${lines.join('')}${more}\nGive them, or leave out what needs them: leaveOut: [${listed(names.map((name) => `'${name}'`))}]`,
  );
}

function withoutTwins(values: readonly UnresolvedValue[]): UnresolvedValue[] {
  const seen = new Map(values.map((value) => [JSON.stringify([value.logicalId, value.path, value.reason]), value]));
  return [...seen.values()];
}
