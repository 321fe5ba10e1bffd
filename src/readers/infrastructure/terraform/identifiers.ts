import { aliasArn, keyArn, parseKmsArn } from '../../../model/arn.js';
import { digitsOf, keyIdOf } from '../physical-ids.js';
import { isTrue, textOf, Unresolved, type Value } from '../values.js';
import type { Instance } from './plan.js';
import type { PlanReader } from './plan-reader.js';

type Identifier = (instance: Instance, reader: PlanReader) => Value;

const KEY = { key_id: keyId, id: keyId, arn: arnOf(keyId) };
const REPLICA = { key_id: replicaId, id: replicaId, arn: arnOf(replicaId) };
const ALIAS_NAME = nameOf('alias/');
const NAME = nameOf('');

/** What is only known after apply, and made here: it identifies a resource. */
const IDENTIFIERS: Readonly<Record<string, Readonly<Record<string, Identifier>>>> = {
  aws_kms_key: KEY,
  aws_kms_external_key: KEY,
  aws_kms_replica_key: REPLICA,
  aws_kms_replica_external_key: REPLICA,
  aws_kms_alias: {
    name: ALIAS_NAME,
    id: ALIAS_NAME,
    arn: (instance, reader) => onText(ALIAS_NAME(instance, reader), (name) => aliasArn(reader.scopeOf(instance), name)),
    target_key_arn: (instance, reader) => reader.attribute(instance, 'target_key_id'),
  },
  aws_iam_role: { name: NAME, id: NAME, arn: iamArn('role') },
  aws_iam_user: { name: NAME, id: NAME, arn: iamArn('user') },
  aws_iam_group: { name: NAME, id: NAME, arn: iamArn('group') },
  aws_iam_policy: { name: NAME, id: iamArn('policy'), arn: iamArn('policy') },
};

/** The identifier of a resource that is not there yet; undefined where the attribute is none. */
export function identifierOf(instance: Instance, name: string, reader: PlanReader): Value {
  const identifiers = Object.hasOwn(IDENTIFIERS, instance.type) ? IDENTIFIERS[instance.type] : undefined;
  const identifier = identifiers !== undefined && Object.hasOwn(identifiers, name) ? identifiers[name] : undefined;
  return instance.isData ? undefined : identifier?.(instance, reader);
}

function onText(value: Value, then: (text: string) => Value): Value {
  const text = textOf(value);
  return text === undefined ? value : then(text);
}

function keyId(instance: Instance, reader: PlanReader): Value {
  const isMultiRegion = reader.planned(instance, 'multi_region');
  if (isMultiRegion instanceof Unresolved) return isMultiRegion;
  return keyIdOf(isTrue(isMultiRegion), reader.scopeOf(instance).id, instance.address);
}

/** A replica key has the key id of its primary key. */
function replicaId(instance: Instance, reader: PlanReader): Value {
  return onText(reader.attribute(instance, 'primary_key_arn'), (arn) => {
    const [, id] = parseKmsArn(arn)?.resource.split('/') ?? [];
    return id ?? new Unresolved('primary_key_arn', 'it is no key ARN');
  });
}

function arnOf(id: Identifier): Identifier {
  return (instance, reader) => onText(id(instance, reader), (text) => keyArn(reader.scopeOf(instance), text));
}

function iamArn(kind: string): Identifier {
  return (instance, reader) =>
    onText(NAME(instance, reader), (name) =>
      onText(reader.planned(instance, 'path') ?? '/', (path) => {
        const { partition, account } = reader.scopeOf(instance);
        return `arn:${partition}:iam::${account}:${kind}${path}${name}`;
      }),
    );
}

/** The name that is given, else one as the provider makes them: `name_prefix`, or `terraform-`, and 26 digits. */
function nameOf(before: string): Identifier {
  return (instance, reader) => {
    const given = reader.planned(instance, 'name');
    if (given !== undefined) return given;
    const prefix = reader.planned(instance, 'name_prefix') ?? `${before}terraform-`;
    return onText(prefix, (text) => text + digitsOf(reader.scopeOf(instance).id, instance.address));
  };
}
