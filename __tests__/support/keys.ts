import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { KeyUsageType } from '@aws-sdk/client-kms';
import { type ExportedKeyMaterial, exportKeyMaterial } from '../../src/crypto/export-key-material.js';
import { type KeySpecName, keySpec } from '../../src/model/key-specs.js';
import { currentMaterial } from '../../src/state/current-material.js';
import type { TestKms } from './engine.js';

export const CHINA = 'cn-north-1';

/** A caller in a Region that has the key spec. */
export function where(kms: TestKms, spec: KeySpecName): Pick<TestKms, 'call'> {
  return keySpec(spec).regions === 'china' ? kms.as({ region: CHINA }) : kms;
}

/** A new key; its ARN. */
export async function createKey(
  kms: Pick<TestKms, 'call'>,
  KeySpec: KeySpecName = 'SYMMETRIC_DEFAULT',
  KeyUsage: KeyUsageType = 'ENCRYPT_DECRYPT',
): Promise<string> {
  return (await kms.call('CreateKey', { KeySpec, KeyUsage })).KeyMetadata.Arn as string;
}

/** What AWS KMS never gives out. */
export function materialOf(kms: TestKms, keyArn: string): Promise<ExportedKeyMaterial> {
  const { state, crypto } = kms.world;
  const key = state.get('keys', keyArn);
  if (key === undefined) throw new Error(`there is no ${keyArn}`);
  return exportKeyMaterial(crypto, currentMaterial(key).material);
}

/** The private key for node:crypto. */
export async function privateKeyOf(kms: TestKms, keyArn: string): Promise<KeyObject> {
  const { pkcs8 } = await materialOf(kms, keyArn);
  return createPrivateKey({ key: Buffer.from(pkcs8 as Uint8Array), format: 'der', type: 'pkcs8' });
}

/** The public key for node:crypto, from GetPublicKey. */
export async function publicKeyOf(kms: Pick<TestKms, 'call'>, KeyId: string): Promise<KeyObject> {
  const { PublicKey } = await kms.call('GetPublicKey', { KeyId });
  return createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
}

export function bytes(length: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => (at * 31 + seed * 17) & 0xff);
}
