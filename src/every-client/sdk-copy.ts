import { builtin } from '../runtime/builtin.js';
import type { ClientClass } from './install.js';

/** Told of the client class of each copy of the SDK, once or more often. */
export type Found = (KMSClient: ClientClass) => void;

/**
 * Tells of the client class of a module that was loaded, where it is a copy of the SDK. It is known by what it exports:
 * bundlers and package managers give it names of their own, such as `@aws-sdk/client-kms-6aeb72e0b7a88221`.
 */
export function look(loaded: unknown, found: Found): void {
  if (typeof loaded !== 'object' || loaded === null) return;
  // Asked with `in`, which runs no getter of a module that is not the SDK.
  if (!('KMSClient' in loaded && 'KMSServiceException' in loaded)) return;
  const { KMSClient } = loaded as { KMSClient?: ClientClass };
  if (typeof KMSClient?.prototype?.send === 'function') found(KMSClient);
}

interface Modules {
  createRequire(from: string): { readonly cache: Readonly<Record<string, { readonly exports?: unknown } | undefined>> };
}

/** Looks at every CommonJS module that the process has loaded so far. */
export function lookAtLoaded(found: Found): void {
  const modules = builtin<Modules>('node:module')?.createRequire('/').cache ?? {};
  for (const module of Object.values(modules)) look(module?.exports, found);
}
