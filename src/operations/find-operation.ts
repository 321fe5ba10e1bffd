import type { AnyOperation } from '../contract/operation.js';
import type { OperationName } from '../model/operation-types.js';
import { type MaybePromise, whenReady } from '../ports/maybe-promise.js';
import { EVERYDAY } from './everyday.js';
import { LAZY_GROUPS, type LazyGroup } from './groups.js';

type Operations = { readonly [name: string]: AnyOperation };

/** What loads a group. A program that encrypts loads none. */
const LOADERS: { readonly [Group in LazyGroup]: () => Promise<Operations> } = {
  creation: async () => (await import('./creation.js')).CREATION,
  signatures: async () => (await import('./signatures.js')).SIGNATURES,
  exchange: async () => (await import('./exchange.js')).EXCHANGE,
  administration: async () => (await import('./administration.js')).ADMINISTRATION,
};

const loaders = new Map<string, () => Promise<Operations>>();
for (const name of LAZY_GROUPS.creation) loaders.set(name, LOADERS.creation);
for (const name of LAZY_GROUPS.signatures) loaders.set(name, LOADERS.signatures);
for (const name of LAZY_GROUPS.exchange) loaders.set(name, LOADERS.exchange);
for (const name of LAZY_GROUPS.administration) loaders.set(name, LOADERS.administration);

/** Known without loading anything. */
export function isKnownOperation(name: string): name is OperationName {
  return loaders.has(name) || Object.hasOwn(EVERYDAY, name);
}

/** At once for an everyday operation. */
export function findOperation(name: OperationName): MaybePromise<AnyOperation> {
  const operations: MaybePromise<Operations> = loaders.get(name)?.() ?? EVERYDAY;
  // `OperationsOf` makes sure that a table has the names of its group.
  return whenReady(operations, (table) => table[name] as AnyOperation);
}
