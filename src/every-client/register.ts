/// <reference types="node" />
import Module from 'node:module';
import type { LocalKms } from '../local-kms.js';
import type { ClientClass } from './install.js';
import { installSharedWorld, sharedWorld } from './shared-world.js';

export { uninstallSharedWorld as uninstall } from './shared-world.js';

/** The world that answers every client of the process; its options come from where those of `localkms/auto` do. */
export const kms: LocalKms = sharedWorld();

// By name or by path, as `require` and `import` of a CommonJS package ask for it.
const SDK = /[\\/]client-kms(?:[\\/]dist-cjs[\\/]index\.js)?$/;

type Load = (this: unknown, request: string, ...rest: unknown[]) => unknown;

const loader = Module as unknown as { _load: Load };
const load = loader._load;
const installed = new WeakSet<object>();

/** Every copy of the SDK that the process loads, nested ones included, is installed as it is loaded. */
loader._load = function loadAndInstall(request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  const KMSClient = SDK.test(request) ? (loaded as { KMSClient?: ClientClass }).KMSClient : undefined;
  if (KMSClient !== undefined && !installed.has(KMSClient)) {
    installed.add(KMSClient);
    installSharedWorld(KMSClient);
  }
  return loaded;
};
