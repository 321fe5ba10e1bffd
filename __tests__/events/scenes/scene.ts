import type { CloudTrailRecord } from '../../../src/events/record.js';
import type { OperationName } from '../../../src/model/operation-types.js';
import type { ToldKms } from '../../support/events.js';

/** What differs between the records of two operations. */
export type Told = Pick<
  CloudTrailRecord,
  'requestParameters' | 'responseElements' | 'additionalEventData' | 'readOnly'
> & {
  /** ARNs. */
  readonly resources?: readonly string[];
};

/** Sets the scene, forgets its events, makes one call, and says what its record holds. */
export type Scene = (kms: ToldKms) => Promise<Partial<Told>>;

/** The scenes of some operations. */
export type Scenes = { readonly [N in OperationName]?: Scene };

export const CONTEXT = { Department: 'Engineering', Project: 'Alpha' };
export const SECRET: Uint8Array = new TextEncoder().encode('secret');

export async function newKey(
  kms: ToldKms,
  input: object = {},
): Promise<{ KeyId: string; Arn: string; material: string }> {
  const { KeyMetadata } = await kms.call('CreateKey', input);
  const { KeyId, Arn, CurrentKeyMaterialId } = KeyMetadata as {
    KeyId: string;
    Arn: string;
    CurrentKeyMaterialId: string;
  };
  return { KeyId, Arn, material: CurrentKeyMaterialId };
}

/** A call that changes something and answers nothing of what is shown. */
export function changing(operation: OperationName, input: object, shown: Record<string, unknown>): Scene {
  return async (kms) => {
    const { KeyId, Arn } = await newKey(kms);
    kms.news();
    await kms.call(operation, { KeyId, ...input } as never);
    return {
      requestParameters: { keyId: KeyId, ...shown },
      responseElements: null,
      readOnly: false,
      resources: [Arn],
    };
  };
}

/** One that only reads, of a key that the input names. */
export function reading(
  operation: OperationName,
  input: object = {},
  shown: Record<string, unknown> = {},
  key: object = {},
): Scene {
  return async (kms) => {
    const { KeyId, Arn } = await newKey(kms, key);
    kms.news();
    await kms.call(operation, { KeyId, ...input } as never);
    return { requestParameters: { keyId: KeyId, ...shown }, resources: [Arn] };
  };
}

/** One that answers nothing, and shows the ARN of its key nevertheless. */
export function showingKey(
  operation: OperationName,
  input: object = {},
  shown: Record<string, unknown> = {},
  before?: (kms: ToldKms, KeyId: string) => Promise<unknown>,
): Scene {
  return async (kms) => {
    const { KeyId, Arn } = await newKey(kms);
    await before?.(kms, KeyId);
    kms.news();
    await kms.call(operation, { KeyId, ...input } as never);
    return {
      requestParameters: { keyId: KeyId, ...shown },
      responseElements: { keyId: Arn },
      readOnly: false,
      resources: [Arn],
    };
  };
}
