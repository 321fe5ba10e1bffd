import type { Caller } from '../model/caller.js';
import { contextValue, serviceName } from './identity.js';
import type { CloudTrailRecord, EventResource } from './record.js';

/** What is the same in all records. */
export const FORMAT = { eventVersion: '1.11', eventSource: 'kms.amazonaws.com' } as const;

/** Where a call came from. */
export type Arrival = Pick<
  CloudTrailRecord,
  'sourceIPAddress' | 'userAgent' | 'vpcEndpointId' | 'vpcEndpointAccountId' | 'tlsDetails'
>;

/** What AWS does by itself comes from nowhere. */
export const INTERNAL = { sourceIPAddress: 'AWS Internal', userAgent: 'AWS Internal' } as const satisfies Arrival;

/** An AWS service has no address: it is named in its place. */
export function arrivalOf(caller: Caller): Arrival {
  const { principal, origin, scope } = caller;
  if (isService(principal)) return { sourceIPAddress: principal, userAgent: principal };
  if (origin?.via !== undefined) {
    const service = serviceName(origin.via);
    return { sourceIPAddress: service, userAgent: service, vpcEndpointId: 'AWS Internal' };
  }
  const endpoint = origin?.vpcEndpoint;
  return {
    sourceIPAddress: contextValue(caller, 'aws:SourceIp') ?? '127.0.0.1',
    userAgent: contextValue(caller, 'aws:UserAgent') ?? 'aws-sdk-js/3',
    ...(endpoint !== undefined && { vpcEndpointId: endpoint.id, vpcEndpointAccountId: scope.account }),
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_256_GCM_SHA384',
      clientProvidedHostHeader: `kms.${scope.region}.${domainOf(scope.partition)}`,
      keyExchange: 'X25519MLKEM768',
    },
  };
}

/** Whether an AWS service calls, for itself or for somebody. */
export function isCallOfService({ principal, origin }: Caller): boolean {
  return isService(principal) || origin?.via !== undefined;
}

/** `accountId`, `type`, `ARN`, in this order. */
export function eventResource(ARN: string): EventResource {
  return { accountId: ARN.split(':')[4] ?? '', type: 'AWS::KMS::Key', ARN };
}

function isService(principal: string): boolean {
  return !principal.startsWith('arn:');
}

/** https://docs.aws.amazon.com/general/latest/gr/kms.html */
function domainOf(partition: string): string {
  return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}
