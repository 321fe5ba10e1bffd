import type { OperationName } from '../../src/model/operation-types.js';
import type { TestKms } from '../support/engine.js';
import { keyArn } from '../support/grants.js';
import { putImportedMaterial } from '../support/records.js';
import { type Fact, refused } from './fact.js';
import type { Source } from './source.js';

export const RSA = { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' };
export const ECC = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' };
export const HMAC = { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' };
export const EXTERNAL = { Origin: 'EXTERNAL' };
export const NO_MESSAGE = { name: 'UnsupportedOperationException', message: undefined };
export const NO_ALIASES = { name: 'InvalidArnException', message: 'Key Aliases are not supported for this operation.' };

export function fact(
  id: string,
  operation: OperationName,
  says: string,
  source: Source,
  run: Fact['run'],
  expected: unknown,
): Fact {
  return { id: `rotation-${id}`, group: 'rotation', operation, says, source, run, expected };
}

type Rotation =
  | 'EnableKeyRotation'
  | 'DisableKeyRotation'
  | 'GetKeyRotationStatus'
  | 'RotateKeyOnDemand'
  | 'ListKeyRotations';

/** The error for a new key, with its ARN as `<arn>`. */
export function refusedFor(
  operation: Rotation,
  key: object,
  prepare?: (kms: TestKms, KeyId: string) => Promise<unknown>,
) {
  return async (kms: TestKms): Promise<unknown> => {
    const KeyId = await keyArn(kms, key);
    await prepare?.(kms, KeyId);
    const { name, message } = await refused(kms.call(operation, { KeyId }));
    return { name, message: message?.replaceAll(KeyId, '<arn>') };
  };
}

/** The answer for a new key, with its ARN as `<arn>`. */
export function answerFor(
  operation: Rotation,
  key: object,
  prepare?: (kms: TestKms, KeyId: string) => Promise<unknown>,
) {
  return async (kms: TestKms): Promise<unknown> => {
    const KeyId = await keyArn(kms, key);
    await prepare?.(kms, KeyId);
    const answer: { KeyId?: string } = await kms.call(operation, { KeyId });
    return answer.KeyId === KeyId ? { ...answer, KeyId: '<arn>' } : answer;
  };
}

export const disable = (kms: TestKms, KeyId: string) => kms.call('DisableKey', { KeyId });
export const scheduleDeletion = (kms: TestKms, KeyId: string) => kms.call('ScheduleKeyDeletion', { KeyId });
export const enableRotation = (RotationPeriodInDays?: number) => (kms: TestKms, KeyId: string) =>
  kms.call('EnableKeyRotation', { KeyId, RotationPeriodInDays });
export const importMaterial = async (kms: TestKms, KeyId: string) =>
  putImportedMaterial(kms, KeyId, Buffer.alloc(32, 1).toString('base64'));

export async function currentMaterial(kms: TestKms, KeyId: string): Promise<string | undefined> {
  return (await kms.call('DescribeKey', { KeyId })).KeyMetadata.CurrentKeyMaterialId;
}

export const DISABLED = { name: 'DisabledException', message: '<arn> is disabled.' };
export const PENDING_DELETION = { name: 'KMSInvalidStateException', message: '<arn> is pending deletion.' };
export const ORIGIN_EXTERNAL = {
  name: 'UnsupportedOperationException',
  message: '<arn> origin is EXTERNAL which is not valid for this operation.',
};
