import { CreateKeyCommand, KMSClient, type KMSClientConfig } from '@aws-sdk/client-kms';
import type { CallHooks } from '../../src/contract/hooks.js';
import { type KmsPlugin, localKms } from '../../src/index.js';
import { scopeOf } from '../../src/model/arn.js';
import type { Door } from '../../src/sdk-door/door.js';
import { addToStack } from '../../src/sdk-door/middleware.js';
import { testKms } from '../support/engine.js';

/** A client of a world. */
export function clientOf(kms: KmsPlugin = localKms(), config: KMSClientConfig = {}): KMSClient {
  const client = new KMSClient({ region: 'us-east-1', ...config });
  client.middlewareStack.use(kms);
  return client;
}

export async function newKeyId(client: KMSClient): Promise<string> {
  const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
  return KeyMetadata?.KeyId as string;
}

/** A plugin whose calls the test's own hooks see. */
export function pluginWith(hooks: CallHooks): Pick<KmsPlugin, 'applyToStack'> {
  const { world } = testKms({ world: { hooks } });
  const door: Door = {
    world,
    region: 'us-east-1',
    callerIn: (region) => ({ scope: scopeOf('000000000000', region), principal: 'arn:aws:iam::000000000000:root' }),
    newRequestId: () => crypto.randomUUID(),
    wholeStack: false,
    onUnhandled: 'error',
    warned: new Set(),
  };
  return { applyToStack: (stack) => addToStack(stack, door) };
}

/** The error of a call that must be refused. */
export async function errorOf(call: Promise<unknown>): Promise<Error & Record<string, never>> {
  return call.then(
    (output) => Promise.reject(new Error(`expected an error, got ${JSON.stringify(output)}`)),
    (error) => error,
  );
}
