import type { AlgorithmSpec, WrappingKeySpec } from '@aws-sdk/client-kms';
import { fromUtf8, toUtf8 } from '../../bytes/utf8.js';
import type { Call } from '../../contract/operation.js';
import { wrappingKeyFrom } from '../../crypto/wrapping.js';
import { expiredImportToken, invalidImportToken } from '../../model/faults/import.js';
import type { KeyMaterial } from '../../ports/crypto-backend.js';
import type { KeyRecord } from '../../state/records/key.js';

/** What GetParametersForImport decides and ImportKeyMaterial needs. */
export interface ImportParameters {
  readonly WrappingAlgorithm: AlgorithmSpec;
  readonly wrappingKey: KeyMaterial & { readonly spec: WrappingKeySpec };
  /** Milliseconds since the epoch. */
  readonly validTo: number;
}

/** The wrapping key travels as its seed inside the token, so nothing is kept for it. */
export function sealImportToken(
  { world }: Pick<Call, 'world'>,
  key: KeyRecord,
  { WrappingAlgorithm, wrappingKey, validTo }: ImportParameters,
): Promise<Uint8Array> {
  const content = JSON.stringify([WrappingAlgorithm, JSON.stringify(wrappingKey), validTo]);
  return world.tokens.seal(boundTo(key), toUtf8(content));
}

export async function openImportToken(
  { world, now }: Pick<Call, 'world' | 'now'>,
  key: KeyRecord,
  token: Uint8Array,
): Promise<ImportParameters> {
  const content = await world.tokens.open(boundTo(key), token);
  if (content === undefined) throw invalidImportToken();
  const [WrappingAlgorithm, wrappingKey, validTo] = JSON.parse(fromUtf8(content)) as [AlgorithmSpec, string, number];
  if (now >= validTo) throw expiredImportToken();
  return { WrappingAlgorithm, wrappingKey: wrappingKeyFrom(wrappingKey) as ImportParameters['wrappingKey'], validTo };
}

function boundTo(key: KeyRecord): string {
  return `import token ${key.Arn}`;
}
