import { toHex } from '../../bytes/hex.js';
import { memo, memoByObject } from '../../bytes/memo.js';
import type { ContextValue } from '../../model/caller.js';
import { GLOBAL_CONDITION_KEYS } from './global-keys.js';
import { type ConditionKeyRow, encryptionContextOf, KMS_CONDITION_KEYS, WITH_ENCRYPTION_CONTEXT } from './kms-keys.js';
import type { RequestFacts } from './request-facts.js';
import type { ConditionContext } from './template.js';

/** Keys with a name behind their prefix, such as `kms:EncryptionContext:AppName`; the prefix is in lower case. */
type NamedKey = (facts: RequestFacts, name: string, isKeyPolicy: boolean) => ContextValue | undefined;

const NAMED_KEYS: readonly (readonly [prefix: string, NamedKey])[] = [
  ['kms:encryptioncontext:', encryptionContextPair],
  ['aws:principaltag/', ({ principalTags = {} }, name) => valueIn(principalTags, name)],
  ['aws:requesttag/', ({ input }, name) => tagIn(input.Tags, name)],
  ['kms:recipientattestation:', attestedRegister],
  ['aws:resourcetag/', ({ key }, name, isKeyPolicy) => (isKeyPolicy ? undefined : tagIn(key?.Tags, name))],
];

function encryptionContextPair(facts: RequestFacts, name: string): string | undefined {
  if (!WITH_ENCRYPTION_CONTEXT.includes(facts.operation)) return undefined;
  return valueIn(encryptionContextOf(facts), name);
}

/** Names compare without regard to case; where several differ in nothing else, the very name counts, else the first. */
function valueIn(pairs: Readonly<Record<string, string>>, name: string): string | undefined {
  if (Object.hasOwn(pairs, name)) return pairs[name];
  const lower = name.toLowerCase();
  for (const one of Object.keys(pairs)) if (one.toLowerCase() === lower) return pairs[one];
  return undefined;
}

const REGISTER = /^(imagesha384|pcr(\d+)|nitrotpmpcr(\d+))$/;

/**
 * A register of the attested environment, in hexadecimal digits; the image is register 0.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-attestation.html
 */
function attestedRegister({ attestation }: RequestFacts, name: string): string | undefined {
  const [, whole, ofEnclave, ofTpm] = REGISTER.exec(name.toLowerCase()) ?? [];
  if (attestation === undefined || whole === undefined) return undefined;
  if ((attestation.platform === 'NitroTPM') !== (ofTpm !== undefined)) return undefined;
  const register = attestation.pcrs.get(Number(ofTpm ?? ofEnclave ?? 0));
  return register && toHex(register);
}

function tagIn(tags: unknown, name: string): string | undefined {
  const list = (tags ?? []) as readonly { readonly TagKey: string; readonly TagValue: string }[];
  const lower = name.toLowerCase();
  const tag = list.find(({ TagKey }) => TagKey === name) ?? list.find(({ TagKey }) => TagKey.toLowerCase() === lower);
  return tag?.TagValue;
}

/**
 * The condition keys of one check. What a test gives as `context` comes first; names compare without regard to case.
 * `isKeyPolicy`: key policies do not have the aliases and tags of the key.
 * https://docs.aws.amazon.com/kms/latest/developerguide/policy-conditions.html
 */
export function conditionContext(facts: RequestFacts, isKeyPolicy: boolean): ConditionContext {
  const given = facts.origin?.context;
  return (key) => {
    const { name, value } = readerOf(key);
    return (given && byLowerCase(given).get(name)) ?? value(facts, isKeyPolicy);
  };
}

const byLowerCase = memoByObject(
  (given: NonNullable<NonNullable<RequestFacts['origin']>['context']>) =>
    new Map(Object.entries(given).map(([key, value]) => [key.toLowerCase(), value])),
);

interface ConditionKeyReader {
  /** The key in lower case. */
  readonly name: string;
  readonly value: (facts: RequestFacts, isKeyPolicy: boolean) => ContextValue | undefined;
}

/** Policies ask for the same few keys again and again. */
const readerOf = memo(1000, (key: string): ConditionKeyReader => {
  const name = key.toLowerCase();
  const row = rowOf(name);
  if (row !== undefined) {
    return { name, value: (facts, isKeyPolicy) => (isInForce(row, facts, isKeyPolicy) ? row.value(facts) : undefined) };
  }
  const [prefix = '', named] = NAMED_KEYS.find(([prefix]) => name.startsWith(prefix)) ?? [];
  const behind = key.slice(prefix.length);
  return { name, value: (facts, isKeyPolicy) => named?.(facts, behind, isKeyPolicy) };
});

/** Its own rows alone: a policy may ask for `constructor`. */
function rowOf(name: string): ConditionKeyRow | undefined {
  if (Object.hasOwn(KMS_CONDITION_KEYS, name)) return KMS_CONDITION_KEYS[name];
  return Object.hasOwn(GLOBAL_CONDITION_KEYS, name) ? GLOBAL_CONDITION_KEYS[name] : undefined;
}

function isInForce(
  { operations, iamOnly }: ConditionKeyRow,
  { operation }: RequestFacts,
  isKeyPolicy: boolean,
): boolean {
  return !(iamOnly && isKeyPolicy) && (operations === undefined || operations.includes(operation));
}
