import type { Findings } from '../infrastructure.js';
import { withoutOtherServices } from '../policy-documents.js';
import { isMap, itemsOf, textOf, Unresolved, unresolvedIn, type Value } from '../values.js';
import { isIdentified } from './attributes.js';
import { functionNameOf } from './functions.js';
import { IAM_RESOURCES } from './iam-resources.js';
import { KMS_RESOURCES } from './kms-resources.js';
import type { Properties, ResourceReader } from './resource-reader.js';
import type { Stack, TemplateResource } from './stack.js';

const READERS: ReadonlyMap<string, ResourceReader> = new Map(Object.entries({ ...KMS_RESOURCES, ...IAM_RESOURCES }));

/**
 * Reads the resources of a stack.
 *
 * @param prefix what reports put before logical ids
 */
export function readStack(stack: Stack, prefix: string, leaveOut: ReadonlySet<string>, findings: Findings): void {
  const { resources, read, unresolved, passedOver, leftOut, absent } = findings;
  for (const [id, resource] of Object.entries(stack.template.Resources)) {
    const { Type, Condition } = resource;
    const logicalId = prefix + id;
    const reader = READERS.get(Type);
    const isCreated = Condition === undefined || stack.condition(Condition, 'Condition');
    const [ref, arn] = isIdentified(Type) ? [stack.ref(id, 'Ref'), stack.getAtt(id, 'Arn', 'Arn')] : ['', ''];
    if (leaveOut.has(logicalId) || isCreated === false) {
      leftOut.push(logicalId);
      if (typeof arn === 'string') absent.add(arn);
    } else if (Type.startsWith('Fn::')) {
      unresolved.push({ logicalId, path: '', reason: 'what a transform makes of it is not known' });
    } else if (reader === undefined) passedOver.set(Type, (passedOver.get(Type) ?? 0) + 1);
    else {
      const properties = propertiesOf(stack, resource, reader);
      const open = openIn([isCreated, properties], [ref, arn]);
      for (const { path, reason } of open) unresolved.push({ logicalId, path, reason });
      if (open.length > 0) {
        if (typeof arn === 'string') absent.add(arn);
        continue;
      }
      const found = { logicalId, ref: textOf(ref) ?? '', arn: textOf(arn) ?? '', properties, stack };
      for (const one of reader.read(found)) resources.push(one);
      if (isIdentified(Type)) read.set(logicalId, { type: Type, arn: found.arn });
    }
  }
}

/** What identifies a resource is made of its properties: it is told where no property is. */
function openIn(written: readonly Value[], identifiers: readonly Value[]): Unresolved[] {
  const open = unresolvedIn(written);
  return open.length > 0 ? open : unresolvedIn(identifiers).slice(0, 1);
}

function propertiesOf(
  stack: Stack,
  { Properties: written }: TemplateResource,
  { members }: ResourceReader,
): Properties {
  const transform = functionNameOf(written);
  if (transform !== undefined) {
    return { [transform]: new Unresolved(`Properties.${transform}`, 'what a transform makes of it is not known') };
  }
  const evaluated = members.map((member) => {
    const value = stack.evaluate(written[member], `Properties.${member}`);
    return [member, (CONCERNED[member] ?? ((as) => as))(value)] as const;
  });
  return Object.fromEntries(evaluated.filter(([, value]) => value !== undefined));
}

/** Of the policies of IAM only what concerns AWS KMS must be known. */
const CONCERNED: Readonly<Record<string, (value: Value) => Value>> = {
  PolicyDocument: withoutOtherServices,
  Policies: (policies) =>
    policies instanceof Unresolved
      ? policies
      : itemsOf(policies).map((policy) =>
          isMap(policy) ? { ...policy, PolicyDocument: withoutOtherServices(policy.PolicyDocument) } : policy,
        ),
};
