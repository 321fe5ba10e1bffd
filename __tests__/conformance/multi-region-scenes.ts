import type { OperationName } from '../../src/model/operation-types.js';
import { REGION, type TestKms } from '../support/engine.js';
import { externalKey, importMaterial } from '../support/key-import.js';
import { type Fact, refused } from './fact.js';
import { MATERIAL } from './import-scenes.js';
import type { Source } from './source.js';

export const IRELAND = 'eu-west-1';
export const TOKYO = 'ap-northeast-1';
export const NOT_PRIMARY = {
  name: 'UnsupportedOperationException',
  message: '<arn> is not a multi-region primary key.',
};

export function fact(
  operation: OperationName,
  id: string,
  says: string,
  source: Source,
  expected: unknown,
  run: Fact['run'],
): Fact {
  return { id: `multi-region-${id}`, group: 'multi-region', operation, says, source, run, expected };
}

/** A key and a caller in its Region. */
export interface Placed {
  readonly KeyId: string;
  readonly caller: Pick<TestKms, 'call'>;
}

export async function primaryKey(kms: TestKms, input: object = {}): Promise<Placed> {
  const { KeyMetadata } = await kms.call('CreateKey', { MultiRegion: true, ...input });
  return { KeyId: KeyMetadata.Arn as string, caller: kms };
}

/** A primary key and its replica key in Ireland. */
export async function relatedKeys(kms: TestKms, input: object = {}): Promise<{ primary: Placed; replica: Placed }> {
  const primary = await primaryKey(kms, input);
  await kms.call('ReplicateKey', { KeyId: primary.KeyId, ReplicaRegion: IRELAND });
  return { primary, replica: inIreland(kms, primary) };
}

/** The same with imported material, in the primary key only. */
export async function importedKeys(kms: TestKms): Promise<{ primary: Placed; replica: Placed }> {
  const KeyId = await externalKey(kms, { MultiRegion: true });
  await importMaterial(kms, KeyId, MATERIAL);
  await kms.call('ReplicateKey', { KeyId, ReplicaRegion: IRELAND });
  const primary = { KeyId, caller: kms };
  return { primary, replica: inIreland(kms, primary) };
}

function inIreland(kms: TestKms, { KeyId }: Placed): Placed {
  return { KeyId: KeyId.replace(REGION, IRELAND), caller: kms.as({ region: IRELAND }) };
}

export async function metadataOf({ KeyId, caller }: Placed) {
  return (await caller.call('DescribeKey', { KeyId })).KeyMetadata;
}

/** The refusal of an operation on that key, with its ARN as `<arn>`. */
export async function refusedOn({ KeyId, caller }: Placed, operation: OperationName, input: object = {}) {
  const { name, message } = await refused(caller.call(operation, { KeyId, ...input }));
  return { name, message: message?.replaceAll(KeyId, '<arn>') };
}

export function invalidState(text: string) {
  return { name: 'KMSInvalidStateException', message: `<arn> is ${text}.` };
}
