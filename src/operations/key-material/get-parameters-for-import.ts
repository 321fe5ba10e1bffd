import type { AlgorithmSpec, GetParametersForImportCommandInput, WrappingKeySpec } from '@aws-sdk/client-kms';
import { toHex } from '../../bytes/hex.js';
import { type Call, defineOperation, type Operation } from '../../contract/operation.js';
import { generateKeyMaterial } from '../../crypto/key-material.js';
import { wrappingKeyFrom } from '../../crypto/wrapping.js';
import { partitionOf } from '../../model/arn.js';
import { unsupportedWrapping } from '../../model/faults/import.js';
import { LAZY_ENUMS } from '../../model/lazy-enums.js';
import { IMPORT_PARAMETERS_VALID_MS } from '../../model/limits.js';
import * as Member from '../../model/members.js';
import { oneOf, required } from '../../model/shapes.js';
import { canWrap } from '../../model/wrapping-algorithms.js';
import type { KeyRecord } from '../../state/records/key.js';
import { managedKey } from '../key-uses.js';
import { type ImportParameters, sealImportToken } from './import-token.js';

/** Each call makes a wrapping key of its own; older ones stay valid. https://docs.aws.amazon.com/kms/latest/APIReference/API_GetParametersForImport.html */
export const GetParametersForImport: Operation<'GetParametersForImport'> = defineOperation({
  name: 'GetParametersForImport',
  input: {
    KeyId: required(Member.KeyId),
    WrappingAlgorithm: required(oneOf(LAZY_ENUMS.WrappingAlgorithm)),
    WrappingKeySpec: required(oneOf(LAZY_ENUMS.WrappingKeySpec)),
  },
  keys: [
    managedKey({
      permission: 'GetParametersForImport',
      origins: ['EXTERNAL'],
      states: 'getParametersForImport',
      fits: wrapsKeyMaterial,
    }),
  ],
  dryRun: false,
  tracksLastUsage: false,
  async handler(call) {
    const { input, world, now } = call;
    const [key] = call.keys as [KeyRecord];
    const WrappingAlgorithm = input.WrappingAlgorithm as AlgorithmSpec;
    const spec = input.WrappingKeySpec as WrappingKeySpec;
    const name = `wrapping key ${toHex(world.random.bytes(16, 'wrapping key'))}`;
    const generated = generateKeyMaterial(spec, world.random, name);
    const wrappingKey = wrappingKeyFrom(JSON.stringify(generated)) as ImportParameters['wrappingKey'];
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
});

function wrapsKeyMaterial({ input }: Call<GetParametersForImportCommandInput>, { KeySpec, region }: KeyRecord): void {
  const algorithm = input.WrappingAlgorithm as AlgorithmSpec;
  const wrappingKeySpec = input.WrappingKeySpec as WrappingKeySpec;
  if (!canWrap(algorithm, wrappingKeySpec, KeySpec, partitionOf(region))) {
    throw unsupportedWrapping(algorithm, wrappingKeySpec, KeySpec);
  }
}
