import { expected, refuse } from '../options/checks.js';
import type { Door } from './door.js';
import { addToStack } from './middleware.js';
import type { AttachableClient, SdkClient } from './stack.js';

/** Answers a client's commands, also those of which it has cached the handlers; its Region is read off its config. */
export function attach<Client extends AttachableClient>(client: Client, door: Door): Client {
  const given = checked(client);
  const { middlewareStack, config } = given;
  middlewareStack.use({ applyToStack: (stack) => addToStack(stack, door, config) });
  delete given.handlers;
  return client;
}

/** A client of KMS. */
function checked(client: unknown): SdkClient {
  const what = 'a client of the AWS SDK, such as new KMSClient({})';
  if (typeof client === 'function') {
    refuse('client', `expected ${what}; got the class ${client.name}, for whose clients there is installLocalKms`);
  }
  const given = client as SdkClient | null | undefined;
  if (typeof given?.middlewareStack?.use !== 'function') return expected('client', client, what);
  const { config } = given;
  if (config?.serviceId !== undefined && config.serviceId !== 'KMS') {
    refuse('client', `expected a client of KMS; got one of ${config.serviceId}`);
  }
  if (Object.isSealed(client)) refuse('client', 'it is sealed or frozen: the SDK itself cannot send anything by it');
  return given;
}
