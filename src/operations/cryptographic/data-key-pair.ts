import type { DataKeyPairSpec, GenerateDataKeyPairCommandInput } from '@aws-sdk/client-kms';
import { toHex } from '../../bytes/hex.js';
import type { Call, KeyUse } from '../../contract/operation.js';
import { encryptSymmetric } from '../../crypto/encryption.js';
import { generateKeyMaterial } from '../../crypto/key-material.js';
import { keySpecNotInRegion } from '../../model/faults/create-key.js';
import { isOffered } from '../../model/key-specs.js';
import { LAZY_ENUMS } from '../../model/lazy-enums.js';
import * as Member from '../../model/members.js';
import { oneOf, required, type Shape } from '../../model/shapes.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';
import { wrapsDataKeys } from './data-key.js';
import { checkEncryptionContext } from './encryption.js';
import { materialIdMember } from './material-id-member.js';

type Input = Pick<GenerateDataKeyPairCommandInput, 'KeyId' | 'KeyPairSpec' | 'EncryptionContext'>;

/** The members that GenerateDataKeyPair and its twin without plaintext share. */
export const DATA_KEY_PAIR_INPUT = {
  EncryptionContext: Member.EncryptionContext,
  KeyId: required(Member.KeyId),
  KeyPairSpec: required(oneOf(LAZY_ENUMS.DataKeyPairSpec)),
  GrantTokens: Member.GrantTokens,
  DryRun: Member.DryRun,
} as const satisfies Record<string, Shape>;

/** A symmetric encryption key outside custom key stores. */
export function dataKeyPairKey<I extends Input>(
  permission: 'GenerateDataKeyPair' | 'GenerateDataKeyPairWithoutPlaintext',
): KeyUse<I> {
  return cryptographicKey<I>({
    permission,
    origins: ['AWS_KMS', 'EXTERNAL'],
    keyUsage: 'ENCRYPT_DECRYPT',
    fits(call, key) {
      wrapsDataKeys(call, key);
      checkKeyPairSpec(call);
    },
  });
}

function checkKeyPairSpec({ input, caller }: Call<Input>): void {
  const spec = input.KeyPairSpec as DataKeyPairSpec;
  if (!isOffered(spec, caller.scope.partition)) throw keySpecNotInRegion(spec);
}

export interface DataKeyPair {
  readonly PrivateKeyPlaintext: Uint8Array;
  readonly PrivateKeyCiphertextBlob: Uint8Array;
  readonly PublicKey: Uint8Array;
  readonly KeyPairSpec: DataKeyPairSpec;
  readonly materialId: { KeyMaterialId?: string };
}

/** A fresh key pair: PKCS#8 for the private key, in the clear and encrypted, SubjectPublicKeyInfo for the public one. */
export async function generateDataKeyPair(call: Call<Input>): Promise<DataKeyPair> {
  const { world, input } = call;
  const { EncryptionContext } = input;
  const KeyPairSpec = input.KeyPairSpec as DataKeyPairSpec;
  const [key] = call.keys as [KeyRecord];
  checkEncryptionContext(true, EncryptionContext);
  // A name of its own for each pair, because what is generated for one name is the same ever again.
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
