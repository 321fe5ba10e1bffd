import type { Exchange } from './exchange.js';
import { OPERATIONS } from './operations.js';
import { refusalResponse, S3Refusal } from './refusal.js';
import { type S3Request, type S3Response, UnreadObject } from './wire.js';

/** What a middleware hands down and gets back; the SDK's own types differ between its versions, this much never did. */
interface Arguments {
  readonly input: Readonly<Record<string, unknown>>;
  readonly request?: S3Request;
  /** What the upper place tells the lower: a context may be shared by sends, where a client caches its middlewares. */
  readonly [PASSING]?: Arrived | { readonly answer: S3Response };
}

const PASSING = Symbol('localkms.s3');

interface Result {
  readonly response: unknown;
}

type Handler = (args: Arguments) => Promise<Result>;

/** What the SDK tells a middleware about the command being sent. */
export interface S3Context {
  readonly clientName?: string;
  readonly commandName?: string;
  /** The Region that requests are signed for, of custom endpoints too. */
  readonly signing_region?: string;
  readonly __smithy_context?: { readonly abortSignal?: AbortSignal };
}

type Middleware = (next: Handler, context: S3Context) => Handler;

/** As much of the SDK's middleware stack as is touched here. */
export interface S3Stack {
  addRelativeTo(middleware: Middleware, options: object): void;
  add(middleware: Middleware, options: object): void;
}

/** What is the same for all commands of a client. */
export interface Service {
  newRequestId(): string;
  /** What an exchange has beside the request. */
  surroundings(context: S3Context): Pick<Exchange, 'keys' | 'defaults' | 'layouts'>;
}

/** A response that came back from the store, on its way up past the SDK's deserializer. */
class Arrived {
  response: S3Response | undefined;
  /** The SDK sets its clock by it. */
  get $response(): S3Response | undefined {
    return this.response;
  }
}

/**
 * Stands between S3 and the client in two places. The upper one, within the SDK's retry and before its signature, sees
 * requests as S3 does and decides what is sent and answered. The lower one, before the network, gives it the responses as
 * they come, and gives the SDK what is answered: as if S3 had sent it, so that the SDK makes its own output, streams,
 * checks and exceptions of it.
 */
export function addToStack(stack: S3Stack, { newRequestId, surroundings }: Service): void {
  const upper: Middleware = (next, context) => {
    const operation = context.clientName === 'S3Client' ? OPERATIONS.get(context.commandName ?? '') : undefined;
    if (operation === undefined) return next;

    return async (args) => {
      const { request, input } = args;
      if (request === undefined) return next(args);

      async function send(stored: S3Request): Promise<S3Response> {
        const arrived = new Arrived();
        try {
          await next({ ...args, request: stored, [PASSING]: arrived });
        } catch (error) {
          if (error !== arrived) throw error;
        }
        if (arrived.response === undefined) {
          throw new Error(
            '[localkms] a middleware of the client answered in the place of S3: there is nothing to decrypt',
          );
        }
        return arrived.response;
      }

      const { Bucket: bucket = '', Key: key = '' } = input as { readonly Bucket?: string; readonly Key?: string };
      const exchange = { request, input, bucket, key, send, ...surroundings(context) };
      const answer = await operation(exchange).catch((error) => {
        if (error instanceof S3Refusal) return refusalResponse(error, request.method, newRequestId);
        if (error instanceof UnreadObject) return error.response;
        throw error;
      });
      // This request is not sent.
      const { body: _, ...unsent } = request;
      return next({ ...args, request: { ...unsent, method: 'HEAD' }, [PASSING]: { answer } });
    };
  };

  const lower: Middleware = (next) => async (args) => {
    const expected = args[PASSING];
    if (expected === undefined) return next(args);
    if ('answer' in expected) return { response: expected.answer };
    // What stands below answers with a response: no deserializer comes after it.
    expected.response = (await next(args)).response as S3Response;
    throw expected;
  };

  stack.addRelativeTo(upper, {
    name: 's3Encryption',
    relation: 'after',
    toMiddleware: 'retryMiddleware',
    override: true,
  });
  stack.add(lower, { name: 's3EncryptionAnswers', step: 'deserialize', priority: 'low', override: true });
}
