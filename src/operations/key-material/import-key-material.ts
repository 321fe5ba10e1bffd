import type { Call } from '../../contract/call.js';
import type { Operation } from '../../contract/operation.js';
import { importedKeyMaterialId } from '../../crypto/key-material.js';
import { isWrappedLength, readKeyMaterial, unwrapKeyMaterial } from '../../crypto/wrapping.js';
import { partitionOf } from '../../model/arn.js';
import { invalidCiphertext } from '../../model/faults/ciphertext.js';
import { incorrectKeyMaterial, invalidEncryptedKeySize } from '../../model/faults/import.js';
import { LAZY_ENUMS } from '../../model/lazy-enums.js';
import * as Member from '../../model/members.js';
import { blob, oneOf, required, timestamp } from '../../model/shapes.js';
import { WRAPPING_ALGORITHMS, type WrappingAlgorithmRow } from '../../model/wrapping-algorithms.js';
import { CryptoError, type KeyMaterial } from '../../ports/crypto-backend.js';
import { translateError } from '../../ports/translate-error.js';
import { holdMaterials } from '../../rules/imported-material.js';
import { materialIdMember } from '../../rules/key-material-id.js';
import { changeMaterials } from '../../rules/related-keys.js';
import type { KeyRecord } from '../../state/records/key.js';
import type { KeyMaterialEntry } from '../../state/records/key-materials.js';
import { managedKey } from '../key-uses.js';
import { associate } from './association.js';
import { checkImportMembers, expirationOf } from './import-rules.js';
import { type ImportParameters, openImportToken } from './import-token.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html */
export const ImportKeyMaterial: Operation<'ImportKeyMaterial', [KeyRecord]> = {
  input: {
    KeyId: required(Member.KeyId),
    ImportToken: required(blob(1, 6144)),
    EncryptedKeyMaterial: required(blob(1, 6144)),
    ValidTo: timestamp,
    ExpirationModel: oneOf(LAZY_ENUMS.ExpirationModel),
    ImportType: oneOf(LAZY_ENUMS.ImportType),
    KeyMaterialDescription: Member.KeyMaterialDescription,
    KeyMaterialId: Member.KeyMaterialId,
  },
  keys: [managedKey({ origins: ['EXTERNAL'], states: 'importKeyMaterial' })],
  async handler(call) {
    const { input, now } = call;
    const [key] = call.keys;
    checkImportMembers(input, key);
    const expiration = expirationOf(input, now);
    const parameters = await openImportToken(call, key, input.ImportToken);
    const material = await unwrap(call, key, parameters, input.EncryptedKeyMaterial);
    const entry: KeyMaterialEntry = {
      KeyMaterialId: await importedKeyMaterialId(call.world.crypto, key.KeyId, material),
      material,
      ...(input.KeyMaterialDescription !== undefined && { KeyMaterialDescription: input.KeyMaterialDescription }),
    };
    const materials = associate(key, entry, input);
    const held = holdMaterials(key, materials, { ...key.imported, [entry.KeyMaterialId]: expiration });
    return {
      output: { KeyId: key.Arn, ...materialIdMember('KeyMaterialId', key, entry) },
      // Also of a replica key that came while this call waited.
      changes: () => changeMaterials(call.world.state, key, materials, (one) => (one === key ? held : {})),
    };
  },
};

async function unwrap(
  { world: { crypto } }: Call,
  { KeySpec, region }: KeyRecord,
  { WrappingAlgorithm, wrappingKey }: ImportParameters,
  wrapped: Uint8Array,
): Promise<KeyMaterial> {
  // The token was given out for an algorithm that is supported.
  const row = WRAPPING_ALGORITHMS[WrappingAlgorithm] as WrappingAlgorithmRow;
  if (!isWrappedLength(row, wrappingKey.spec, wrapped.length)) throw invalidEncryptedKeySize();
  const bytes = await translateError(
    CryptoError,
    () => unwrapKeyMaterial(crypto, wrappingKey, row, wrapped),
    invalidCiphertext,
  );
  return translateError(
    CryptoError,
    () => readKeyMaterial(crypto, KeySpec, partitionOf(region), bytes),
    incorrectKeyMaterial,
  );
}
