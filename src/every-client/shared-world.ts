import { type LocalKms, localKms } from '../local-kms.js';
import { autoOptions } from './auto-options.js';
import { type ClientClass, installLocalKms } from './install.js';

// On globalThis, because module registries come and go: jest.resetModules() must not lose the keys.
const WORLD = Symbol.for('localkms.world');

/** The world of `localkms/auto` and `localkms/register`: one per process, and per test file under Jest. */
export function sharedWorld(): LocalKms {
  const place = globalThis as { [WORLD]?: LocalKms };
  place[WORLD] ??= localKms(autoOptions());
  return place[WORLD];
}

const installations = new Set<() => void>();

export function installSharedWorld(target: ClientClass): void {
  installations.add(installLocalKms(target, sharedWorld()));
}

/** Gives every class that was installed, and its clients, back to AWS. */
export function uninstallSharedWorld(): void {
  for (const uninstall of installations) uninstall();
  installations.clear();
}
