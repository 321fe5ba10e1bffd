import { KMSClient } from '@aws-sdk/client-kms';

/** A client of the AWS SDK, local or not. */
export interface KmsClientLike {
  // biome-ignore lint/suspicious/noExplicitAny: the one type that every version of the SDK's clients is assignable to
  send(command: any): Promise<any>;
}

/** A world of `localKms`, or one of its callers: the keys are those of its own Region. */
export interface KmsWorldLike {
  attach<Client extends { readonly middlewareStack: { use(plugin: never): void } }>(client: Client): Client;
}

export type KmsSource = KmsClientLike | KmsWorldLike;

export function clientOf(source: KmsSource): KmsClientLike {
  return 'send' in source ? source : source.attach(new KMSClient({}));
}
