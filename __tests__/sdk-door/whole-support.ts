import { KMSClient, type KMSClientConfig } from '@aws-sdk/client-kms';
import { ConfiguredRetryStrategy } from '@smithy/util-retry';
import { type LocalKms, type LocalKmsOptions, localKms } from '../../src/index.js';

export const STEPS = ['initialize', 'serialize', 'build', 'finalizeRequest', 'deserialize'] as const;

// What a middleware sees, by the little that these tests read.
export interface Request {
  method: string;
  protocol: string;
  hostname: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}
export interface Response {
  statusCode: number;
  reason: string;
  headers: Record<string, string>;
  body: Uint8Array;
}
export type Args = { input: Record<string, unknown>; request: Request };
type Look = (args: Args, step: string) => void;
type Result = { response: Response; output?: unknown };
type Answered = (result: Result, step: string) => void;
export type Next = (args: Partial<Args>) => Promise<Result>;

/** As on a machine without AWS, for every test of a file: nothing to sign with, nowhere to go. */
export function withoutAws(): void {
  const environment = { ...process.env };
  beforeEach(() => {
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
    process.env.AWS_CONFIG_FILE = '/nonexistent';
    process.env.AWS_SHARED_CREDENTIALS_FILE = '/nonexistent';
  });
  afterAll(() => {
    process.env = environment;
  });
}

/** A client that runs its whole stack, and its world. */
export function wholeClient(
  config: KMSClientConfig = {},
  options: LocalKmsOptions = {},
): { readonly client: KMSClient; readonly kms: LocalKms } {
  const kms = localKms({ keys: [{ Alias: 'alias/orders' }], ...options, wholeStack: true });
  const retryStrategy = new ConfiguredRetryStrategy(3, () => 0);
  return { client: kms.attach(new KMSClient({ retryStrategy, ...config })), kms };
}

/** Hangs on every step of a client. */
export function watch(client: KMSClient, look: Look, answered: Answered = () => {}): void {
  for (const step of STEPS) {
    client.middlewareStack.add(
      ((next: Next) => async (args: Args) => {
        look(args, step);
        const result = await next(args);
        answered(result, step);
        return result;
      }) as never,
      { step, name: `of the test in ${step}` } as never,
    );
  }
}
