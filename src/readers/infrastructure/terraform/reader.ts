import { parseKmsArn, scopeOf } from '../../../model/arn.js';
import type { FollowedReference } from '../infrastructure.js';
import { textOf, Unresolved, type Value } from '../values.js';
import { identifierOf } from './identifiers.js';
import { type Instance, joinedAddress, mapIn, memberOf, type Plan, providerRegion } from './plan.js';
import type { PlanReader } from './plan-reader.js';
import { policyDocumentOf } from './policy-document.js';
import { type Place, referencesIn } from './references.js';
import { expectedOf, holdsTrue, withReferences } from './unknown-values.js';

const IN_PROGRESS = Symbol('in progress');

/** Deeper than any chain of modules and outputs. */
const DEEPEST = 200;

/** Where resources are of which the plan does not tell it. */
export interface Surroundings {
  readonly account: string;
  readonly region: string;
  /** By address and attribute, or reference: what is known beside the plan. */
  readonly values: ReadonlyMap<string, Value>;
}

/**
 * A reader of a plan. Each attribute is resolved once, so that a plan of any form takes linear time.
 *
 * @param followed where it notes the attributes that it resolved by references
 */
export function planReader(
  plan: Plan,
  { account, region, values }: Surroundings,
  followed: FollowedReference[],
): PlanReader {
  const memo = new Map<string, Value | typeof IN_PROGRESS>();
  let depth = 0;
  const { referred } = referencesIn(plan, values, (instance, name) => reader.attribute(instance, name));

  const reader: PlanReader = {
    attribute: (instance, name) =>
      once(joinedAddress(instance.address, name), name, () => {
        const planned = reader.planned(instance, name);
        const isOpen = planned === undefined || planned instanceof Unresolved;
        if (isOpen && instance.type === 'aws_iam_policy_document' && /^(minified_)?json$/.test(name)) {
          return policyDocumentOf(instance, reader);
        }
        return isOpen ? (identifierOf(instance, name, reader) ?? planned) : planned;
      }),

    planned: (instance, name) =>
      once(`${instance.address} ${name}`, name, () => {
        const given = values.get(joinedAddress(instance.address, name));
        if (given !== undefined) return given;
        const value = memberOf(instance.values, name);
        const unknown = memberOf(instance.unknown, name);
        const expressions = mapIn(instance.configuration, 'expressions');
        const expression = memberOf(expressions, name);
        const expected = expectedOf(name);
        // What the provider chooses, such as the default key policy. Blocks are none: a `dynamic` one has no expression.
        if (unknown === true && expression === undefined && expected !== 'blocks') return undefined;
        const place: Place = {
          module: instance.module,
          key: instance.key,
          forEach: instance.configuration.for_each_expression,
          path: name,
          expected,
        };
        const whole = withReferences(value ?? undefined, unknown, expression, place, referred);
        if (holdsTrue(unknown) && !(whole instanceof Unresolved)) {
          followed.push({ logicalId: instance.address, path: name });
        }
        return whole;
      }),

    scopeOf(instance) {
      const known = parseKmsArn(textOf(memberOf(instance.values, 'arn')) ?? '');
      return scopeOf(known?.account ?? account, known?.region ?? regionOf(instance));
    },
  };
  return reader;

  function regionOf({ values, configuration }: Instance): string {
    return textOf(values.region) ?? providerRegion(plan, textOf(configuration.provider_config_key) ?? '') ?? region;
  }

  function once(name: string, path: string, compute: () => Value): Value {
    const remembered = memo.get(name);
    if (remembered === IN_PROGRESS) return new Unresolved(path, `${name} depends on itself`);
    if (remembered !== undefined || memo.has(name)) return remembered;
    if (depth >= DEEPEST) return new Unresolved(path, `it leads more than ${DEEPEST} levels deep`);
    memo.set(name, IN_PROGRESS);
    depth++;
    try {
      const value = compute();
      memo.set(name, value);
      return value;
    } finally {
      depth--;
    }
  }
}
