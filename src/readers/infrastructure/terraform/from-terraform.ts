import { DEFAULT_ACCOUNT } from '../../../options/callers.js';
import { expectedKind, isPlainObject } from '../../../options/checks.js';
import { regionOfEnvironment } from '../../../runtime/environment.js';
import { type Findings, type Infrastructure, infrastructureOf, noFindings } from '../infrastructure.js';
import { withoutOtherServices } from '../policy-documents.js';
import { isMap, itemsOf, textOf, Unresolved, unresolvedIn, type Value } from '../values.js';
import { IAM_RESOURCES } from './iam-resources.js';
import { KMS_RESOURCES } from './kms-resources.js';
import { type Instance, type Plan, providerRegion, readPlan } from './plan.js';
import type { PlanReader } from './plan-reader.js';
import { planReader } from './reader.js';
import type { ResourceReader } from './resource-reader.js';
import { checkTerraformOptions, type TerraformOptions } from './terraform-options.js';

const READERS: ReadonlyMap<string, ResourceReader> = new Map(Object.entries({ ...KMS_RESOURCES, ...IAM_RESOURCES }));

/**
 * Reads what `terraform show -json` or `tofu show -json` tells of a plan or a state, modules included: keys, aliases, roles,
 * users, groups and their policies, as options for a world that has them before they are deployed.
 *
 * What is only known after apply is resolved where it identifies something that is read, as a key's ARN in a policy does:
 * `report.followed` tells where. Else it is never guessed: `report.unresolved` lists it, and no world starts with it.
 *
 * @param source the JSON as text, or parsed
 * @throws TypeError for what is neither a plan nor a state, and for a wrong option, with its path
 *
 * @example
 * // terraform plan -out=plan.tfplan && terraform show -json plan.tfplan > plan.json
 * const infrastructure = fromTerraform(readFileSync('plan.json', 'utf8'));
 * const kms = localKms({ ...infrastructure });
 * const orders = kms.as({ principal: infrastructure.arn('aws_iam_role.orders') });
 */
export function fromTerraform(source: string | object, options: TerraformOptions = {}): Infrastructure {
  if (typeof source !== 'string' && !isPlainObject(source)) {
    expectedKind('plan', source, 'the JSON of a plan or a state: text, or an object');
  }
  checkTerraformOptions(options, 'options');
  const plan = readPlan(source, 'plan');
  const { accountId = accountOf(plan), region = regionOf(plan), values = {}, policies = {}, leaveOut = [] } = options;
  const findings = noFindings();
  const around = { account: accountId, region, values: new Map<string, Value>(Object.entries(values)) };
  const reader = planReader(plan, around, findings.followed);
  const left = new Set(leaveOut);
  for (const instance of plan.instances) if (!instance.isData) readInstance(instance, reader, left, findings);
  return infrastructureOf(findings, { accountId, region, policies, evaluate: () => undefined });
}

function readInstance(
  instance: Instance,
  planned: PlanReader,
  leaveOut: ReadonlySet<string>,
  { resources, read, unresolved, passedOver, leftOut, absent }: Findings,
): void {
  const { address: logicalId, type } = instance;
  const reader = READERS.get(type);
  const arn = planned.attribute(instance, 'arn');
  if (leaveOut.has(logicalId)) {
    leftOut.push(logicalId);
    if (typeof arn === 'string') absent.add(arn);
  } else if (reader === undefined) passedOver.set(type, (passedOver.get(type) ?? 0) + 1);
  else {
    const attributes = attributesOf(instance, planned, reader);
    const open = unresolvedIn(attributes);
    const all = open.length > 0 ? open : unresolvedIn(arn);
    for (const { path, reason } of all) unresolved.push({ logicalId, path, reason });
    if (all.length > 0) {
      if (typeof arn === 'string') absent.add(arn);
      return;
    }
    const found = { logicalId, arn: textOf(arn) ?? '', attributes, scope: planned.scopeOf(instance) };
    for (const resource of reader.read(found)) resources.push(resource);
    if (found.arn !== '') read.set(logicalId, { type, arn: found.arn });
  }
}

function attributesOf(instance: Instance, planned: PlanReader, { attributes }: ResourceReader): Record<string, Value> {
  const isOfKey = instance.type.startsWith('aws_kms_');
  return Object.fromEntries(
    attributes.map((name) => {
      const value = planned.attribute(instance, name);
      const concerned = isOfKey ? undefined : CONCERNED[name];
      return [name, concerned === undefined ? value : concerned(value)];
    }),
  );
}

/** Of the policies of IAM only what concerns AWS KMS must be known. */
const CONCERNED: Readonly<Record<string, (value: Value) => Value>> = {
  policy: withoutOtherServices,
  inline_policy: (blocks) =>
    blocks instanceof Unresolved
      ? blocks
      : itemsOf(blocks).map((block) =>
          isMap(block) ? { ...block, policy: withoutOtherServices(block.policy) } : block,
        ),
};

function accountOf({ instances }: Plan): string {
  const caller = instances.find(({ type }) => type === 'aws_caller_identity');
  return textOf(caller?.values.account_id) ?? knownArns(instances)[0]?.[1] ?? DEFAULT_ACCOUNT;
}

function regionOf(plan: Plan): string {
  const known = knownArns(plan.instances).find(([region]) => region !== '');
  return providerRegion(plan, 'aws') ?? known?.[0] ?? regionOfEnvironment();
}

/** Region and account of the ARNs of what is there already. */
function knownArns(instances: readonly Instance[]): [region: string, account: string][] {
  return instances.flatMap(({ type, values }): [string, string][] => {
    const [, region = '', account = ''] =
      /^arn:[^:]+:(?:kms|iam):([^:]*):(\d{12}):/.exec(textOf(values.arn) ?? '') ?? [];
    return /^aws_(kms|iam)_/.test(type) && account !== '' ? [[region, account]] : [];
  });
}
