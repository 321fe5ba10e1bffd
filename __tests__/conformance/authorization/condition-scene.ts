import type { CallOrigin } from '../../../src/model/caller.js';
import type { OperationName } from '../../../src/model/operation-types.js';
import type { IamOptions } from '../../../src/options/iam/iam-options.js';
import { plant, ROLE, SESSION } from '../../authorization/call-scene.js';
import { ACCOUNT, type TestKms } from '../../support/engine.js';
import type { Fact } from '../fact.js';
import { factsOf } from '../key-scenes.js';
import type { Source } from '../source.js';

/** A call that a condition is asked about. */
export interface Asked {
  readonly input?: object;
  /** Members of the CreateKey call that made the key. */
  readonly key?: object;
  readonly origin?: CallOrigin;
  readonly principal?: string;
  readonly region?: string;
  readonly aliases?: readonly string[];
  readonly iam?: Partial<IamOptions>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly now?: number;
}

/** A condition of a policy, and a call that meets it and one that does not. */
export interface ConditionRow {
  readonly id: string;
  readonly operation: OperationName;
  readonly condition: object;
  readonly says: string;
  readonly source: Source;
  /** Where the condition stands. Default: the key policy. */
  readonly policy?: 'key' | 'identity';
  /** Default: the operation. */
  readonly action?: string;
  /** Of both calls; `KEY` and `CIPHERTEXT` stand for those of the scene. */
  readonly input?: object;
  /** The operation has no KeyId. */
  readonly withoutKey?: true;
  readonly meets: Asked;
  readonly misses: Asked;
}

const fact = factsOf('conditions');

/** One fact for the call that is allowed, and one for that which is denied. */
export function conditionFacts(row: ConditionRow): readonly Fact[] {
  return [
    fact(
      `${row.id}-met`,
      row.operation,
      `${row.says}: a call that meets it is allowed.`,
      row.source,
      outcomeOf(row, row.meets),
      'allowed',
    ),
    fact(
      `${row.id}-missed`,
      row.operation,
      `${row.says}: a call that does not is denied.`,
      row.source,
      outcomeOf(row, row.misses),
      'denied',
    ),
  ].map((one) => ({ ...one, ...(usesOrigin(row) && { inProcess: true as const }) }));
}

/** Where a call came through does not travel over HTTP. */
function usesOrigin({ meets, misses }: ConditionRow): boolean {
  return (meets.origin ?? misses.origin) !== undefined;
}

function outcomeOf(row: ConditionRow, asked: Asked): Fact['run'] {
  return async (kms) => {
    const { KeyId, CiphertextBlob } = await setUp(kms, row, asked);
    if (asked.now !== undefined) kms.advance(asked.now);
    const given: Record<string, unknown> = { ...row.input, ...asked.input };
    // Stand-ins for what only the scene knows.
    for (const [name, value] of Object.entries(given)) {
      if (value === 'KEY') given[name] = KeyId;
      if (value === 'CIPHERTEXT') given[name] = CiphertextBlob;
    }
    const input = row.withoutKey === true ? given : { KeyId, ...given };
    const caller = kms.as({
      principal: asked.principal ?? SESSION,
      account: (asked.principal ?? SESSION).split(':')[4] as string,
      ...(asked.region && { region: asked.region }),
      ...(asked.origin && { origin: asked.origin }),
    });
    return caller.call(row.operation, input).then(
      () => 'allowed',
      ({ name }: Error) => (name === 'AccessDeniedException' ? 'denied' : 'allowed'),
    );
  };
}

async function setUp(kms: TestKms, { action, operation, condition, policy = 'key' }: ConditionRow, asked: Asked) {
  const statement = { Effect: 'Allow', Action: `kms:${action ?? operation}`, Resource: '*', Condition: condition };
  const { KeyMetadata } = await kms.call('CreateKey', asked.key ?? {});
  const KeyId = KeyMetadata.Arn as string;
  for (const AliasName of asked.aliases ?? []) await kms.call('CreateAlias', { AliasName, TargetKeyId: KeyId });
  const sealed = await kms.call('Encrypt', { KeyId, Plaintext: new Uint8Array(1) }).catch(() => undefined);
  const identity = policy === 'identity' ? [{ Version: '2012-10-17', Statement: statement }] : [];
  if (policy === 'key') {
    const administration = { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:*', Resource: '*' };
    const Statement = [administration, { ...statement, Principal: { AWS: asked.principal ?? ROLE } }];
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await kms.call('PutKeyPolicy', { KeyId, Policy, BypassPolicyLockoutSafetyCheck: true });
  }
  const tags = asked.tags && { tags: asked.tags };
  plant(kms, { roles: { [ROLE]: { policies: identity, ...tags } }, ...asked.iam });
  return { KeyId, CiphertextBlob: sealed?.CiphertextBlob };
}
