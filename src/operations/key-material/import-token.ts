import type { AlgorithmSpec, WrappingKeySpec } from '@aws-sdk/client-kms';
import { fromUtf8, toUtf8 } from '../../bytes/utf8.js';
import type { Call } from '../../contract/call.js';
import { sharedMaterial } from '../../crypto/key-material.js';
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
  parameters: ImportParameters,
): Promise<Uint8Array> {
  return world.tokens.seal(boundTo(key), toUtf8(JSON.stringify(parameters)));
}

export async function openImportToken(
  { world, now }: Pick<Call, 'world' | 'now'>,
  key: KeyRecord,
  token: Uint8Array,
): Promise<ImportParameters> {
  const content = await world.tokens.open(boundTo(key), token);
  if (content === undefined) throw invalidImportToken();
  // What opens is what was sealed above.
  const parameters = JSON.parse(fromUtf8(content)) as ImportParameters;
  if (now >= parameters.validTo) throw expiredImportToken();
  return { ...parameters, wrappingKey: sharedMaterial(parameters.wrappingKey) };
}

function boundTo(key: KeyRecord): string {
  return `import token ${key.Arn}`;
}
