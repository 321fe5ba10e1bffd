import type { OperationName } from '../../src/model/operation-types.js';
import type { IamOptions } from '../../src/options/iam/iam-options.js';
import { iamChanges } from '../../src/world/iam/plant-iam.js';
import { validInput } from '../support/api-model.js';
import { ACCOUNT, REGION, type TestKms, testKms } from '../support/engine.js';
import { GRANTEE } from '../support/grants.js';
import type { Permission } from './operation-needs.js';

export const ROLE: string = `arn:aws:iam::${ACCOUNT}:role/app/orders`;
export const SESSION: string = `arn:aws:sts::${ACCOUNT}:assumed-role/orders/s1`;
const ALIAS = 'alias/orders';

/** What policies a call meets. */
export interface Setting {
  readonly iam?: IamOptions;
  readonly sessionPolicy?: object;
  readonly endpointPolicy?: object;
  readonly keyPolicy?: object;
}

const TAG = { TagKey: 'a', TagValue: 'b' };

/** A world with a key that everybody may use, its alias, a grant and a ciphertext. */
export async function scene({ iam = {}, sessionPolicy, endpointPolicy, keyPolicy }: Setting, kms: TestKms = testKms()) {
  const policy = keyPolicy && { Policy: JSON.stringify(keyPolicy), BypassPolicyLockoutSafetyCheck: true };
  const { KeyMetadata } = await kms.call('CreateKey', {});
  const KeyId = KeyMetadata.Arn as string;
  await kms.call('CreateAlias', { AliasName: ALIAS, TargetKeyId: KeyId });
  const { GrantId } = await kms.call('CreateGrant', { KeyId, GranteePrincipal: GRANTEE, Operations: ['Encrypt'] });
  const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: new Uint8Array(1) });
  if (policy !== undefined) await kms.call('PutKeyPolicy', { KeyId, ...policy });
  plant(kms, iam);
  const caller = kms.as({
    principal: SESSION,
    ...(sessionPolicy && { sessionPolicies: [JSON.stringify(sessionPolicy)] }),
    ...(endpointPolicy && { origin: { vpcEndpoint: { id: 'vpce-1', policy: JSON.stringify(endpointPolicy) } } }),
  });
  return { caller, KeyId, GrantId, CiphertextBlob };
}

export function plant({ world }: TestKms, iam: IamOptions): void {
  world.state.applyAtOnce(iamChanges(world, iam));
}

export type Scene = Awaited<ReturnType<typeof scene>>;

export function inputOf(operation: OperationName, { KeyId, GrantId, CiphertextBlob }: Scene): object {
  const valid = validInput(operation);
  const keyed = 'KeyId' in valid || operation === 'RetireGrant' ? { KeyId } : {};
  const more: { readonly [N in OperationName]?: object } = {
    CreateAlias: { AliasName: 'alias/another', TargetKeyId: KeyId },
    CreateGrant: { GranteePrincipal: GRANTEE, Operations: ['Encrypt'] },
    CreateKey: { Tags: [TAG] },
    Decrypt: { CiphertextBlob, KeyId },
    DeleteAlias: { AliasName: ALIAS },
    ReEncrypt: { CiphertextBlob, SourceKeyId: KeyId, DestinationKeyId: KeyId },
    ReplicateKey: { ReplicaRegion: 'eu-west-1', Tags: [TAG] },
    RetireGrant: { GrantId },
    UpdateAlias: { AliasName: ALIAS, TargetKeyId: KeyId },
    UpdatePrimaryRegion: { PrimaryRegion: 'eu-west-1' },
  };
  return { ...valid, ...keyed, ...more[operation] };
}

export function whereOf(operation: OperationName, [, about]: Permission, KeyId: string): string {
  const alias = operation === 'CreateAlias' ? 'alias/another' : ALIAS;
  switch (about) {
    case 'key':
      return `on resource: ${KeyId} `;
    case 'alias':
      return `on resource: arn:aws:kms:${REGION}:${ACCOUNT}:${alias} `;
    case 'everything':
      return 'on resource: * ';
    default:
      return '';
  }
}
