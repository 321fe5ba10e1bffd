import { rootArn, scopeOf } from '../model/arn.js';
import type { Caller } from '../model/caller.js';
import { refuse } from './checks.js';

export const DEFAULT_ACCOUNT = '000000000000';

/** The caller in each Region: the given principal, or the root user of the account. */
export type CallerIn = (region: string) => Caller;

export function callerIn(account: string | undefined, principal: string | undefined, path: string): CallerIn {
  const principalAccount = principal?.split(':')[4];
  if (account !== undefined && principalAccount !== undefined && account !== principalAccount) {
    refuse(path, `${account} is not the account of ${principal}`);
  }
  const home = account ?? principalAccount ?? DEFAULT_ACCOUNT;
  return (region) => {
    const scope = scopeOf(home, region);
    return { scope, principal: principal ?? rootArn(scope) };
  };
}
