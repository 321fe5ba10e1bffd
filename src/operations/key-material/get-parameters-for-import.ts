import { toHex } from '../../bytes/hex.js';
import type { CallOf } from '../../contract/call.js';
import type { Operation } from '../../contract/operation.js';
import { generateKeyMaterial, sharedMaterial } from '../../crypto/key-material.js';
import { partitionOf } from '../../model/arn.js';
import { unsupportedWrapping } from '../../model/faults/import.js';
import { LAZY_ENUMS } from '../../model/lazy-enums.js';
import { IMPORT_PARAMETERS_VALID_MS } from '../../model/limits.js';
import * as Member from '../../model/members.js';
import { oneOf, required } from '../../model/shapes.js';
import { canWrap } from '../../model/wrapping-algorithms.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';
import { sealImportToken } from './import-token.js';

/** Each call makes a wrapping key of its own; older ones stay valid. https://docs.aws.amazon.com/kms/latest/APIReference/API_GetParametersForImport.html */
export const GetParametersForImport: Operation<'GetParametersForImport', [KeyRecord]> = {
  input: {
    KeyId: required(Member.KeyId),
    WrappingAlgorithm: required(oneOf(LAZY_ENUMS.WrappingAlgorithm)),
    WrappingKeySpec: required(oneOf(LAZY_ENUMS.WrappingKeySpec)),
  },
  keys: [
    managedKey({
      origins: ['EXTERNAL'],
      states: 'getParametersForImport',
      checkKey: checkWrapping,
    }),
  ],
  async handler(call) {
    const { input, world, now } = call;
    const [key] = call.keys;
    const { WrappingAlgorithm, WrappingKeySpec } = input;
    const name = `wrapping key ${toHex(world.random.bytes(16, 'wrapping key'))}`;
    const wrappingKey = sharedMaterial(generateKeyMaterial(WrappingKeySpec, world.random, name));
    const validTo = now + IMPORT_PARAMETERS_VALID_MS;
    return {
      output: {
        KeyId: key.Arn,
        ImportToken: await sealImportToken(call, key, { WrappingAlgorithm, wrappingKey, validTo }),
        PublicKey: await world.crypto.publicKey(wrappingKey),
        ParametersValidTo: new Date(validTo),
      },
    };
  },
};

function checkWrapping({ input }: CallOf<'GetParametersForImport'>, { KeySpec, region }: KeyRecord): void {
  const { WrappingAlgorithm, WrappingKeySpec } = input;
  if (!canWrap(WrappingAlgorithm, WrappingKeySpec, KeySpec, partitionOf(region))) {
    throw unsupportedWrapping(WrappingAlgorithm, WrappingKeySpec, KeySpec);
  }
}
