import type { InputOf } from '../contract/call.js';
import {
  constraintValueTooLong,
  contextConstraintNotSupported,
  grantOperationsNotSupported,
  grantOperationsRequired,
  incompleteServiceGrant,
  invalidPrincipal,
  oneGranteeRequired,
  oneRetiringPrincipalAllowed,
  onlyCreateGrant,
  tooManyConstraintPairs,
} from '../model/faults/grants.js';
import { grantOperations } from '../model/grant-operations.js';
import { keySpec } from '../model/key-specs.js';
import { GRANT_CONSTRAINT_MAX_PAIRS, GRANT_CONSTRAINT_MAX_VALUE_LENGTH } from '../model/limits.js';
import { isPrincipalArn } from '../model/principal-arn.js';
import { pattern, type Shape, string } from '../model/shapes.js';
import type { KeyRecord } from '../state/records/key.js';

/** What a grant is made of, in the words of CreateGrant. */
export type GivenGrant = Pick<
  InputOf<'CreateGrant'>,
  | 'Name'
  | 'GranteePrincipal'
  | 'GranteeServicePrincipal'
  | 'RetiringPrincipal'
  | 'RetiringServicePrincipal'
  | 'Operations'
  | 'Constraints'
>;

type GivenConstraints = NonNullable<GivenGrant['Constraints']>;

export const GrantName: Shape = string(1, 256, pattern('^[a-zA-Z0-9:/_-]+$'));
export const GrantSourceArn: Shape = string(20, 512, pattern('^arn:aws[a-z0-9-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:.+$'));

const CONTEXT_CONSTRAINTS = ['EncryptionContextSubset', 'EncryptionContextEquals'] as const;

/** What a grant must be on any key. https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html */
export function checkGrant(input: GivenGrant): void {
  checkOperations(input.Operations);
  checkPrincipals(input);
  checkContextConstraints(input.Constraints ?? {});
}

function checkOperations(operations: readonly string[]): void {
  if (operations.length === 0) throw grantOperationsRequired();
  if (operations.every((operation) => operation === 'CreateGrant')) throw onlyCreateGrant();
}

function checkPrincipals(input: GivenGrant): void {
  const { GranteePrincipal, GranteeServicePrincipal, RetiringPrincipal, RetiringServicePrincipal } = input;
  if ((GranteePrincipal === undefined) === (GranteeServicePrincipal === undefined)) throw oneGranteeRequired();
  if (RetiringPrincipal !== undefined && RetiringServicePrincipal !== undefined) throw oneRetiringPrincipalAllowed();
  const retiring = RetiringPrincipal ?? RetiringServicePrincipal;
  if (GranteeServicePrincipal !== undefined && (retiring === undefined || input.Constraints?.SourceArn === undefined)) {
    throw incompleteServiceGrant();
  }
  for (const principal of [GranteePrincipal, RetiringPrincipal]) {
    if (principal !== undefined && !isPrincipalArn(principal)) throw invalidPrincipal(principal);
  }
}

function checkContextConstraints(constraints: GivenConstraints): void {
  for (const name of CONTEXT_CONSTRAINTS) {
    const values = Object.values(constraints[name] ?? {});
    if (values.length > GRANT_CONSTRAINT_MAX_PAIRS) throw tooManyConstraintPairs(name, GRANT_CONSTRAINT_MAX_PAIRS);
    if (values.some((value) => value.length > GRANT_CONSTRAINT_MAX_VALUE_LENGTH)) {
      throw constraintValueTooLong(name, GRANT_CONSTRAINT_MAX_VALUE_LENGTH);
    }
  }
}

/** What this key can do, and whether it takes an encryption context. */
export function checkGrantOnKey(input: GivenGrant, key: KeyRecord): void {
  const { type } = keySpec(key.KeySpec);
  const supported = grantOperations(type, key.KeyUsage);
  const unsupported = input.Operations.filter((operation) => !supported.includes(operation));
  if (unsupported.length > 0) throw grantOperationsNotSupported(unsupported, key.Arn);
  const constrainsContext = CONTEXT_CONSTRAINTS.some((name) => input.Constraints?.[name] !== undefined);
  if (constrainsContext && type !== 'symmetric') throw contextConstraintNotSupported(key.Arn);
}
