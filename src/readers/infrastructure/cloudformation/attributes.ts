import { aliasArn, keyArn, parseKmsArn } from '../../../model/arn.js';
import { keyIdOf, suffixOf } from '../physical-ids.js';
import { isTrue, textOf, Unresolved, type Value } from '../values.js';
import type { Stack, TemplateResource } from './stack.js';

/** A resource whose identifiers are asked for. */
interface Asked extends TemplateResource {
  readonly stack: Stack;
  readonly logicalId: string;
}

type Identifier = (asked: Asked) => Value;

/** What the types of resources that are read give: `Ref`, and the attributes of `Fn::GetAtt`. */
const IDENTIFIERS: Readonly<Record<string, Readonly<Record<string, Identifier>>>> = {
  'AWS::KMS::Key': { Ref: keyId, KeyId: keyId, Arn: arnOf(keyId) },
  'AWS::KMS::ReplicaKey': { Ref: replicaId, KeyId: replicaId, Arn: arnOf(replicaId) },
  'AWS::KMS::Alias': {
    Ref: (asked) => property(asked, 'AliasName'),
    // Alone for those who ask by logical id: Fn::GetAtt has no attribute of aliases.
    Arn: (asked) => onText(property(asked, 'AliasName'), (name) => aliasArn(asked.stack.scope, name)),
  },
  'AWS::IAM::Role': identity('role', 'RoleName'),
  'AWS::IAM::User': identity('user', 'UserName'),
  'AWS::IAM::Group': identity('group', 'GroupName'),
  'AWS::IAM::ManagedPolicy': {
    Ref: iamArn('policy', 'ManagedPolicyName'),
    PolicyArn: iamArn('policy', 'ManagedPolicyName'),
    Arn: iamArn('policy', 'ManagedPolicyName'),
  },
};

/** Whether its resources are read and have identifiers. */
export function isIdentified(type: string): boolean {
  return Object.hasOwn(IDENTIFIERS, type);
}

/** What `Ref` (as attribute `Ref`) or `Fn::GetAtt` gives of a resource; undefined where its type is not read. */
export function identifierOf(stack: Stack, logicalId: string, attribute: string): Value {
  const resource = stack.template.Resources[logicalId];
  if (resource === undefined || !isIdentified(resource.Type)) return undefined;
  const identifiers = IDENTIFIERS[resource.Type];
  if (identifiers === undefined || !Object.hasOwn(identifiers, attribute)) return undefined;
  return identifiers[attribute]?.({ ...resource, stack, logicalId });
}

function property({ Properties, stack }: Asked, name: string): Value {
  return stack.evaluate(Properties[name], `Properties.${name}`);
}

function onText(value: Value, then: (text: string) => Value): Value {
  const text = textOf(value);
  return text === undefined ? value : then(text);
}

function keyId(asked: Asked): Value {
  const { stack, logicalId } = asked;
  const multiRegion = property(asked, 'MultiRegion');
  if (multiRegion instanceof Unresolved) return multiRegion;
  return keyIdOf(isTrue(multiRegion), stack.scope.id, stack.name, logicalId);
}

/** A replica key has the key id of its primary key. */
function replicaId(asked: Asked): Value {
  return onText(property(asked, 'PrimaryKeyArn'), (arn) => {
    const [, id] = parseKmsArn(arn)?.resource.split('/') ?? [];
    return id ?? new Unresolved('Properties.PrimaryKeyArn', 'it is no key ARN');
  });
}

function arnOf(id: Identifier): Identifier {
  return (asked) => onText(id(asked), (text) => keyArn(asked.stack.scope, text));
}

function identity(kind: string, nameMember: string): Readonly<Record<string, Identifier>> {
  return { Ref: (asked) => nameOf(asked, nameMember), Arn: iamArn(kind, nameMember) };
}

function iamArn(kind: string, nameMember: string): Identifier {
  return (asked) =>
    onText(nameOf(asked, nameMember), (name) => {
      const { partition, account } = asked.stack.scope;
      return onText(property(asked, 'Path') ?? '/', (path) => `arn:${partition}:iam::${account}:${kind}${path}${name}`);
    });
}

/** The longest name of IAM's. */
const LONGEST_NAME = 64;

/** The name that is given, else one as CloudFormation makes them: `<stack>-<logical id>-<12 letters and digits>`. */
function nameOf(asked: Asked, member: string): Value {
  const given = property(asked, member);
  if (given !== undefined) return given;
  const { stack, logicalId } = asked;
  const suffix = suffixOf(stack.scope.id, stack.name, logicalId);
  const whole = `${stack.name}-${logicalId}-${suffix}`;
  return whole.length <= LONGEST_NAME ? whole : `${stack.name.slice(0, 24)}-${logicalId.slice(0, 24)}-${suffix}`;
}
