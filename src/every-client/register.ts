import type { LocalKms } from '../local-kms.js';
import { answerEveryClient, sharedWorld } from './shared-world.js';

export type { AutoOptions } from './auto-options.js';
export { uninstallSharedWorld as uninstall } from './shared-world.js';

/** The world that answers every client of the process; its options come from where those of `localkms/auto` do. */
export const kms: LocalKms = sharedWorld();

answerEveryClient();
