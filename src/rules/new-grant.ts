import { sha256 } from '../bytes/hashes.js';
import { toHex } from '../bytes/hex.js';
import { toUtf8 } from '../bytes/utf8.js';
import { rootArn, type Scope } from '../model/arn.js';
import type { GrantRecord } from '../state/records/grant.js';
import type { KeyRecord } from '../state/records/key.js';
import type { GivenGrant } from './grant-rules.js';

/** What of a grant its members do not tell. */
interface Issue {
  readonly GrantId: string;
  /** The account whose principal creates it. */
  readonly issuer: Scope;
  readonly now: number;
}

/** The grant that the input describes, whether or not there is one like it. */
export function newGrant(input: GivenGrant, key: KeyRecord, { GrantId, issuer, now }: Issue): GrantRecord {
  const { Name, GranteePrincipal, GranteeServicePrincipal, RetiringPrincipal, RetiringServicePrincipal } = input;
  const Constraints = givenConstraints(input.Constraints);
  const terms = {
    keyArn: key.Arn,
    ...(Name !== undefined && { Name }),
    ...(GranteePrincipal !== undefined && { GranteePrincipal }),
    ...(GranteeServicePrincipal !== undefined && { GranteeServicePrincipal }),
    ...(RetiringPrincipal !== undefined && { RetiringPrincipal }),
    ...(RetiringServicePrincipal !== undefined && { RetiringServicePrincipal }),
    IssuingAccount: rootArn(issuer),
    Operations: [...new Set(input.Operations)],
    ...(Constraints && { Constraints }),
  };
  const id = Name === undefined ? GrantId : fingerprint(terms);
  return { id, GrantId, region: key.region, CreationDate: now, ...terms };
}

/** Constraints without a member are none. */
function givenConstraints(constraints: GrantRecord['Constraints']): GrantRecord['Constraints'] {
  return constraints && Object.keys(constraints).length > 0 ? constraints : undefined;
}

type Terms = Omit<GrantRecord, 'id' | 'GrantId' | 'region' | 'CreationDate'>;

/** Equal for equal members; the order of operations and of encryption context pairs is none of them. */
function fingerprint({ Operations, Constraints = {}, ...members }: Terms): string {
  const contexts = [Constraints.EncryptionContextEquals, Constraints.EncryptionContextSubset].map(
    (context) => context && Object.entries(context).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  const text = JSON.stringify([members, [...Operations].sort(), contexts, Constraints.SourceArn]);
  return toHex(sha256(toUtf8(text)));
}
