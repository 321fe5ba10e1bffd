// The table of consumers: every project in which the packed tarball is tried.
import { copiesConsumers } from './copies.mjs';
import { frameworkConsumers } from './frameworks.mjs';
import { programConsumers } from './programs.mjs';
import { runnerConsumers } from './runners.mjs';
import { runtimeConsumers } from './runtimes.mjs';
import { typeConsumers } from './types.mjs';

const KINDS = [programConsumers, copiesConsumers, runnerConsumers, typeConsumers, runtimeConsumers, frameworkConsumers];

/** All, also the rare ones: see scripts/consumers/consumer.mjs. */
export function consumersOf(versions) {
  return KINDS.flatMap((kind) => kind(versions));
}
