import type {
  CustomKeyStoreType,
  UpdateCustomKeyStoreCommandInput,
  XksProxyConnectivityType,
} from '@aws-sdk/client-kms';
import { storeMemberNotAllowed, storeMemberRequired } from '../../model/faults/custom-key-stores.js';

type Member =
  | Exclude<keyof UpdateCustomKeyStoreCommandInput, 'CustomKeyStoreId' | 'NewCustomKeyStoreName'>
  | 'TrustAnchorCertificate';
type Given = { readonly [M in Member]?: unknown };

/** Which members belong to which type of custom key store: all required in a new one, but for the VPC endpoint service. */
const MEMBERS: { readonly [T in CustomKeyStoreType]: readonly Member[] } = {
  AWS_CLOUDHSM: ['CloudHsmClusterId', 'TrustAnchorCertificate', 'KeyStorePassword'],
  EXTERNAL_KEY_STORE: [
    'XksProxyUriEndpoint',
    'XksProxyUriPath',
    'XksProxyAuthenticationCredential',
    'XksProxyConnectivity',
  ],
};

const VPC_ENDPOINT_SERVICE: readonly Member[] = ['XksProxyVpcEndpointServiceName', 'XksProxyVpcEndpointServiceOwner'];

/** Refuses members of the other type. */
export function checkMembersOfType(type: CustomKeyStoreType, input: Given): void {
  const foreign =
    type === 'AWS_CLOUDHSM' ? [...MEMBERS.EXTERNAL_KEY_STORE, ...VPC_ENDPOINT_SERVICE] : MEMBERS.AWS_CLOUDHSM;
  forbid(foreign, input, `a custom key store of type ${type}`);
}

/** A new custom key store has everything that its type needs. */
export function requireMembersOfType(type: CustomKeyStoreType, input: Given): void {
  requireAll(MEMBERS[type], input, `a custom key store of type ${type}`);
}

/** A VPC endpoint service is there exactly where the connectivity is one. */
export function checkVpcEndpointService(connectivity: XksProxyConnectivityType, input: Given): void {
  const what = `an external key store with ${connectivity} connectivity`;
  if (connectivity === 'VPC_ENDPOINT_SERVICE') requireAll(['XksProxyVpcEndpointServiceName'], input, what);
  else forbid(VPC_ENDPOINT_SERVICE, input, what);
}

/** Another connectivity comes with another endpoint. */
export function requireEndpointOf(connectivity: XksProxyConnectivityType, input: Given): void {
  requireAll(['XksProxyUriEndpoint'], input, `changing the XksProxyConnectivity to ${connectivity}`);
}

function requireAll(members: readonly Member[], input: Given, what: string): void {
  const missing = members.find((member) => input[member] === undefined);
  if (missing !== undefined) throw storeMemberRequired(missing, what);
}

function forbid(members: readonly Member[], input: Given, what: string): void {
  const given = members.find((member) => input[member] !== undefined);
  if (given !== undefined) throw storeMemberNotAllowed(given, what);
}
