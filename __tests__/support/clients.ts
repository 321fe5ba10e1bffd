import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import type { KmsPlugin } from '../../src/index.js';

/** A client of a world, set to a Region or to none. */
export function clientOf(kms: KmsPlugin, region?: string): KMSClient {
  return kms.attach(new KMSClient(region === undefined ? {} : { region }));
}

/** Makes a key, and answers what every key has. */
export async function newKey(kms: KmsPlugin, input = {}, region?: string) {
  const { KeyMetadata } = await clientOf(kms, region).send(new CreateKeyCommand(input));
  return KeyMetadata as { KeyId: string; Arn: string; AWSAccountId: string; CreationDate: Date };
}
