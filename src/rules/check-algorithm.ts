import type { Call } from '../contract/call.js';
import { incompatibleAlgorithm } from '../model/faults/key-usage.js';
import { unsupportedKeySpec } from '../model/faults/unusable-key.js';
import { type Algorithm, keySpec } from '../model/key-specs.js';
import type { KeyRecord } from '../state/records/key.js';

/** The algorithm that a member names, or its default, must be one of the key's. */
export function checkAlgorithm<Input extends object>(
  member: keyof Input & string,
  byDefault?: Algorithm,
): (call: Call<Input>, key: KeyRecord) => void {
  return function checkAlgorithmOfKey(call, key) {
    const algorithm = (call.input[member] ?? byDefault) as Algorithm;
    if (!keySpec(key.KeySpec).usages[key.KeyUsage]?.includes(algorithm)) {
      throw incompatibleAlgorithm(algorithm, key.KeySpec);
    }
  };
}

/** For operations that only symmetric encryption keys have, such as rotation. */
export function checkSymmetric(_call: Call, key: KeyRecord): void {
  if (keySpec(key.KeySpec).type !== 'symmetric') throw unsupportedKeySpec();
}
