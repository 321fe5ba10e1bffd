import type { KeyState } from '@aws-sdk/client-kms';

/** Why a key state forbids an operation: the end of the message, which `keyStateFault` of `faults/unusable-key.ts` writes. */
export type StateObstacle =
  | 'disabled' // "<key ARN> is disabled."
  | 'pending deletion' // "<key ARN> is pending deletion."
  | 'pending replica deletion' // "<key ARN> is pending replica deletion."
  | 'not pending deletion' // "<key ARN> is not pending deletion."
  | 'pending import' // "<key ARN> is pending import."
  | 'unavailable' // "<key ARN> is unavailable."
  | 'creating' // "<key ARN> is creating."
  | 'updating'; // "<key ARN> is updating."

type Row = { readonly [state in KeyState]: StateObstacle | 'ok' };

const ANY: Row = {
  Enabled: 'ok',
  Disabled: 'ok',
  PendingDeletion: 'ok',
  PendingReplicaDeletion: 'ok',
  PendingImport: 'ok',
  Unavailable: 'ok',
  Creating: 'ok',
  Updating: 'ok',
};

const NOT_DELETED: Row = {
  ...ANY,
  PendingDeletion: 'pending deletion',
  PendingReplicaDeletion: 'pending replica deletion',
};

const USABLE: Row = { ...NOT_DELETED, Disabled: 'disabled', PendingImport: 'pending import', Creating: 'creating' };

/**
 * Which operations a key in which state allows; a row serves every operation that behaves alike.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
export const KEY_STATES = {
  any: ANY,
  notPendingDeletion: NOT_DELETED,
  cryptographic: { ...USABLE, Unavailable: 'unavailable' },
  createGrant: USABLE,
  // The table of the Developer Guide says `disabled`; the service answers.
  getPublicKey: { ...USABLE, Disabled: 'ok' },
  enableOrDisable: { ...NOT_DELETED, PendingImport: 'pending import', Creating: 'creating', Updating: 'updating' },
  scheduleKeyDeletion: { ...NOT_DELETED, Updating: 'updating' },
  cancelKeyDeletion: {
    Enabled: 'not pending deletion',
    Disabled: 'not pending deletion',
    PendingDeletion: 'ok',
    PendingReplicaDeletion: 'ok',
    PendingImport: 'not pending deletion',
    Unavailable: 'not pending deletion',
    Creating: 'not pending deletion',
    Updating: 'not pending deletion',
  },
  keyRotation: { ...NOT_DELETED, Disabled: 'disabled', Creating: 'creating' },
  rotateKeyOnDemand: { ...USABLE, Updating: 'updating' },
  getParametersForImport: { ...NOT_DELETED, Creating: 'creating', Updating: 'updating' },
  importKeyMaterial: { ...NOT_DELETED, Creating: 'creating' },
  deleteImportedKeyMaterial: { ...ANY, Creating: 'creating', Updating: 'updating' },
  replicateKey: { ...USABLE, Updating: 'updating' },
  updatePrimaryRegion: USABLE,
} as const satisfies Record<string, Row>;

export type KeyStateRow = keyof typeof KEY_STATES;

export function stateObstacle(row: KeyStateRow, state: KeyState): StateObstacle | undefined {
  const found = (KEY_STATES[row] as Row)[state];
  return found === 'ok' ? undefined : found;
}
