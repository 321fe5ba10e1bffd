import type { OperationName } from '../../src/model/operation-types.js';
import type { TestKms } from '../support/engine.js';
import { type Fact, refused } from './fact.js';
import type { Source } from './source.js';

export type Fail = { name: string; message: string | undefined };

/** Makes the facts of one group. */
export function factsOf(group: string) {
  return function fact(
    id: string,
    operation: OperationName,
    says: string,
    source: Source,
    run: Fact['run'],
    expected: unknown,
  ): Fact {
    return { id: `${group}-${id}`, group, operation, says, source, run, expected };
  };
}

export function invalid(message?: string): Fail {
  return { name: 'ValidationException', message };
}

export function violates(...constraints: readonly string[]): Fail {
  const count = constraints.length === 1 ? '1 validation error' : `${constraints.length} validation errors`;
  return invalid(`${count} detected: ${constraints.join('; ')}`);
}

export async function newKey(kms: Pick<TestKms, 'call'>, input: object = {}): Promise<{ KeyId: string; Arn: string }> {
  const { KeyMetadata } = await kms.call('CreateKey', input);
  return KeyMetadata as { KeyId: string; Arn: string };
}

/** A refusal in which `<arn>` stands for the ARN of a key. */
export async function refusedOn({ Arn }: { Arn: string }, call: Promise<unknown>): Promise<Fail> {
  const { name, message } = await refused(call);
  return { name, message: message?.replaceAll(Arn, '<arn>') };
}

/** What an operation answers for a new key in a key state. */
export function onKey(
  operation: OperationName,
  {
    key: created = {},
    input = {},
    state,
  }: { key?: object; input?: object; state?: 'Disabled' | 'PendingDeletion' } = {},
): Fact['run'] {
  return async (kms) => {
    const key = await newKey(kms, created);
    if (state === 'Disabled') await kms.call('DisableKey', { KeyId: key.KeyId });
    if (state === 'PendingDeletion') await kms.call('ScheduleKeyDeletion', { KeyId: key.KeyId });
    const call = kms.call(operation, { KeyId: key.KeyId, ...input });
    return call.catch(() => refusedOn(key, call));
  };
}

export const DISABLED: Fail = { name: 'DisabledException', message: '<arn> is disabled.' };
export const PENDING_DELETION: Fail = { name: 'KMSInvalidStateException', message: '<arn> is pending deletion.' };
export const NO_ALIASES: Fail = {
  name: 'InvalidArnException',
  message: 'Key Aliases are not supported for this operation.',
};
