import { invalidKeyUsage } from '../../model/faults/key-usage.js';
import { invalidOrigin, keyStateFault } from '../../model/faults/unusable-key.js';
import { stateObstacle } from '../../model/key-states.js';
import { keyState } from '../../rules/shown-key-state.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { CompiledKeyUse } from '../compile.js';
import type { Progress, Step } from '../progress.js';

/** The step that checks one key after the other. */
function eachKey(check: (use: CompiledKeyUse, key: KeyRecord, call: Progress) => void): Step {
  return function checkKeys({ keys }, call) {
    let at = 0;
    for (const key of call.keys) {
      const use = keys[at++];
      if (use !== undefined) check(use, key, call);
    }
  };
}

export const checkOrigin: Step = eachKey(({ origins }, { Arn, Origin }) => {
  if (origins !== undefined && !origins.includes(Origin)) throw invalidOrigin(Arn, Origin);
});

export const checkKeyUsage: Step = eachKey(({ keyUsage, permission }, { Arn, KeyUsage }) => {
  if (keyUsage !== undefined && keyUsage !== KeyUsage) throw invalidKeyUsage(Arn, KeyUsage, permission);
});

export const checkKeyState: Step = eachKey(({ states }, key, { world }) => {
  const obstacle = stateObstacle(states, keyState(world.state, key));
  if (obstacle !== undefined) throw keyStateFault(obstacle, key.Arn);
});

/** Algorithm and key spec. */
export const checkKey: Step = eachKey((use, key, call) => use.checkKey?.(call, key));
