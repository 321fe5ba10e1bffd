import type { DataKeyPairSpec } from '@aws-sdk/client-kms';
import { toHex } from '../../bytes/hex.js';
import type { CallOf, InputOf } from '../../contract/call.js';
import type { KeyUse } from '../../contract/operation.js';
import { encryptSymmetric } from '../../crypto/encryption.js';
import { generateKeyMaterial } from '../../crypto/key-material.js';
import type { Scope } from '../../model/arn.js';
import { keySpecNotInRegion } from '../../model/faults/new-keys.js';
import { isOffered } from '../../model/key-specs.js';
import { LAZY_ENUMS } from '../../model/lazy-enums.js';
import * as Member from '../../model/members.js';
import { oneOf, required, type Shape } from '../../model/shapes.js';
import { materialIdMember } from '../../rules/key-material-id.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';
import { checkWrapsDataKeys } from './data-key.js';
import { checkEncryptionContext } from './encrypt-and-decrypt.js';

type DataKeyPairCall = CallOf<'GenerateDataKeyPairWithoutPlaintext', readonly [KeyRecord]>;

/** The members that GenerateDataKeyPair and its twin without plaintext share. */
export const DATA_KEY_PAIR_INPUT = {
  EncryptionContext: Member.EncryptionContext,
  KeyId: required(Member.KeyId),
  KeyPairSpec: required(oneOf(LAZY_ENUMS.DataKeyPairSpec)),
  GrantTokens: Member.GrantTokens,
  DryRun: Member.DryRun,
} as const satisfies Record<string, Shape>;

/** A symmetric encryption key outside custom key stores. */
export const DATA_KEY_PAIR_KEY: KeyUse<InputOf<'GenerateDataKeyPairWithoutPlaintext'>> = cryptographicKey({
  origins: ['AWS_KMS', 'EXTERNAL'],
  keyUsage: 'ENCRYPT_DECRYPT',
  checkKey(call, key) {
    checkWrapsDataKeys(call, key);
    checkKeyPairSpec(call.input.KeyPairSpec, call.caller.scope);
  },
});

function checkKeyPairSpec(spec: DataKeyPairSpec, { partition }: Scope): void {
  if (!isOffered(spec, partition)) throw keySpecNotInRegion(spec);
}

export interface DataKeyPair {
  readonly PrivateKeyPlaintext: Uint8Array;
  readonly PrivateKeyCiphertextBlob: Uint8Array;
  readonly PublicKey: Uint8Array;
  readonly KeyPairSpec: DataKeyPairSpec;
  readonly materialId: { KeyMaterialId?: string };
}

/** A fresh key pair: PKCS#8 for the private key, in the clear and encrypted, SubjectPublicKeyInfo for the public one. */
export async function generateDataKeyPair(call: DataKeyPairCall): Promise<DataKeyPair> {
  const { world, keys } = call;
  const { EncryptionContext, KeyPairSpec } = call.input;
  const [key] = keys;
  checkEncryptionContext(true, EncryptionContext);
  // A name of its own for each pair: in a seeded world, one name always gives the same pair.
  const name = `data key pair ${toHex(world.random.bytes(16, `data key pair ${key.Arn}`))}`;
  const pair = generateKeyMaterial(KeyPairSpec, world.random, name);
  const PrivateKeyPlaintext = await world.crypto.privateKey(pair);
  const { CiphertextBlob, entry } = await encryptSymmetric(world, key, EncryptionContext, PrivateKeyPlaintext);
  return {
    PrivateKeyPlaintext,
    PrivateKeyCiphertextBlob: CiphertextBlob,
    PublicKey: await world.crypto.publicKey(pair),
    KeyPairSpec,
    materialId: materialIdMember('KeyMaterialId', key, entry),
  };
}
