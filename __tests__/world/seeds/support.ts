import type { KeySpecName } from '../../../src/model/key-specs.js';
import type { KeySeed, Seeds } from '../../../src/options/seeds/key-seed.js';
import { plantSeeds } from '../../../src/world/seeds/plant-seeds.js';
import { ACCOUNT, REGION, type TestKms, testKms } from '../../support/engine.js';

export const CHINA = 'cn-north-1';
export const KEY_ID = '11111111-1111-4111-8111-111111111111';

/** A world with these seeds. */
export async function seeded(seeds: Seeds, region: string = REGION): Promise<TestKms> {
  const kms = testKms();
  await plantSeeds(kms.world, { account: ACCOUNT, region }, seeds);
  return kms;
}

/** What planting answers: the message of its refusal, after which nothing must have been planted. */
export async function refusalOf(seeds: Seeds, kms: TestKms = testKms()): Promise<string> {
  let message = 'planted';
  try {
    await plantSeeds(kms.world, { account: ACCOUNT, region: REGION }, seeds);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    message = error.message;
  }
  const { keys, aliases } = kms.world.state.snapshot().tables;
  if (message !== 'planted') expect([...keys, ...aliases]).toEqual([]);
  return message;
}

/** The Region that has the spec. */
export function regionOf(spec: KeySpecName): string {
  return spec === 'SM2' ? CHINA : REGION;
}

/** The public key, DER, of the one key of a world. */
export async function publicKeyOf(keySeed: KeySeed, region: string): Promise<Uint8Array> {
  const kms = await seeded({ keys: [{ KeyId: KEY_ID, ...keySeed }] }, region);
  const { PublicKey, KeySpec } = await kms.as({ region }).call('GetPublicKey', { KeyId: KEY_ID });
  if (keySeed.KeySpec !== undefined) expect(KeySpec).toBe(keySeed.KeySpec);
  return PublicKey as Uint8Array;
}
