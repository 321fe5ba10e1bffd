import type { OperationName } from '../../src/model/operation-types.js';
import { ACCOUNT, type TestKms } from '../support/engine.js';
import { createGrant, keyArn } from '../support/grants.js';
import { type Fact, refused } from './fact.js';
import type { Source } from './source.js';

export type Row = readonly [id: string, says: string, source: Source, run: Fact['run'], expected: unknown];

export function facts(operation: OperationName, rows: readonly Row[]): Fact[] {
  return rows.map(([id, says, source, run, expected]) => {
    return { id: `grants-${id}`, group: 'grants', operation, says, source, run, expected };
  });
}

export const SERVICE = 'dynamodb.us-east-1.amazonaws.com';
export const SOURCE_ARN = `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/Example`;
export const DRY_RUN = {
  name: 'DryRunOperationException',
  message: 'The request would have succeeded, but the DryRun option is set.',
};
export const NO_ALIASES = { name: 'InvalidArnException', message: 'Key Aliases are not supported for this operation.' };

/** The error of CreateGrant on a new key, with the key's ARN as `<arn>`. */
export function creationRefused(
  members: object,
  key: object = {},
  prepare?: (kms: TestKms, KeyId: string) => Promise<unknown>,
) {
  return async (kms: TestKms): Promise<unknown> => {
    const KeyId = await keyArn(kms, key);
    await prepare?.(kms, KeyId);
    const { name, message } = await refused(createGrant(kms, KeyId, members));
    return { name, message: message?.replaceAll(KeyId, '<arn>') };
  };
}

/** Only the name, where the text is not known. */
export function nameOf(run: Fact['run']): Fact['run'] {
  return async (kms) => ((await run(kms)) as { name: string }).name;
}

/** Two grants made one after the other: whether ids and tokens are the same. */
export function twice(first: object, second: object) {
  return async (kms: TestKms): Promise<unknown> => {
    const KeyId = await keyArn(kms);
    const [one, two] = [await createGrant(kms, KeyId, first), await createGrant(kms, KeyId, second)];
    return { sameId: one.GrantId === two.GrantId, sameToken: one.GrantToken === two.GrantToken };
  };
}

/** The entry of ListGrants for a new grant, or some members of it. */
export function listed(members: object, ...names: string[]) {
  return async (kms: TestKms): Promise<unknown> => {
    const KeyId = await keyArn(kms);
    await createGrant(kms, KeyId, members);
    const [grant] = (await kms.call('ListGrants', { KeyId })).Grants as [object];
    return Object.fromEntries(Object.entries(grant).filter(([name]) => names.includes(name)));
  };
}
