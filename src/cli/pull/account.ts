import type { KMSClient, KMSClientConfig } from '@aws-sdk/client-kms';
import { ClearError } from '../clear-error.js';
import { loadKmsClient } from './lazy.js';

/** The operations that `pull` sends. All of them only read. */
const OPERATIONS = [
  'DescribeKey',
  'GetKeyPolicy',
  'GetKeyRotationStatus',
  'ListAliases',
  'ListGrants',
  'ListKeyRotations',
  'ListKeys',
  'ListResourceTags',
] as const;

export type ReadOperation = (typeof OPERATIONS)[number];

/** Sends an operation to a Region: its output, in AWS's words. */
export type Ask = (
  region: string,
  operation: ReadOperation,
  input: object,
) => Promise<Readonly<Record<string, unknown>>>;

/** An account as its caller's credentials show it. */
export interface Account {
  readonly ask: Ask;
  /** The Region that environment or profile name. */
  defaultRegion(): Promise<string>;
  close(): void;
}

/** Through the user's own SDK, which finds credentials, Region and endpoint as it always does. */
export async function openAccount(endpoint: string | undefined): Promise<Account> {
  const sdk = await loadKmsClient().catch(() => {
    throw new ClearError(
      '[localkms] pull: @aws-sdk/client-kms is not installed: npm install --save-dev @aws-sdk/client-kms',
    );
  });
  const commands = sdk as unknown as Readonly<Record<string, (new (input: object) => never) | undefined>>;
  const clients = new Map<string | undefined, KMSClient>();

  function clientIn(region?: string): KMSClient {
    const config: KMSClientConfig = {
      // Request quotas are per account and Region: SDKs slow down by themselves.
      retryMode: 'adaptive',
      maxAttempts: 10,
      ...(region !== undefined && { region }),
      ...(endpoint !== undefined && { endpoint }),
    };
    const client = clients.get(region) ?? new sdk.KMSClient(config);
    clients.set(region, client);
    return client;
  }

  return {
    async ask(region, operation, input) {
      const Command = commands[`${operation}Command`];
      if (Command === undefined) {
        throw new ClearError(`[localkms] pull: the installed @aws-sdk/client-kms has no ${operation}: update it`);
      }
      return { ...(await clientIn(region).send(new Command(input))) };
    },
    async defaultRegion() {
      try {
        return await clientIn().config.region();
      } catch {
        throw new ClearError('[localkms] pull: no Region is configured: give --region, or set AWS_REGION');
      }
    },
    close() {
      for (const client of clients.values()) client.destroy();
    },
  };
}

/** All items of a list, page by page. */
export async function listAll<Item>(
  ask: Ask,
  region: string,
  operation: ReadOperation,
  input: object,
  member: string,
): Promise<Item[]> {
  const items: Item[] = [];
  let Marker: unknown;
  do {
    const output = await ask(region, operation, { ...input, ...(Marker !== undefined && { Marker }) });
    // AWS's own type of this member.
    items.push(...((output[member] ?? []) as Item[]));
    Marker = output.Truncated === true ? output.NextMarker : undefined;
  } while (Marker !== undefined);
  return items;
}
