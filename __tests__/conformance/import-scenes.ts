import type { OperationName } from '../../src/model/operation-types.js';
import type { TestKms } from '../support/engine.js';
import { bytesOf, externalKey, importMaterial } from '../support/key-import.js';
import { type Fact, refused } from './fact.js';
import { matching } from './matchers.js';
import type { Source } from './source.js';

export const MATERIAL: Uint8Array = bytesOf(32);
export const FOREVER = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' };
export const NEW = { ImportType: 'NEW_KEY_MATERIAL' };
export const KEY_MATERIAL_ID: unknown = matching(/^[0-9a-f]{64}$/);
export const INCORRECT = { name: 'IncorrectKeyMaterialException', message: undefined };
export const PENDING_IMPORT = { name: 'KMSInvalidStateException', message: '<arn> is pending import.' };
export const NO_ALIASES = { name: 'InvalidArnException', message: 'Key Aliases are not supported for this operation.' };
export const NOT_EXTERNAL = {
  name: 'UnsupportedOperationException',
  message: '<arn> origin is AWS_KMS which is not valid for this operation.',
};

export function fact(
  operation: OperationName,
  id: string,
  says: string,
  source: Source,
  expected: unknown,
  run: Fact['run'],
): Fact {
  return { id: `import-${id}`, group: 'import', operation, says, source, run, expected };
}

/** A refusal with the key ARN written as `<arn>`. */
export async function refusedFor(KeyId: string, call: Promise<unknown>) {
  const { name, message } = await refused(call);
  return { name, message: message?.replaceAll(KeyId, '<arn>') };
}

export async function metadata(kms: Pick<TestKms, 'call'>, KeyId: string) {
  return (await kms.call('DescribeKey', { KeyId })).KeyMetadata;
}

export async function awsKey(kms: TestKms): Promise<string> {
  return (await kms.call('CreateKey', {})).KeyMetadata.Arn as string;
}

export function rsaKey(kms: TestKms): Promise<string> {
  return externalKey(kms, { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
}

export function hmacKey(kms: TestKms): Promise<string> {
  return externalKey(kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
}

/** A symmetric encryption key with imported material. */
export async function importedKey(kms: Pick<TestKms, 'call'>, members: object = {}): Promise<string> {
  const KeyId = await externalKey(kms);
  await importMaterial(kms, KeyId, MATERIAL, members);
  return KeyId;
}

export async function deletedKey(kms: TestKms): Promise<string> {
  const KeyId = await importedKey(kms);
  await kms.call('DeleteImportedKeyMaterial', { KeyId });
  return KeyId;
}

export async function materialStates(kms: TestKms, KeyId: string) {
  const { Rotations } = await kms.call('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
  return Rotations.map(({ KeyMaterialState }) => KeyMaterialState);
}
