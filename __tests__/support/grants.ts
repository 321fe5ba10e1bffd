import type { CreateGrantCommandInput } from '@aws-sdk/client-kms';
import { ACCOUNT, type TestKms } from './engine.js';

export const OTHER_ACCOUNT = '111122223333';
export const GRANTEE: string = `arn:aws:iam::${ACCOUNT}:role/Grantee`;
export const RETIRING: string = `arn:aws:iam::${ACCOUNT}:role/Retiring`;
/** A GrantId that no grant has. */
export const NO_GRANT_ID: string = '0'.repeat(64);

export async function keyArn(kms: TestKms, input: object = {}): Promise<string> {
  const { KeyMetadata } = await kms.call('CreateKey', input);
  return KeyMetadata.Arn as string;
}

export async function createGrant(
  kms: Pick<TestKms, 'call'>,
  KeyId: string,
  members: Partial<CreateGrantCommandInput> = {},
): Promise<{ GrantId: string; GrantToken: string }> {
  const grantee = members.GranteeServicePrincipal === undefined ? { GranteePrincipal: GRANTEE } : {};
  return kms.call('CreateGrant', { KeyId, ...grantee, Operations: ['Encrypt', 'Decrypt'], ...members });
}

/** Ids of the grants on a key, as ListGrants gives them. */
export async function grantIds(kms: Pick<TestKms, 'call'>, KeyId: string): Promise<(string | undefined)[]> {
  const { Grants } = await kms.call('ListGrants', { KeyId, Limit: 100 });
  return Grants.map(({ GrantId }) => GrantId);
}
