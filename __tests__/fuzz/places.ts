import * as Sdk from '@aws-sdk/client-kms';
import { ConfiguredRetryStrategy } from '@smithy/util-retry';
import type { LocalKms } from '../../src/index.js';
import type { OperationName } from '../../src/model/operation-types.js';
import { GRANTEE, OTHER_ACCOUNT } from '../support/grants.js';
import { CHINA } from '../support/keys.js';

/** Who calls, and from where; mostly the owner of the keys. */
export const PLACES = [
  ...Array.from({ length: 6 }, () => ({ region: 'us-east-1' })),
  { region: CHINA },
  { region: 'eu-west-1' },
  { region: 'us-east-1', principal: GRANTEE },
  { region: 'us-east-1', accountId: OTHER_ACCOUNT },
  {
    region: 'eu-west-1',
    accountId: OTHER_ACCOUNT,
    principal: `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/Role/session`,
  },
] as const;

export type Place = { readonly region: string; readonly accountId?: string; readonly principal?: string };

export type Send = (operation: OperationName, input: unknown, options?: object) => Promise<Record<string, unknown>>;

type AnyCommand = new (input: never) => Parameters<Sdk.KMSClient['send']>[0];

/** Sends by a client of the SDK. */
export function senderAt(kms: LocalKms, { region, ...caller }: Place): Send {
  const client = new Sdk.KMSClient({ region, retryStrategy: new ConfiguredRetryStrategy(2, () => 0) });
  (caller.principal === undefined && !('accountId' in caller) ? kms : kms.as(caller)).attach(client);
  return (operation, input, options) => {
    // biome-ignore lint/performance/noDynamicNamespaceImportAccess: any operation may be asked for
    const Command = Sdk[`${operation}Command` as keyof typeof Sdk] as unknown as AnyCommand;
    return client.send(new Command(input as never), options) as unknown as Promise<Record<string, unknown>>;
  };
}
