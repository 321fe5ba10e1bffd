import type { AccessQuestion } from '../access/question.js';
import type { Command, CommandInput } from '../command.js';
import type { ExpectedDenial } from './access-matchers.js';

/** What a runner gives for `expect.any(String)` and the like. */
interface AsymmetricMatcher {
  asymmetricMatch(other: unknown): boolean;
}

/** A value, in which an asymmetric matcher may stand for any part; bytes and dates have no parts. */
type Expected<Value> =
  | AsymmetricMatcher
  | (Value extends Uint8Array | Date
      ? Value
      : Value extends object
        ? { [Part in keyof Value]: Expected<Value[Part]> }
        : Value);

/** Some members of a command's input; `undefined` for one that must not be there. */
export type ExpectedInput<Named extends Command> = {
  readonly [Member in keyof CommandInput<Named>]?: Expected<CommandInput<Named>[Member]> | undefined;
};

/**
 * The matchers as a runner's `expect(kms)` offers them. A command is a command class or the name of an operation; an
 * expected input has the types of the command's, or asymmetric matchers such as `expect.any(String)`. With a world in
 * another process, of `connectLocalKms`, each is awaited.
 */
export interface KmsMatchers<R = unknown> {
  /**
   * Whether a caller may call an operation, by `kms.can`; the explanation stands in the failure.
   * @example await expect(kms).toAllow({ principal: ordersRole, operation: 'Decrypt', KeyId: 'alias/orders' });
   */
  toAllow(question: AccessQuestion): Promise<void>;
  /** As `toAllow`; `by`: the kind of policy that denies it, such as `'service control policy'`. */
  toDeny(question: AccessQuestion, denial?: ExpectedDenial): Promise<void>;
  /** At least one such command. */
  toHaveReceivedKmsCommand(command: Command): R;
  toHaveReceivedAnyKmsCommand(): R;
  toHaveReceivedKmsCommandTimes(command: Command, times: number): R;
  toHaveReceivedKmsCommandOnce(command: Command): R;
  /**
   * At least one such command whose input has these members.
   * @example expect(kms).toHaveReceivedKmsCommandWith(EncryptCommand, { EncryptionContext: { tenant: 'acme' } });
   */
  toHaveReceivedKmsCommandWith<Named extends Command>(command: Named, input: ExpectedInput<Named>): R;
  /** One such command and no second, whose input has these members. */
  toHaveReceivedKmsCommandExactlyOnceWith<Named extends Command>(command: Named, input: ExpectedInput<Named>): R;
  /** The nth of all commands (1 is the first). */
  toHaveReceivedNthKmsCommandWith<Named extends Command>(nth: number, command: Named, input?: ExpectedInput<Named>): R;
  toHaveReceivedLastKmsCommandWith<Named extends Command>(command: Named, input?: ExpectedInput<Named>): R;
  /** The nth of the commands of that kind (1 is the first). */
  toHaveReceivedNthSpecificKmsCommandWith<Named extends Command>(
    nth: number,
    command: Named,
    input?: ExpectedInput<Named>,
  ): R;
  /** Encrypt, ReEncrypt or a data key under this key id or key ARN; optionally with exactly this encryption context. */
  toHaveEncryptedUnder(keyId: string, encryptionContext?: Expected<Readonly<Record<string, string>>>): R;
  /** Decrypt or ReEncrypt of ciphertext under this key id or key ARN. */
  toHaveDecryptedUnder(keyId: string): R;
}
