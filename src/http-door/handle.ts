import { memo } from '../bytes/memo.js';
import type { CallInfo } from '../contract/hooks.js';
import { executeWhileWaited, inputShapes, isKnownOperation } from '../engine.js';
import type { Caller } from '../model/caller.js';
import { KmsFault } from '../model/fault.js';
import { unknownOperation } from '../model/faults/requests.js';
import type { OperationName } from '../model/operation-types.js';
import { isPromise, type MaybePromise, whenReady } from '../ports/maybe-promise.js';
import { decodeMembers, parseBody } from '../wire/read-input.js';
import { JSON_1_1 } from '../wire/response-headers.js';
import { writeOutput } from '../wire/write-output.js';
import { coralAnswer, internalFailure, refused, succeeded, unknownProtocol } from './answers.js';
import type { HttpDoor } from './door.js';
import { CUT, type HttpRequest, type HttpResponse } from './message.js';
import { whoCalls } from './who-calls.js';

const TARGET = 'TrentService.';

/**
 * Answers a request as AWS KMS does, at once where nothing has to be awaited. Checks come in the order that was measured on
 * AWS's services of this protocol: content type, JSON, target, credentials, types of JSON; the rest is the engine's.
 */
export function handle(door: HttpDoor, request: HttpRequest): MaybePromise<HttpResponse | typeof CUT> {
  const requestId = door.newRequestId();
  const failed = (error: unknown) => failure(error, request, requestId);
  try {
    const answered = carriedOut(door, request, requestId);
    return isPromise(answered) ? answered.catch(failed) : answered;
  } catch (error) {
    return failed(error);
  }
}

function carriedOut(door: HttpDoor, request: HttpRequest, requestId: string): MaybePromise<HttpResponse> {
  const contentType = mediaType(request.header('content-type') ?? '');
  if (contentType === 'application/json') return coralAnswer('UnknownOperationException', requestId);
  if (contentType !== JSON_1_1 || request.method !== 'POST') return unknownProtocol(requestId);
  const given = parseBody(request.body);
  const operation = operationOf(request);
  return whenReady(whoCalls(door, request), (caller) =>
    whenReady(inputShapes(operation), (shapes) => {
      const input = decodeMembers(shapes, given);
      const output = executeWhileWaited(door.world, callInfo(request, operation, caller, requestId, input));
      return whenReady(output, (there) => succeeded(writeOutput(there), requestId));
    }),
  );
}

/** Without parameters: clients send the same again and again. */
const mediaType = memo(100, (contentType: string) => contentType.split(';', 1)[0]?.trim().toLowerCase());

function failure(error: unknown, { signal }: HttpRequest, requestId: string): HttpResponse | typeof CUT {
  if (error instanceof KmsFault) return refused(error, requestId);
  if (signal?.aborted || isNetworkError(error)) return CUT;
  const { name, message } = (error ?? {}) as Partial<Error>;
  // Reset or restored meanwhile: after a failure of the service, clients would try again, in the world that is there now.
  if (name === 'AbortError') return refused(new KmsFault(name, message), requestId);
  console.error('[localkms] A call ended with an error that AWS KMS does not have:', error);
  return internalFailure(requestId);
}

function operationOf(request: HttpRequest): OperationName {
  const target = request.header('x-amz-target') ?? '';
  const name = target.slice(TARGET.length);
  if (!target.startsWith(TARGET) || !isKnownOperation(name)) throw unknownOperation();
  return name;
}

// What SDKs send with each attempt: `attempt=2; max=3`, and one invocation id for all attempts of a send.
const ATTEMPT = /(?:^|[;\s])attempt=(\d{1,4})\b/;
const INVOCATION_ID = /^[\w-]{1,64}$/;

function callInfo(
  { header, signal }: HttpRequest,
  operation: OperationName,
  caller: Caller,
  requestId: string,
  input: CallInfo['input'],
): CallInfo {
  const attempt = Number(ATTEMPT.exec(header('amz-sdk-request') ?? '')?.[1] ?? 1) || 1;
  const invocationId = header('amz-sdk-invocation-id') ?? '';
  const sendId = INVOCATION_ID.test(invocationId) ? invocationId : requestId;
  return { operation, caller, requestId, sendId, input, attempt, signal };
}

/** What a fault of a test throws for what happens below HTTP. */
function isNetworkError(error: unknown): boolean {
  const { code, name } = (error ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  return typeof code === 'string' || name === 'TimeoutError';
}
