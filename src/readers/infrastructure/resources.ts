import type { AliasSeed, GrantSeed, KeySeed, ReplicaSeed } from '../../options/seeds/key-seed.js';

/** A policy document: an object, or JSON text. */
export type Document = string | object;

interface Common {
  /** What the source calls it: a logical id, or an address. */
  readonly logicalId: string;
}

export interface KeyResource extends Common {
  readonly kind: 'key';
  readonly arn: string;
  readonly seed: KeySeed;
}

/** A replica key; its primary key is another resource, of another Region. */
export interface ReplicaResource extends Common {
  readonly kind: 'replica';
  readonly arn: string;
  readonly primaryArn: string;
  /** Where the ARN of the primary key stands. */
  readonly path: string;
  readonly seed: ReplicaSeed;
}

export interface AliasResource extends Common {
  readonly kind: 'alias';
  readonly seed: AliasSeed;
  /** Where the target stands. */
  readonly path: string;
}

/** A policy document for the key whose ARN it names. */
export interface KeyPolicyResource extends Common {
  readonly kind: 'key policy';
  readonly keyArn: string;
  readonly path: string;
  readonly document: Document;
}

/** A grant on the key whose ARN it names. */
export interface GrantResource extends Common {
  readonly kind: 'grant';
  readonly keyArn: string;
  /** Where the key stands. */
  readonly path: string;
  readonly seed: GrantSeed;
}

/** A managed policy that something has, and where that is said. */
export interface ManagedReference {
  readonly arn: string;
  readonly path: string;
}

export interface InlinePolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: Document;
}

/** What policies are given to. */
export type IdentityKind = 'role' | 'user' | 'group';

/** Which role, user or group: names are unique in an account, whatever the path. */
export interface IdentityName {
  readonly identity: IdentityKind;
  readonly account: string;
  readonly name: string;
}

export interface IdentityResource extends Common, IdentityName {
  readonly kind: 'identity';
  readonly arn: string;
  readonly inline: readonly InlinePolicy[];
  readonly managed: readonly ManagedReference[];
  readonly boundary: ManagedReference | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export interface ManagedPolicyResource extends Common {
  readonly kind: 'managed policy';
  readonly arn: string;
  /** Undefined where no statement of it concerns AWS KMS. */
  readonly document: Document | undefined;
}

/** A policy that is given to a role, user or group by a resource of its own. */
export interface AttachmentResource extends Common, IdentityName {
  readonly kind: 'attachment';
  /** Where the name of the role, user or group stands. */
  readonly path: string;
  readonly policy: InlinePolicy | ManagedReference;
}

/** A user who is in a group. */
export interface MembershipResource extends Common {
  readonly kind: 'membership';
  readonly path: string;
  readonly account: string;
  readonly user: string;
  readonly group: string;
}

/** What deciding about keys needs of a template or a plan: all of it is resolved. */
export type Resource =
  | KeyResource
  | ReplicaResource
  | AliasResource
  | KeyPolicyResource
  | GrantResource
  | IdentityResource
  | ManagedPolicyResource
  | AttachmentResource
  | MembershipResource;

export function resourcesOf<Kind extends Resource['kind']>(
  resources: readonly Resource[],
  kind: Kind,
): Extract<Resource, { readonly kind: Kind }>[] {
  return resources.filter((resource): resource is Extract<Resource, { readonly kind: Kind }> => resource.kind === kind);
}

/** The items of a list by what is asked of them. */
export function groupedBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** What is not known, and where. */
export interface UnresolvedValue {
  /** Logical id of CloudFormation, address of Terraform. */
  readonly logicalId: string;
  /** Its place in the resource, such as `Properties.KeyPolicy.Statement[0].Principal`. */
  readonly path: string;
  readonly reason: string;
}
