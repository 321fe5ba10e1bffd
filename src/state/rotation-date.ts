import type { KeyRecord } from './records/key.js';

/**
 * When automatic rotation is due. A key that is not enabled does not rotate; related multi-Region keys rotate with their
 * primary key. https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
export function nextRotation({ KeyState, MultiRegionKeyType, materials }: KeyRecord): number | undefined {
  // Updating is over in a moment, and no key state that hinders use.
  const rotates = KeyState === 'Enabled' || KeyState === 'Updating';
  return rotates && MultiRegionKeyType !== 'REPLICA' ? materials.rotation?.NextRotationDate : undefined;
}
