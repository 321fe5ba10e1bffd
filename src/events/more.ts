import { toHex } from '../bytes/hex.js';
import { decodeCbor, decodeCoseSign1 } from '../crypto/recipient/cose-sign1.js';
import { tellsKeyMaterialId } from '../rules/key-material-id.js';
import type { KeyRecord } from '../state/records/key.js';
import type { State } from '../state/state.js';
import type { EndOfCall, ToldCall } from './call-to-tell.js';

// What `additionalEventData` holds: each function gives some of its members.

/** Of the key material that did the work. https://docs.aws.amazon.com/kms/latest/developerguide/ct-decrypt.html */
export function keyMaterialId({ output }: ToldCall<object, { KeyMaterialId?: string | undefined }>): {
  keyMaterialId: string | undefined;
} {
  return { keyMaterialId: output.KeyMaterialId };
}

/** The same, where the answer does not tell it. https://docs.aws.amazon.com/kms/latest/developerguide/ct-encrypt.html */
export function currentKeyMaterialId({ keys: [key], error }: EndOfCall): { keyMaterialId: string | undefined } {
  const told = error === undefined && key !== undefined && tellsKeyMaterialId(key);
  return { keyMaterialId: told ? key.materials.current : undefined };
}

/** Of a key in a custom key store. https://docs.aws.amazon.com/kms/latest/developerguide/ct-decrypt.html */
export function keyStoreOfKey({ keys: [key] }: Pick<EndOfCall, 'keys'>): {
  customKeyStoreId: string | undefined;
  xksKeyId: string | undefined;
} {
  return { customKeyStoreId: key?.CustomKeyStoreId, xksKeyId: key?.XksKeyId };
}

/** What a verified attestation document says. https://docs.aws.amazon.com/kms/latest/developerguide/ct-nitro-enclave.html */
export function recipientOf({
  input: { Recipient },
  error,
}: Pick<ToldCall<{ Recipient?: { AttestationDocument?: Uint8Array | undefined } | undefined }>, 'input' | 'error'>): {
  recipient: object | undefined;
} {
  const document = error === undefined ? Recipient?.AttestationDocument : undefined;
  return { recipient: document && attested(document) };
}

function attested(document: Uint8Array): object {
  // It was verified when the call came.
  const payload = decodeCbor(decodeCoseSign1(document).payload) as Map<string, unknown>;
  const pcrs = (payload.get('pcrs') ?? payload.get('nitrotpm_pcrs')) as ReadonlyMap<number, Uint8Array>;
  const image = pcrs.get(0);
  return {
    attestationDocumentModuleId: payload.get('module_id'),
    ...(image !== undefined && { attestationDocumentEnclaveImageDigest: toHex(image) }),
  };
}

/** Of a key in a CloudHSM key store: where its material is. https://docs.aws.amazon.com/kms/latest/developerguide/ct-delete-key.html */
export function backingKeys(state: State, { CustomKeyStoreId, KeyId, Origin }: KeyRecord): Record<string, unknown> {
  if (CustomKeyStoreId === undefined || Origin !== 'AWS_CLOUDHSM') return {};
  return {
    customKeyStoreId: CustomKeyStoreId,
    clusterId: state.get('customKeyStores', CustomKeyStoreId)?.CloudHsmClusterId,
    backingKeys: JSON.stringify([backingKey(KeyId)]),
  };
}

/** The handle is ours: a cluster would number its keys. */
export function backingKey(keyId: string): { readonly keyHandle: string; readonly backingKeyId: string } {
  return { keyHandle: String(Number.parseInt(keyId.slice(-6), 16)), backingKeyId: keyId };
}

/** Of an operation on a custom key store. https://docs.aws.amazon.com/kms/latest/developerguide/ct-connect-keystore.html */
export function customKeyStore({ changes = [] }: Pick<EndOfCall, 'changes'>): Record<string, unknown> {
  for (const { table, from, to } of changes) {
    const store = table === 'customKeyStores' ? (to ?? from) : undefined;
    if (store !== undefined)
      return { customKeyStoreName: store.CustomKeyStoreName, clusterId: store.CloudHsmClusterId };
  }
  return {};
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/ct-retire-grant.html */
export function retiredGrant({ changes = [] }: Pick<EndOfCall, 'changes'>): { grantId: string | undefined } {
  for (const { table, from } of changes) if (table === 'grants') return { grantId: from?.GrantId };
  return { grantId: undefined };
}
