import { KMSClient } from '@aws-sdk/client-kms';
import type { LocalKms } from '../local-kms.js';
import { answerEveryClient, sharedWorld } from './shared-world.js';

export type { AutoOptions } from './auto-options.js';
export { installLocalKms } from './install.js';
export { uninstallSharedWorld as uninstall } from './shared-world.js';

/**
 * The world that answers; the same one wherever this module is imported. `kms.reset()` between tests. Its options come
 * from `localkms.config.{json,mjs,cjs,js}` in the working directory and from variables such as `LOCALKMS_REGION`.
 */
export const kms: LocalKms = sharedWorld();

// By name for what no loader tells of: a browser, a bundle that has both.
answerEveryClient(KMSClient);
