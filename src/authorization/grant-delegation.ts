import type { GrantConstraints } from '@aws-sdk/client-kms';
import type { GrantRecord } from '../state/records/grant.js';
import { equalPairs, includesPairs } from './context-pairs.js';

/** What a grant allows, and under which constraints. */
export type GrantTerms = Pick<GrantRecord, 'Operations' | 'Constraints'>;

/**
 * Whether somebody who may call CreateGrant only by `parent` may create `child`: no other operations, and constraints
 * that are equally strict or stricter.
 * https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html#grant-creategrant
 */
export function canDelegate(parent: GrantTerms, child: GrantTerms): boolean {
  return (
    child.Operations.every((operation) => parent.Operations.includes(operation)) &&
    isAsStrict(child.Constraints ?? {}, parent.Constraints ?? {})
  );
}

function isAsStrict(child: GrantConstraints, parent: GrantConstraints): boolean {
  const { EncryptionContextEquals: equal, EncryptionContextSubset: subset } = parent;
  if (equal !== undefined && !(child.EncryptionContextEquals && equalPairs(child.EncryptionContextEquals, equal))) {
    return false;
  }
  if (subset !== undefined) {
    const required = child.EncryptionContextEquals ?? child.EncryptionContextSubset;
    if (required === undefined || !includesPairs(required, subset)) return false;
  }
  return parent.SourceArn === undefined || child.SourceArn === parent.SourceArn;
}
