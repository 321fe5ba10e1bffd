import { conditionContext } from '../../authorization/conditions/context.js';
import { encryptionContextOf } from '../../authorization/conditions/kms-keys.js';
import type { World } from '../../contract/world.js';
import { KmsFault } from '../../model/fault.js';
import { expected, members, trueOrFalse } from '../../options/checks.js';
import type { NamedNeed } from '../../pipeline/access/needs.js';
import type { Entry } from '../calls/recorded-call.js';
import { inquiriesOf, type RecordedInquiry } from './recorded-inquiries.js';

/** Which condition keys the statements ask for, with the values that were seen. Default: none. */
export interface LeastPrivilegeOptions {
  readonly encryptionContext?: boolean;
  readonly viaService?: boolean;
  readonly requestAlias?: boolean;
}

/** An identity policy, as IAM takes it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
    readonly Condition?: { readonly StringEquals: Readonly<Record<string, string>> };
  }[];
}

const checkOptions = members<LeastPrivilegeOptions>({
  encryptionContext: trueOrFalse,
  viaService: trueOrFalse,
  requestAlias: trueOrFalse,
});

/**
 * The identity policy that allows what a principal was seen to do, and nothing else. A session counts for its role.
 * @throws TypeError for what is no ARN, or an option that cannot be
 * @throws Error where no call of it was answered
 */
export async function leastPrivilege(
  world: World,
  entries: readonly Entry[],
  principal: string,
  options: LeastPrivilegeOptions = {},
): Promise<PolicyDocument> {
  if (typeof principal !== 'string' || !principal.startsWith('arn:')) {
    expected('principal', principal, 'the ARN of a user, role or session');
  }
  checkOptions(options, 'options');
  const recorded = await inquiriesOf(world, entries.filter(wasAnswered));
  const own = recorded.filter((one) => isOf(one, principal));
  if (own.length === 0)
    throw new Error(`[localkms] leastPrivilege: no call of ${principal} that was answered is remembered`);
  const statements = new Map<string, { actions: Set<string>; resources: Set<string>; equal: Record<string, string> }>();
  for (const { inquiry } of own) {
    for (const need of inquiry?.needs ?? []) {
      const equal = conditionsOf(need, options);
      const id = `${need.resource}\n${JSON.stringify(Object.entries(equal).sort())}`;
      const statement = statements.get(id) ?? { actions: new Set(), resources: new Set([need.resource]), equal };
      statement.actions.add(`kms:${need.permission}`);
      statements.set(id, statement);
    }
  }
  return { Version: '2012-10-17', Statement: [...statements.values()].map(statementOf) };
}

/** A dry run that would have succeeded takes the same permissions. */
function wasAnswered({ output, error }: Entry): boolean {
  return output !== undefined || (error instanceof KmsFault && error.name === 'DryRunOperationException');
}

function isOf({ entry, inquiry }: RecordedInquiry, principal: string): boolean {
  const role = inquiry?.needs[0]?.facts.principal.role;
  return entry.caller.principal === principal || role === principal;
}

/** What begins a variable, and stands for itself as a variable of its own. */
const VARIABLE = '${';

function conditionsOf({ facts }: NamedNeed, options: LeastPrivilegeOptions): Record<string, string> {
  const context = conditionContext(facts, false);
  const keys = [
    ...(options.encryptionContext
      ? Object.keys(encryptionContextOf(facts)).map((name) => `kms:EncryptionContext:${name}`)
      : []),
    ...(options.viaService ? ['kms:ViaService'] : []),
    ...(options.requestAlias ? ['kms:RequestAlias'] : []),
  ];
  const equal: Record<string, string> = {};
  for (const key of keys) {
    const value = context(key);
    if (typeof value === 'string') equal[key] = value.replaceAll(VARIABLE, `${VARIABLE}$}{`);
  }
  return equal;
}

function statementOf({
  actions,
  resources,
  equal,
}: {
  actions: Set<string>;
  resources: Set<string>;
  equal: Record<string, string>;
}) {
  return {
    Effect: 'Allow' as const,
    Action: [...actions].sort(),
    Resource: [...resources].sort(),
    ...(Object.keys(equal).length > 0 && { Condition: { StringEquals: equal } }),
  };
}
