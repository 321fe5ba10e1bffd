import type { ClientClass } from './install.js';
import { installSharedWorld } from './shared-world.js';

interface Jest {
  mock(module: string, factory: () => unknown): void;
  requireActual(module: string): { readonly KMSClient: ClientClass };
}

// Jest hands it to every CommonJS module; elsewhere, also in its ES modules, there is none.
declare const jest: Jest | undefined;

const SDK = '@aws-sdk/client-kms';

/** Jest makes a new copy of the SDK after `resetModules` and in `isolateModules`: each is to be installed as it is made. */
export function installInJest(): void {
  if (typeof jest === 'undefined') return;
  const { mock, requireActual } = jest;
  mock(SDK, () => {
    const actual = requireActual(SDK);
    installSharedWorld(actual.KMSClient);
    return actual;
  });
}
