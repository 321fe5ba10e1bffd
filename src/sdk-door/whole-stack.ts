import type { CallInfo } from '../contract/hooks.js';
import { executeWhileWaited, inputShapes } from '../engine.js';
import type { Caller } from '../model/caller.js';
import { KmsFault } from '../model/fault.js';
import { faultBody } from '../model/fault-body.js';
import type { OperationName } from '../model/operation-types.js';
import { decodeMembers, parseBody } from '../wire/read-input.js';
import { writeOutput } from '../wire/write-output.js';
import type { Door, Send } from './door.js';
import { hintAt } from './elsewhere.js';
import { withoutInstanceMetadata } from './instance-metadata.js';
import type { Handler, HandlerArguments, HandlerContext, Middleware } from './stack.js';
import { entriesOf } from './stack-entries.js';
import type { Chained } from './whole-chains.js';
import { wholeResponse } from './whole-response.js';

/** A chain that is to be whole, and what answers at its end. */
export interface Whole extends Chained {
  /** Of the entry of localkms. */
  readonly name: string;
  readonly door: Door;
  findCaller(): Promise<Caller>;
  /** The next attempt of a send. */
  nextCall(send: Send, caller: Caller, input: Record<string, unknown>): CallInfo;
}

/** What travels with the request; a middleware of the user's that makes new arguments loses it, not the call. */
interface SentArguments extends HandlerArguments {
  readonly localKmsSend?: Send;
}

/**
 * The chain that the SDK would have run, in its order, from the first middleware to the request handler, in whose place
 * AWS KMS of this world answers the request. Only what needs credentials or a configured Region is replaced.
 * See docs/decisions/0014-whole-stacks.md.
 */
export function wholeChain(whole: Whole): Handler {
  const { joined, resolve, context } = whole;
  const standIns = standInsFor(whole);
  const entries = entriesOf(joined);
  // All anew, since an entry in another's place would run after those that came later.
  for (const { middleware } of entries) joined.remove(middleware);
  for (const { middleware, options } of entries) {
    const standIn = standIns(options.name, middleware) ?? middleware;
    const entry = { ...options, middleware: standIn };
    if (options.toMiddleware !== undefined) joined.addRelativeTo(standIn, entry);
    else joined.add(standIn, entry);
  }
  return resolve.call(joined, (args) => answer(whole, args), context);
}

/** Of the SDK's own middlewares, by name: in every version, as a user's may be placed beside them. */
function standInsFor(whole: Whole): (name: string | undefined, own: Middleware) => Middleware | undefined {
  const pass: Middleware = (next) => next;
  return (name, own) => {
    switch (name) {
      case whole.name:
        return entry(whole);
      case 'endpointV2Middleware':
        return endpoint(whole, own);
      // They ask for credentials and sign with them; the latter before client-kms 3.513.
      case 'httpAuthSchemeMiddleware':
      case 'httpSigningMiddleware':
      case 'awsAuthMiddleware':
        return pass;
      default:
        return undefined;
    }
  };
}

/** What stands at the place of localkms: it sees each send once. */
function entry({ door, findCaller }: Whole): Middleware {
  return (next) => async (args) => {
    const sent: SentArguments = { ...args, localKmsSend: { attempts: 0, id: undefined } };
    try {
      return await next(sent);
    } catch (error) {
      if ((error as Partial<Error> | undefined)?.name === 'NotFoundException') {
        hintAt(error, door.world, (await findCaller()).scope, args.input as Record<string, unknown>);
      }
      throw error;
    }
  };
}

/** The SDK's own endpoint, also a custom one; AWS's of the caller's Region where the client has no Region. */
function endpoint({ findCaller }: Whole, own: Middleware): Middleware {
  return (next, context: HandlerContext & { endpointV2?: object }) => async (args) => {
    const resolve = own(async () => ({ response: undefined }), context);
    try {
      await withoutInstanceMetadata(() => resolve(args));
    } catch {
      const { region, partition } = (await findCaller()).scope;
      const url = new URL(`https://kms.${region}.${DOMAINS[partition] ?? 'amazonaws.com'}/`);
      context.endpointV2 = { url, headers: {}, properties: {} };
    }
    return next(args);
  };
}

/** `dnsSuffix` of each partition that has another than the first: https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json */
const DOMAINS: Readonly<Record<string, string>> = {
  'aws-cn': 'amazonaws.com.cn',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
  'aws-iso-e': 'cloud.adc-e.uk',
  'aws-iso-f': 'csp.hci.ic.gov',
  'aws-eusc': 'amazonaws.eu',
};

/** In place of the request handler: the request's body is what counts, and the response is as AWS KMS writes it. */
async function answer(whole: Whole, args: SentArguments): ReturnType<Handler> {
  const { door, findCaller, nextCall } = whole;
  const call = nextCall(args.localKmsSend ?? { attempts: 0, id: undefined }, await findCaller(), {});
  const { requestId } = call;
  try {
    const shapes = await inputShapes(call.operation as OperationName);
    const input = decodeMembers(shapes, parseBody(args.request?.body ?? '{}'));
    const output = await executeWhileWaited(door.world, { ...call, input });
    return { response: wholeResponse(200, requestId, writeOutput(output)) };
  } catch (error) {
    if (!(error instanceof KmsFault)) throw error;
    return { response: wholeResponse(error.status, requestId, faultBody(error)) };
  }
}
