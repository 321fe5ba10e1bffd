import type { CustomKeyStoreType, XksProxyConnectivityType } from '@aws-sdk/client-kms';
import type { InputOf } from '../../contract/call.js';
import { storeMemberNotAllowed, storeMemberRequired } from '../../model/faults/custom-key-stores.js';

const CLUSTER = ['CloudHsmClusterId', 'TrustAnchorCertificate', 'KeyStorePassword'] as const;

const PROXY = [
  'XksProxyUriEndpoint',
  'XksProxyUriPath',
  'XksProxyAuthenticationCredential',
  'XksProxyConnectivity',
] as const;

const VPC_ENDPOINT_SERVICE = ['XksProxyVpcEndpointServiceName', 'XksProxyVpcEndpointServiceOwner'] as const;

type Member = (typeof CLUSTER | typeof PROXY | typeof VPC_ENDPOINT_SERVICE)[number];
type Given = { readonly [M in Member]?: unknown };
type NewStore = InputOf<'CreateCustomKeyStore'>;

/** Input in which members are there for certain. */
type With<I, M extends keyof I> = I & { readonly [N in M]-?: Exclude<I[N], undefined> };

/** Refuses members of the other type. */
export function checkMembersOfType(type: CustomKeyStoreType, input: Given): void {
  const foreign = type === 'AWS_CLOUDHSM' ? [...PROXY, ...VPC_ENDPOINT_SERVICE] : CLUSTER;
  forbid(foreign, input, aStoreOf(type));
}

/** What a new custom key store in a cluster needs: all of its members. */
export function clusterMembers(input: NewStore): With<NewStore, (typeof CLUSTER)[number]> {
  return requireAll(CLUSTER, input, aStoreOf('AWS_CLOUDHSM'));
}

/** What a new external key store needs: all of its members, but for the VPC endpoint service. */
export function proxyMembers(input: NewStore): With<NewStore, (typeof PROXY)[number]> {
  return requireAll(PROXY, input, aStoreOf('EXTERNAL_KEY_STORE'));
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

function aStoreOf(type: CustomKeyStoreType): string {
  return `a custom key store of type ${type}`;
}

function requireAll<I extends Given, M extends Member & keyof I>(
  members: readonly M[],
  input: I,
  what: string,
): With<I, M> {
  const missing = members.find((member) => input[member] === undefined);
  if (missing !== undefined) throw storeMemberRequired(missing, what);
  // Looked at one by one, which TypeScript does not follow.
  return input as With<I, M>;
}

function forbid(members: readonly Member[], input: Given, what: string): void {
  const given = members.find((member) => input[member] !== undefined);
  if (given !== undefined) throw storeMemberNotAllowed(given, what);
}
