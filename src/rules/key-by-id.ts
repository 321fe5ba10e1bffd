import type { Scope } from '../model/arn.js';
import type { KeyRecord } from '../state/records/key.js';
import type { State } from '../state/state.js';

/** The key with that key id in an account and Region. By its ARN it takes longer: that is a text to make and to hash. */
export function keyById(state: State, { account, region }: Scope, KeyId: string): KeyRecord | undefined {
  return state.find('keys', 'keyId', KeyId, (key) => key.account === account && key.region === region);
}
