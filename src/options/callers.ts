import { rootArn, scopeOf } from '../model/arn.js';
import type { Caller, CallOrigin, VpcEndpoint } from '../model/caller.js';
import { refuse } from './checks.js';
import type { CallerOptions, CallerPlaceOptions, VpcEndpointOptions } from './options.js';

export const DEFAULT_ACCOUNT = '000000000000';

/** The caller in each Region: the given principal, or the root user of the account. */
export type CallerIn = (region: string) => Caller;

export function callerIn(
  account: string | undefined,
  principal: string | undefined,
  path: string,
  how: Pick<Caller, 'sessionPolicies' | 'origin'> = {},
): CallerIn {
  const principalAccount = principal?.split(':')[4];
  if (account !== undefined && principalAccount !== undefined && account !== principalAccount) {
    refuse(path, `${account} is not the account of ${principal}`);
  }
  const home = account ?? principalAccount ?? DEFAULT_ACCOUNT;
  return (region) => {
    const scope = scopeOf(home, region);
    return { scope, principal: principal ?? rootArn(scope), ...how };
  };
}

/** The caller that options tell of. */
export function callerOf(options: CallerPlaceOptions, accountPath: string): CallerIn {
  const { accountId, principal, service } = options;
  return callerIn(accountId, principal ?? service, accountPath, isPlain(options) ? {} : howOf(options));
}

/** Whether they tell no more than who calls. */
export function isPlain(options: CallerPlaceOptions): boolean {
  return Object.keys(options).every((name) => /^(accountId|principal|region)$/.test(name));
}

/** Wrong ones are told of by `checkCaller`, which in a browser comes later. */
function howOf({ sessionPolicies, via, sourceArn, vpcEndpoint, context }: CallerOptions): Partial<Caller> {
  const origin: CallOrigin = {
    ...(via && { via }),
    ...(sourceArn && { sourceArn }),
    ...(vpcEndpoint && { vpcEndpoint: endpointOf(vpcEndpoint) }),
    ...(context && { context: { ...context } }),
  };
  return {
    ...(Array.isArray(sessionPolicies) && { sessionPolicies: sessionPolicies.map(jsonOf) }),
    ...(Object.keys(origin).length > 0 && { origin }),
  };
}

function endpointOf({ id, policy }: VpcEndpointOptions): VpcEndpoint {
  return { id, ...(policy && { policy: jsonOf(policy) }) };
}

function jsonOf(document: string | object): string {
  return typeof document === 'string' ? document : JSON.stringify(document);
}
