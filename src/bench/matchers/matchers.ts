import { expectedKind, wholeNumber } from '../../options/checks.js';
import type { RecordedCall } from '../calls/recorded-call.js';
import { type Command, operationOf } from '../command.js';
import { accessMatchers } from './access-matchers.js';
import {
  hasMembers,
  type MatcherContext,
  type MatcherResult,
  type Received,
  receivedBy,
  result,
  shown,
} from './matcher.js';
import { ofPromisesToo } from './promised-calls.js';

const AT = 'command';

/** Operations that encrypt something under the key that their output names as `KeyId`. */
const ENCRYPTING: ReadonlySet<string> = new Set([
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncrypt',
]);

const callMatchers = {
  toHaveReceivedKmsCommand(this: MatcherContext, kms: unknown, command: Command): MatcherResult {
    const operation = operationOf(command, AT);
    const received = receivedBy(kms);
    const pass = count(received, operation) > 0;
    return result(this, { pass, expectation: `received ${operation}`, received });
  },

  toHaveReceivedAnyKmsCommand(this: MatcherContext, kms: unknown): MatcherResult {
    const received = receivedBy(kms);
    const pass = received.calls.length + received.forgotten() > 0;
    return result(this, { pass, expectation: 'received any command', received });
  },

  toHaveReceivedKmsCommandTimes(this: MatcherContext, kms: unknown, command: Command, times: number): MatcherResult {
    const operation = operationOf(command, AT);
    wholeNumber(0)(times, 'times');
    const received = receivedBy(kms);
    const actual = count(received, operation);
    const expectation = `received ${operation} ${times} times, not ${actual} times`;
    return result(this, { pass: actual === times, expectation, received });
  },

  toHaveReceivedKmsCommandOnce(this: MatcherContext, kms: unknown, command: Command): MatcherResult {
    return callMatchers.toHaveReceivedKmsCommandTimes.call(this, kms, command, 1);
  },

  toHaveReceivedKmsCommandWith(this: MatcherContext, kms: unknown, command: Command, input: object): MatcherResult {
    return receivedWith(this, kms, command, input, (received, operation) => ({
      calls: received.calls,
      unknown: received.forgotten(operation),
      as: '',
    }));
  },

  toHaveReceivedKmsCommandExactlyOnceWith(
    this: MatcherContext,
    kms: unknown,
    command: Command,
    input: object,
  ): MatcherResult {
    return receivedWith(this, kms, command, input, (received, operation) => {
      const once = count(received, operation) === 1;
      return {
        calls: once ? received.calls : [],
        unknown: once ? received.forgotten(operation) : 0,
        as: `, and no other ${operation}`,
      };
    });
  },

  toHaveReceivedNthKmsCommandWith(
    this: MatcherContext,
    kms: unknown,
    nth: number,
    command: Command,
    input: object = {},
  ): MatcherResult {
    wholeNumber(1)(nth, 'nth');
    return receivedWith(this, kms, command, input, ({ calls, forgotten }) => ({
      ...only(calls, nth - forgotten()),
      as: ` as command ${nth}`,
    }));
  },

  toHaveReceivedLastKmsCommandWith(
    this: MatcherContext,
    kms: unknown,
    command: Command,
    input: object = {},
  ): MatcherResult {
    return receivedWith(this, kms, command, input, ({ calls }) => ({ ...only(calls, calls.length), as: ' last' }));
  },

  toHaveReceivedNthSpecificKmsCommandWith(
    this: MatcherContext,
    kms: unknown,
    nth: number,
    command: Command,
    input: object = {},
  ): MatcherResult {
    wholeNumber(1)(nth, 'nth');
    return receivedWith(this, kms, command, input, ({ calls, forgotten }, operation) => {
      const ofItsKind = calls.filter((call) => call.operation === operation);
      return { ...only(ofItsKind, nth - forgotten(operation)), as: ` as ${operation} number ${nth}` };
    });
  },

  /** A key id or key ARN, under which something was encrypted: also a data key or a data key pair. */
  toHaveEncryptedUnder(this: MatcherContext, kms: unknown, keyId: string, context?: object): MatcherResult {
    const received = receivedBy(kms);
    const pass = received.calls.some(
      ({ operation, input, output }) =>
        ENCRYPTING.has(operation) &&
        names(output?.KeyId, keyId) &&
        (context === undefined ||
          this.equals(input.EncryptionContext ?? input.DestinationEncryptionContext ?? {}, context)),
    );
    const bound = context === undefined ? '' : ` with the encryption context ${this.utils.printExpected(context)}`;
    const unknown = forgottenOf(received, ENCRYPTING);
    return result(this, { pass, expectation: `encrypted under ${keyId}${bound}`, received, unknown });
  },

  /** A key id or key ARN, under which something was decrypted. */
  toHaveDecryptedUnder(this: MatcherContext, kms: unknown, keyId: string): MatcherResult {
    const received = receivedBy(kms);
    const pass = received.calls.some(
      ({ operation, output }) =>
        (operation === 'Decrypt' && names(output?.KeyId, keyId)) ||
        (operation === 'ReEncrypt' && names(output?.SourceKeyId, keyId)),
    );
    const unknown = forgottenOf(received, new Set(['Decrypt', 'ReEncrypt']));
    return result(this, { pass, expectation: `decrypted under ${keyId}`, received, unknown });
  },
} as const;

/**
 * Matchers for `expect(kms)`, named after those of aws-sdk-client-mock. A command is a command class or the name of an
 * operation; retries of one `send` count once. What tells its calls by promises, as `connectLocalKms` does, gets promises.
 */
export const kmsMatchers = { ...accessMatchers, ...ofPromisesToo(callMatchers) } as const;

/** Calls of which one must be of the operation, with the input. */
interface Choice {
  readonly calls: readonly RecordedCall[];
  readonly unknown: number;
  /** Which they are, after the input. */
  readonly as: string;
}

/** What all matchers that end in `With` do; they differ in the calls that they look at. */
function receivedWith(
  context: MatcherContext,
  kms: unknown,
  command: Command,
  input: object,
  choose: (received: Received, operation: string) => Choice,
): MatcherResult {
  const operation = operationOf(command, AT);
  if (typeof input !== 'object' || input === null) expectedKind('input', input, 'an object with members of the input');
  const received = receivedBy(kms);
  const { calls, unknown, as } = choose(received, operation);
  const pass = calls.some((call) => call.operation === operation && hasMembers(context, call.input, input));
  const expectation = `received ${operation} with ${shown(input, context.utils.printExpected)}${as}`;
  return result(context, { pass, expectation, received, unknown });
}

/** The one at a position, of which 1 is the first that is remembered. */
function only(calls: readonly RecordedCall[], position: number): Pick<Choice, 'calls' | 'unknown'> {
  return { calls: position < 1 ? [] : calls.slice(position - 1, position), unknown: position < 1 ? 1 : 0 };
}

function count({ calls, forgotten }: Received, operation: string): number {
  return calls.filter((call) => call.operation === operation).length + forgotten(operation);
}

function forgottenOf({ forgotten }: Received, operations: ReadonlySet<string>): number {
  return Array.from(operations, forgotten).reduce((sum, one) => sum + one, 0);
}

function names(arn: unknown, keyId: string): boolean {
  return typeof arn === 'string' && (arn === keyId || arn.endsWith(`:key/${keyId}`));
}
