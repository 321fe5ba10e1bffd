import type { OperationName } from '../../model/operation.js';
import { type CommandClass, operationOf } from '../faults/fault-rule.js';
import { hasMembers, type MatcherContext, type MatcherResult, result, sends } from './matcher.js';

type Command = OperationName | CommandClass;

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

/**
 * Matchers for `expect(kms)`, named after those of aws-sdk-client-mock. A command is a command class or the name of an
 * operation; retries of one `send` count once.
 */
export const kmsMatchers = {
  toHaveReceivedKmsCommand(this: MatcherContext, kms: unknown, command: Command): MatcherResult {
    const operation = operationOf(command, AT);
    const calls = sends(kms);
    const pass = calls.some((call) => call.operation === operation);
    return result(this, pass, `received ${operation}`, calls);
  },

  toHaveReceivedAnyKmsCommand(this: MatcherContext, kms: unknown): MatcherResult {
    const calls = sends(kms);
    return result(this, calls.length > 0, 'received any command', calls);
  },

  toHaveReceivedKmsCommandTimes(this: MatcherContext, kms: unknown, command: Command, times: number): MatcherResult {
    const operation = operationOf(command, AT);
    const calls = sends(kms);
    const received = calls.filter((call) => call.operation === operation).length;
    return result(this, received === times, `received ${operation} ${times} times, not ${received} times`, calls);
  },

  toHaveReceivedKmsCommandOnce(this: MatcherContext, kms: unknown, command: Command): MatcherResult {
    return kmsMatchers.toHaveReceivedKmsCommandTimes.call(this, kms, command, 1);
  },

  toHaveReceivedKmsCommandWith(this: MatcherContext, kms: unknown, command: Command, input: object): MatcherResult {
    const operation = operationOf(command, AT);
    const calls = sends(kms);
    const pass = calls.some((call) => call.operation === operation && hasMembers(this, call.input, input));
    return result(this, pass, `received ${operation} with ${this.utils.printExpected(input)}`, calls);
  },

  toHaveReceivedNthKmsCommandWith(
    this: MatcherContext,
    kms: unknown,
    nth: number,
    command: Command,
    input: object = {},
  ): MatcherResult {
    const operation = operationOf(command, AT);
    const calls = sends(kms);
    const call = calls[nth - 1];
    const pass = call?.operation === operation && hasMembers(this, call.input, input);
    const what = `received ${operation} with ${this.utils.printExpected(input)} as command ${nth}`;
    return result(this, pass, what, calls);
  },

  toHaveReceivedLastKmsCommandWith(
    this: MatcherContext,
    kms: unknown,
    command: Command,
    input: object = {},
  ): MatcherResult {
    const operation = operationOf(command, AT);
    const calls = sends(kms);
    const call = calls.at(-1);
    const pass = call?.operation === operation && hasMembers(this, call.input, input);
    return result(this, pass, `received ${operation} with ${this.utils.printExpected(input)} last`, calls);
  },

  toHaveReceivedNthSpecificKmsCommandWith(
    this: MatcherContext,
    kms: unknown,
    nth: number,
    command: Command,
    input: object = {},
  ): MatcherResult {
    const operation = operationOf(command, AT);
    const calls = sends(kms).filter((call) => call.operation === operation);
    const call = calls[nth - 1];
    const pass = call !== undefined && hasMembers(this, call.input, input);
    return result(this, pass, `received ${operation} number ${nth} with ${this.utils.printExpected(input)}`, calls);
  },

  /** A key id or key ARN, under which something was encrypted: also a data key or a data key pair. */
  toHaveEncryptedUnder(this: MatcherContext, kms: unknown, keyId: string, context?: object): MatcherResult {
    const calls = sends(kms);
    const pass = calls.some(
      ({ operation, input, output }) =>
        ENCRYPTING.has(operation) &&
        names(output?.KeyId, keyId) &&
        (context === undefined ||
          this.equals(input.EncryptionContext ?? input.DestinationEncryptionContext ?? {}, context)),
    );
    const bound = context === undefined ? '' : ` with the encryption context ${this.utils.printExpected(context)}`;
    return result(this, pass, `encrypted under ${keyId}${bound}`, calls);
  },

  /** A key id or key ARN, under which something was decrypted. */
  toHaveDecryptedUnder(this: MatcherContext, kms: unknown, keyId: string): MatcherResult {
    const calls = sends(kms);
    const pass = calls.some(
      ({ operation, output }) =>
        (operation === 'Decrypt' && names(output?.KeyId, keyId)) ||
        (operation === 'ReEncrypt' && names(output?.SourceKeyId, keyId)),
    );
    return result(this, pass, `decrypted under ${keyId}`, calls);
  },
} as const;

function names(arn: unknown, keyId: string): boolean {
  return typeof arn === 'string' && (arn === keyId || arn.endsWith(`:key/${keyId}`));
}

/** The matchers as a runner's `expect(kms)` offers them. */
export interface KmsMatchers<R = unknown> {
  /** At least one such command. */
  toHaveReceivedKmsCommand(command: Command): R;
  toHaveReceivedAnyKmsCommand(): R;
  toHaveReceivedKmsCommandTimes(command: Command, times: number): R;
  toHaveReceivedKmsCommandOnce(command: Command): R;
  /** At least one such command whose input has these members. */
  toHaveReceivedKmsCommandWith(command: Command, input: object): R;
  /** The nth of all commands (1 is the first). */
  toHaveReceivedNthKmsCommandWith(nth: number, command: Command, input?: object): R;
  toHaveReceivedLastKmsCommandWith(command: Command, input?: object): R;
  /** The nth of the commands of that kind (1 is the first). */
  toHaveReceivedNthSpecificKmsCommandWith(nth: number, command: Command, input?: object): R;
  /** Encrypt, ReEncrypt or a data key under this key id or key ARN; optionally with exactly this encryption context. */
  toHaveEncryptedUnder(keyId: string, encryptionContext?: object): R;
  /** Decrypt or ReEncrypt of ciphertext under this key id or key ARN. */
  toHaveDecryptedUnder(keyId: string): R;
}
