import type { GrantListEntry, KeyMetadata, RotationsListEntry, Tag } from '@aws-sdk/client-kms';
import { type Ask, listAll, type ReadOperation } from './account.js';
import type { KeyFacts } from './key-facts.js';

/** A key's own refusals: what is left of the key, and all other keys, can be read nevertheless. */
const REFUSALS = ['AccessDeniedException', 'KMSInvalidStateException', 'UnsupportedOperationException'];

/** What the double has of what it is not told. */
const INSTEAD: { readonly [operation in ReadOperation]?: string } = {
  GetKeyPolicy: 'it has the default key policy',
  ListResourceTags: 'it has no tags',
  ListGrants: 'it has no grants',
  GetKeyRotationStatus: 'it does not rotate',
  ListKeyRotations: 'it was never rotated',
};

/** What a key says of itself, or why it says nothing. */
export type Read = { readonly facts: KeyFacts } | { readonly refusal: string } | 'AWS managed' | 'gone';

/** @throws what the SDK throws for credentials, network and throttling that does not end */
export async function readKey(ask: Ask, region: string, KeyId: string): Promise<Read> {
  let metadata: KeyMetadata | undefined;
  try {
    metadata = (await ask(region, 'DescribeKey', { KeyId })).KeyMetadata as KeyMetadata;
  } catch (error) {
    if (nameOf(error) === 'NotFoundException') return 'gone';
    return { refusal: refusalOf('DescribeKey', error) };
  }
  if (metadata.KeyManager === 'AWS') return 'AWS managed';
  const refusals: string[] = [];

  async function read<T>(operation: ReadOperation, reading: () => Promise<T>): Promise<T | undefined> {
    try {
      return await reading();
    } catch (error) {
      refusals.push(refusalOf(operation, error));
      return undefined;
    }
  }
  const list = <Item>(operation: ReadOperation, member: string, input: object = {}) =>
    read(operation, () => listAll<Item>(ask, region, operation, { KeyId, ...input }, member));

  const policy = await read(
    'GetKeyPolicy',
    async () => (await ask(region, 'GetKeyPolicy', { KeyId })).Policy as string,
  );
  const tags = await list<Tag>('ListResourceTags', 'Tags');
  const grants = await list<GrantListEntry>('ListGrants', 'Grants');
  const { KeySpec, Origin } = metadata;
  const isSymmetric = KeySpec === 'SYMMETRIC_DEFAULT';
  const rotation =
    isSymmetric && Origin === 'AWS_KMS'
      ? await read(
          'GetKeyRotationStatus',
          async () => (await ask(region, 'GetKeyRotationStatus', { KeyId })) as KeyFacts['rotation'],
        )
      : undefined;
  const materials =
    isSymmetric && (Origin === 'AWS_KMS' || Origin === 'EXTERNAL')
      ? await list<RotationsListEntry>('ListKeyRotations', 'Rotations', { IncludeKeyMaterial: 'ALL_KEY_MATERIAL' })
      : undefined;
  return {
    facts: {
      // DescribeKey always tells both.
      metadata: metadata as KeyFacts['metadata'],
      ...(policy !== undefined && { policy }),
      ...(tags && { tags }),
      ...(grants && { grants }),
      ...(rotation && { rotation: rotationMembers(rotation) }),
      ...(materials && { materials }),
      refusals,
    },
  };
}

/** The message of a refusal to read on; anything else is thrown again. */
export function refusalOf(operation: ReadOperation, error: unknown): string {
  const name = nameOf(error);
  if (!REFUSALS.includes(name)) throw error;
  const instead = INSTEAD[operation];
  return `${operation}: ${name}: ${(error as Error).message}${instead === undefined ? '' : `; here ${instead}`}`;
}

function nameOf(error: unknown): string {
  return String((error as Partial<Error> | undefined)?.name);
}

/** Without what is told of the request. */
function rotationMembers({
  KeyRotationEnabled,
  RotationPeriodInDays,
  NextRotationDate,
}: NonNullable<KeyFacts['rotation']>): NonNullable<KeyFacts['rotation']> {
  return { KeyRotationEnabled, RotationPeriodInDays, NextRotationDate };
}
