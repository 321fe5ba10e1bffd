import type { Call, CallOf } from '../../contract/call.js';
import { encryptSymmetric } from '../../crypto/encryption.js';
import { ENUMS } from '../../model/everyday-enums.js';
import { asymmetricKeyForDataKey } from '../../model/faults/key-usage.js';
import { oneOfNumberOfBytesAndKeySpec } from '../../model/faults/validation.js';
import { keySpec } from '../../model/key-specs.js';
import * as Member from '../../model/members.js';
import { oneOf, required, type Shape } from '../../model/shapes.js';
import { type MaybePromise, whenReady } from '../../ports/maybe-promise.js';
import { materialIdMember } from '../../rules/key-material-id.js';
import type { KeyRecord } from '../../state/records/key.js';
import { checkEncryptionContext } from './encrypt-and-decrypt.js';

type DataKeyCall = CallOf<'GenerateDataKeyWithoutPlaintext', readonly [KeyRecord]>;

const DATA_KEY_BYTES = { AES_256: 32, AES_128: 16 } as const;

/** The members that GenerateDataKey and its twin without plaintext share. */
export const DATA_KEY_INPUT = {
  KeyId: required(Member.KeyId),
  EncryptionContext: Member.EncryptionContext,
  NumberOfBytes: Member.NumberOfBytes,
  KeySpec: oneOf(ENUMS.PrintedDataKeySpec, ENUMS.DataKeySpec),
  GrantTokens: Member.GrantTokens,
  DryRun: Member.DryRun,
} as const satisfies Record<string, Shape>;

export function checkDataKeyMembers({ input }: Pick<DataKeyCall, 'input'>): void {
  if ((input.KeySpec === undefined) === (input.NumberOfBytes === undefined)) throw oneOfNumberOfBytesAndKeySpec();
}

/** Data keys and data key pairs are encrypted under symmetric keys alone. */
export function checkWrapsDataKeys(_call: Call, key: KeyRecord): void {
  if (keySpec(key.KeySpec).type !== 'symmetric') throw asymmetricKeyForDataKey();
}

export interface DataKey {
  readonly Plaintext: Uint8Array;
  readonly CiphertextBlob: Uint8Array;
  readonly KeyId: string;
  readonly materialId: { readonly KeyMaterialId?: string };
}

/** A fresh data key, in the clear and encrypted. */
export function generateDataKey(call: DataKeyCall): MaybePromise<DataKey> {
  const { KeySpec, NumberOfBytes, EncryptionContext } = call.input;
  const [key] = call.keys;
  checkEncryptionContext(true, EncryptionContext);
  const length = KeySpec === undefined ? NumberOfBytes : DATA_KEY_BYTES[KeySpec];
  if (length === undefined) throw oneOfNumberOfBytesAndKeySpec();
  const Plaintext = call.world.random.bytes(length, `data key ${key.Arn}`);
  const encrypted = encryptSymmetric(call.world, key, EncryptionContext, Plaintext);
  return whenReady(encrypted, ({ CiphertextBlob, entry }) => ({
    Plaintext,
    CiphertextBlob,
    KeyId: key.Arn,
    materialId: materialIdMember('KeyMaterialId', key, entry),
  }));
}
