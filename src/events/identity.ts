import { WITHOUT_MFA } from '../authorization/conditions/global-keys.js';
import type { Principal } from '../authorization/principal.js';
import { callingArn } from '../model/arn.js';
import type { Caller, ContextValue } from '../model/caller.js';
import { exampleId } from '../model/unique-ids.js';
import type { SessionContext, UserIdentity } from './record.js';
import { eventTime } from './shown.js';

const HOUR = 3_600_000;

/** Who called, in the log of its own account. */
export function userIdentity(caller: Caller, principal: Principal, time: number): UserIdentity {
  if (principal.type === 'Service') return { type: 'AWSService', invokedBy: principal.arn };
  const via = caller.origin?.via;
  return { ...ofPerson(caller, principal, time), ...(via !== undefined && { invokedBy: serviceName(via) }) };
}

/** A caller of another account, in the log of the account that owns the key: it does not show the ARN. */
export function foreignIdentity(identity: UserIdentity): UserIdentity {
  const { type, principalId, accountId, invokedBy } = identity;
  if (type === 'AWSService' || principalId === undefined || accountId === undefined) return identity;
  return { type: 'AWSAccount', principalId, accountId, ...(invokedBy !== undefined && { invokedBy }) };
}

/** The DNS name of an AWS service. */
export function serviceName(service: string): string {
  return service.includes('.') ? service : `${service}.amazonaws.com`;
}

/** The value of a condition key that a test gave with the caller; names of condition keys have no case. */
export function contextValue({ origin }: Caller, key: string): string | undefined {
  const [, value] = Object.entries<ContextValue>(origin?.context ?? {}).find(
    ([name]) => name.toLowerCase() === key.toLowerCase(),
  ) ?? ['', undefined];
  return typeof value === 'object' ? value[0] : value;
}

function ofPerson(caller: Caller, { type, arn, account, role }: Principal, time: number): UserIdentity {
  const accountId = account ?? caller.scope.account;
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const userid = contextValue(caller, 'aws:userid');
  const accessKeyId = (prefix: 'AKIA' | 'ASIA') => exampleId(prefix, arn);
  switch (type) {
    case 'User': {
      const principalId = userid ?? exampleId('AIDA', arn);
      return { type: 'IAMUser', principalId, arn, accountId, accessKeyId: accessKeyId('AKIA'), userName: name };
    }
    case 'FederatedUser':
      return {
        type,
        principalId: userid ?? `${accountId}:${name}`,
        arn,
        accountId,
        accessKeyId: accessKeyId('ASIA'),
        sessionContext: { attributes: sessionAttributes(caller, time) },
      };
    case 'AssumedRole':
      return ofSession(caller, { accountId, session: arn, role: role ?? arn, userid }, time);
    default:
      return { type: 'Root', principalId: accountId, arn, accountId, accessKeyId: accessKeyId('AKIA') };
  }
}

interface Session {
  readonly accountId: string;
  /** ARN; of the role, where the caller is a role without a session. */
  readonly session: string;
  /** ARN, with its path. */
  readonly role: string;
  readonly userid: string | undefined;
}

function ofSession(caller: Caller, { accountId, session, role, userid }: Session, time: number): UserIdentity {
  const roleName = role.slice(role.lastIndexOf('/') + 1);
  const roleId = exampleId('AROA', role);
  const arn = callingArn(session);
  const sessionName = arn.slice(arn.lastIndexOf('/') + 1);
  return {
    type: 'AssumedRole',
    principalId: userid ?? `${roleId}:${sessionName}`,
    arn,
    accountId,
    accessKeyId: exampleId('ASIA', arn),
    sessionContext: {
      sessionIssuer: { type: 'Role', principalId: roleId, arn: role, accountId, userName: roleName },
      attributes: sessionAttributes(caller, time),
    },
  };
}

function sessionAttributes(caller: Caller, time: number): SessionContext['attributes'] {
  return {
    creationDate: contextValue(caller, 'aws:TokenIssueTime') ?? eventTime(Math.floor(time / HOUR) * HOUR),
    mfaAuthenticated: contextValue(caller, 'aws:MultiFactorAuthPresent') ?? WITHOUT_MFA,
  };
}
