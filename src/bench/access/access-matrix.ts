import { KMS_CONDITION_KEYS } from '../../authorization/conditions/kms-keys.js';
import type { World } from '../../contract/world.js';
import { inputShapes } from '../../engine.js';
import type { OperationInput, OperationName } from '../../model/operation-types.js';
import { expected, isPlainObject, listOf, members, refuse, text } from '../../options/checks.js';
import type { CallerPlaceOptions } from '../../options/options.js';
import { operationOf } from '../command.js';
import { type AccessQuestion, ask, type CallerOf } from './question.js';

/** What a matrix asks for: each operation on each key by each principal. */
export interface AccessMatrixQuestion {
  /** ARNs, or what `kms.as` takes. Default: every user and role of the option `iam`. */
  readonly principals?: readonly (string | CallerPlaceOptions)[];
  /** Default: those that use a key's secret, and those that end or change its protection. */
  readonly operations?: readonly OperationName[];
  /** In any form of a KeyId; the matrix names them alike. Default: every customer managed key, by its first alias or its ARN. */
  readonly keys?: readonly string[];
  /** Members of the input that policies may ask for, such as EncryptionContext; each operation gets those that it has. */
  readonly input?: Partial<OperationInput<'Decrypt'>>;
}

/** By principal, key and operation whether it is allowed: plain data that is made to be a snapshot of a test. */
export interface AccessMatrix {
  readonly [principal: string]: { readonly [key: string]: { readonly [operation: string]: boolean } };
}

/** Decrypting and encrypting, and what changes who may, or ends it. */
const OPERATIONS: readonly OperationName[] = [
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'CreateGrant',
  'PutKeyPolicy',
  'DisableKey',
  'ScheduleKeyDeletion',
];

const checkQuestion = members<AccessMatrixQuestion>({
  principals: listOf((value, path) => {
    if (typeof value !== 'string' && !isPlainObject(value)) expected(path, value, 'an ARN, or what kms.as takes');
  }, 'a list of ARNs, or of what kms.as takes'),
  operations: listOf((value, path) => void operationOf(value, path), 'a list of operations'),
  keys: listOf(text(/^/, 'a KeyId'), 'a list of KeyIds'),
  input: (value, path) => {
    if (!isPlainObject(value)) expected(path, value, 'an object with members of the input, such as EncryptionContext');
  },
});

/** Asks for each, and calls nothing. */
export async function accessMatrix(
  world: World,
  question: AccessMatrixQuestion,
  callerOf: CallerOf,
  arnOf: (id: string) => string,
): Promise<AccessMatrix> {
  checkQuestion(question, 'question');
  const { operations = OPERATIONS, input = {} } = question;
  const inputs = await inputsOf(operations, input);
  const principals = question.principals ?? everyIdentity(world);
  const keys = (question.keys ?? everyKey(world)).map((name) => ({
    name,
    Arn: arnOf(name),
  }));
  const matrix: { [principal: string]: { [key: string]: { [operation: string]: boolean } } } = {};
  for (const [at, principal] of principals.entries()) {
    const place = typeof principal === 'string' ? { principal } : principal;
    const row: { [key: string]: { [operation: string]: boolean } } = {};
    matrix[nameOf(place)] = row;
    for (const { name, Arn } of keys) {
      const cell: { [operation: string]: boolean } = {};
      row[name] = cell;
      for (const [operation, given] of inputs) {
        const KeyId = TAKING_ALIASES.includes(operation) ? name : Arn;
        const one = { ...place, ...given, operation, ...keyMembers(operation, KeyId) } as AccessQuestion;
        const { refusal } = await ask(world, one, callerOf, `question.principals[${at}]`);
        cell[operation] = refusal === undefined;
      }
    }
  }
  return matrix;
}

/** Each operation gets the members that it has; one that none of them has is refused. */
async function inputsOf(operations: readonly OperationName[], input: object): Promise<Map<OperationName, object>> {
  const inputs = new Map<OperationName, object>();
  const taken = new Set<string>();
  for (const [at, operation] of operations.entries()) {
    const shapes = await inputShapes(operation);
    if (!Object.hasOwn(shapes, 'KeyId') && operation !== 'ReEncrypt') {
      refuse(`question.operations[${at}]`, `${operation} is about no key that a KeyId names`);
    }
    const own = Object.entries(input).filter(([name]) => Object.hasOwn(shapes, name));
    for (const [name] of own) taken.add(name);
    inputs.set(operation, Object.fromEntries(own));
  }
  const stray = Object.keys(input).find((name) => !taken.has(name));
  if (stray !== undefined) refuse(`question.input.${stray}`, 'none of the operations has such a member');
  return inputs;
}

/** The others refuse an alias. */
const TAKING_ALIASES: readonly string[] = KMS_CONDITION_KEYS['kms:requestalias']?.operations ?? [];

/** Most operations name their key alike. */
function keyMembers(operation: OperationName, KeyId: string): object {
  return operation === 'ReEncrypt' ? { SourceKeyId: KeyId, DestinationKeyId: KeyId } : { KeyId };
}

function nameOf({ principal, accountId, via }: CallerPlaceOptions & { readonly via?: string }): string {
  const name = principal ?? (accountId === undefined ? 'the caller of the world' : `the root user of ${accountId}`);
  return via === undefined ? name : `${name} via ${via}`;
}

function everyIdentity({ state }: World): readonly string[] {
  return [...state.all('identities')].map(({ Arn }) => Arn).sort();
}

function everyKey({ state }: World): readonly string[] {
  return [...state.all('keys')]
    .filter(({ KeyManager }) => KeyManager === 'CUSTOMER')
    .map(({ Arn }) => state.list('aliases', 'key', Arn)[0]?.AliasArn ?? Arn);
}
