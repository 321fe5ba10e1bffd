import type { KeyState } from '@aws-sdk/client-kms';
import { refusal } from '../support/engine.js';
import { type Key, type Material, stateOf } from './model.js';

/** Why a call must fail; `message` stays out where AWS sends none, or its text is not known. */
export interface Reason {
  readonly name: string;
  readonly message?: string;
}

/** The answer of a call that must succeed; undefined where it must fail, and did so for that very reason. */
export async function outcome<T>(call: Promise<T>, reason: Reason | undefined): Promise<T | undefined> {
  if (reason === undefined) return call;
  expect(await refusal(call)).toMatchObject(reason);
  return undefined;
}

const OBSTACLES: { readonly [state in KeyState]?: readonly [name: string, is: string] } = {
  Disabled: ['DisabledException', 'disabled'],
  PendingDeletion: ['KMSInvalidStateException', 'pending deletion'],
  PendingReplicaDeletion: ['KMSInvalidStateException', 'pending replica deletion'],
  PendingImport: ['KMSInvalidStateException', 'pending import'],
};

export const DELETED: readonly KeyState[] = ['PendingDeletion', 'PendingReplicaDeletion'];
export const UNUSABLE: readonly KeyState[] = [...DELETED, 'Disabled', 'PendingImport'];

/** The reason of a key that is in one of these states. */
export function inState(key: Key, states: readonly KeyState[]): Reason | undefined {
  const state = stateOf(key);
  if (!states.includes(state)) return undefined;
  const [name, is] = OBSTACLES[state] as readonly [string, string];
  return { name, message: `${key.arn} is ${is}.` };
}

/** The first answer that tells the id of a material settles it. */
export function tells(material: Material, id: string | undefined): void {
  expect(id).toMatch(/^[0-9a-f]{64}$/);
  material.id ??= id as string;
  expect(id).toBe(material.id);
}

export function notPrimary({ arn }: Key): Reason {
  return { name: 'UnsupportedOperationException', message: `${arn} is not a multi-region primary key.` };
}

export function wrongOrigin({ arn, family }: Key): Reason {
  const origin = family.external ? 'EXTERNAL' : 'AWS_KMS';
  return {
    name: 'UnsupportedOperationException',
    message: `${arn} origin is ${origin} which is not valid for this operation.`,
  };
}

/** Of ciphertext whose key is not there. */
export const noSuchKey = (permission: 'Decrypt' | 'ReEncryptFrom'): Reason => ({
  name: 'AccessDeniedException',
  message: `User: arn:aws:iam::000000000000:root is not authorized to perform: kms:${permission} on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
});
