// client-kms before 3.576 does not put the command into the context: a stack joined as such an SDK joins it.
import { constructStack } from '@smithy/middleware-stack';
import type { MiddlewareStack as SdkStack } from '@smithy/types';
import { type KmsPlugin, localKms } from '../../src/index.js';
import { errorOf } from './support.js';

type Stack = SdkStack<object, object>;
type Output = Record<string, never> & { KeyMetadata: { Arn: string } };

const HOST = 'kms.eu-west-1.amazonaws.com';
const IN_IRELAND = /^arn:aws:kms:eu-west-1:000000000000:key\//;

class NotFoundException extends Error {}

/** How an SDK finds the host: since its endpoint rules, and before. */
const HOST_MIDDLEWARES: Record<string, (stack: Stack) => void> = {
  'endpoint rules': (stack) =>
    stack.add(
      (next, context) => async (args) => {
        context.endpointV2 = { url: new URL(`https://${HOST}`) };
        return next(args);
      },
      { step: 'serialize', name: 'endpointV2Middleware' },
    ),
  'a serializer alone': (stack) =>
    stack.add((next) => async (args) => next({ ...args, request: { hostname: HOST } } as never), {
      step: 'serialize',
      name: 'serializerMiddleware',
    }),
};

/** What a client with this plugin would chain. */
const CLIENTS: Record<string, () => Stack> = {
  'a client that nobody changed': () => constructStack<object, object>(),
  'a client whose whole chain runs': () => {
    const stack = constructStack<object, object>();
    stack.add((next) => async (args) => next(args), { step: 'serialize', priority: 'high' });
    return stack;
  },
};

function commandStack(addHost: (stack: Stack) => void): Stack {
  const stack = constructStack<object, object>();
  addHost(stack);
  const deserialize = (next: (args: never) => Promise<{ response: unknown }>) => async (args: never) => {
    const { response } = await next(args);
    const { body } = response as { body: Uint8Array };
    throw new NotFoundException(JSON.parse(new TextDecoder().decode(body)).message);
  };
  stack.add(deserialize as never, { step: 'deserialize', name: 'deserializerMiddleware' });
  return stack;
}

/** Sends a command as `resolveMiddleware` of these SDKs does. */
async function send(client: Stack, command: Stack, commandName: string, input: object): Promise<Output> {
  const leave = () => Promise.reject(new Error('The call left the process'));
  const chain = client.concat(command).resolve(leave, { clientName: 'KMSClient', commandName });
  return (await chain({ input })).output as Output;
}

function stackWith(plugin: Pick<KmsPlugin, 'applyToStack'>, client = constructStack<object, object>()) {
  client.use(plugin);
  return client;
}

/** A client's stack whose `concat` a tracer wrapped before the plugin was there. */
function traced(): Stack {
  const stack = constructStack<object, object>();
  const { concat } = stack;
  stack.concat = Object.assign((from: never) => concat.call(stack, from), { wrapped: true }) as never;
  return stack;
}

describe.each(Object.entries(HOST_MIDDLEWARES))('an SDK that does not tell the command, with %s', (_, addHost) => {
  describe.each(Object.entries(CLIENTS))('%s', (_, newClient) => {
    it("answers in the client's own Region", async () => {
      const client = stackWith(localKms(), newClient());
      const { KeyMetadata } = await send(client, commandStack(addHost), 'CreateKeyCommand', {});
      expect(KeyMetadata.Arn).toMatch(IN_IRELAND);
    });

    it("throws what the command's own deserializer makes of the answer", async () => {
      const client = stackWith(localKms(), newClient());
      const input = { KeyId: 'alias/missing' };
      const error = await errorOf(send(client, commandStack(addHost), 'DescribeKeyCommand', input));
      expect(error).toBeInstanceOf(NotFoundException);
      expect(error.message).toBe('Alias arn:aws:kms:eu-west-1:000000000000:alias/missing is not found.');
    });
  });

  it("does so from the command's own stack", async () => {
    const command = stackWith(localKms(), commandStack(addHost));
    const { KeyMetadata } = await send(constructStack<object, object>(), command, 'CreateKeyCommand', {});
    expect(KeyMetadata.Arn).toMatch(IN_IRELAND);
  });

  it('refuses where it cannot know the Region, rather than answer from another', async () => {
    const client = stackWith(localKms(), traced());
    const error = await errorOf(send(client, commandStack(addHost), 'CreateKeyCommand', {}));
    expect(error.message).toBe(
      '[localkms] This version of the AWS SDK hides the Region of the client: use kms.attach(client), or give localKms() a region.',
    );
  });

  it('need not know it where an option names one', async () => {
    const client = stackWith(localKms({ region: 'sa-east-1' }), traced());
    const { KeyMetadata } = await send(client, commandStack(addHost), 'CreateKeyCommand', {});
    expect(KeyMetadata.Arn).toMatch(/^arn:aws:kms:sa-east-1:/);
  });
});
