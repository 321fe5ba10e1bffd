import { invalidOrigin, keyStateFault } from '../../model/faults/key-state.js';
import { invalidKeyUsage } from '../../model/faults/key-usage.js';
import { stateObstacle } from '../../model/key-states.js';
import { keyState } from '../../state/key-state.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { AnyKeyUse, CompiledOperation, Progress } from './step.js';

function eachKey(
  { operation }: CompiledOperation,
  call: Progress,
  check: (use: AnyKeyUse, key: KeyRecord, call: Progress) => void,
): void {
  for (let at = 0; at < call.keys.length; at++) {
    check(operation.keys[at] as AnyKeyUse, call.keys[at] as KeyRecord, call);
  }
}

export function checkOrigin(compiled: CompiledOperation, call: Progress): void {
  eachKey(compiled, call, ({ origins }, { Arn, Origin }) => {
    if (origins !== undefined && !origins.includes(Origin)) throw invalidOrigin(Arn, Origin);
  });
}

export function checkKeyUsage(compiled: CompiledOperation, call: Progress): void {
  eachKey(compiled, call, ({ keyUsage, permission }, { Arn, KeyUsage }) => {
    if (keyUsage !== undefined && keyUsage !== KeyUsage) throw invalidKeyUsage(Arn, KeyUsage, permission);
  });
}

export function checkKeyState(compiled: CompiledOperation, call: Progress): void {
  eachKey(compiled, call, ({ states }, key) => {
    const obstacle = stateObstacle(states, keyState(call.world.state, key));
    if (obstacle !== undefined) throw keyStateFault(obstacle, key.Arn);
  });
}

/** Algorithm and key spec. */
export function checkFit(compiled: CompiledOperation, call: Progress): void {
  eachKey(compiled, call, ({ fits }, key) => fits?.(call, key));
}
