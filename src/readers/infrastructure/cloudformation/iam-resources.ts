import type { AttachmentResource, IdentityKind, InlinePolicy, ManagedReference, Resource } from '../resources.js';
import { itemsOf, textsOf, type Value } from '../values.js';
import { documentOf } from './kms-resources.js';
import { type Found, mapOf, type Properties, type ResourceReader, tagsOf, textIn } from './resource-reader.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html */
export const IAM_RESOURCES: Readonly<Record<string, ResourceReader>> = {
  'AWS::IAM::Role': identity('role', 'RoleName'),
  'AWS::IAM::User': identity('user', 'UserName'),
  'AWS::IAM::Group': identity('group', 'GroupName'),
  'AWS::IAM::UserToGroupAddition': {
    members: ['GroupName', 'Users'],
    read: ({ properties, ...found }) =>
      textsOf(properties.Users).map((user, at) =>
        membership(found, user, textIn(properties, 'GroupName') ?? '', `Users[${at}]`),
      ),
  },
  'AWS::IAM::ManagedPolicy': {
    members: ['ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles', 'Users', 'Groups'],
    read(found) {
      const { logicalId, arn, properties } = found;
      const document = properties.PolicyDocument === undefined ? undefined : documentOf(properties.PolicyDocument);
      const attachments = listedIn(found, { arn, path: '' });
      return [{ kind: 'managed policy', logicalId, arn, document }, ...attachments];
    },
  },
  'AWS::IAM::Policy': inlinePolicy(['Roles', 'Users', 'Groups']),
  'AWS::IAM::RolePolicy': inlinePolicy(['RoleName']),
  'AWS::IAM::UserPolicy': inlinePolicy(['UserName']),
  'AWS::IAM::GroupPolicy': inlinePolicy(['GroupName']),
};

/** The properties that name what a policy is attached to. */
const ATTACHED_TO: Readonly<Record<string, IdentityKind>> = {
  Roles: 'role',
  RoleName: 'role',
  Users: 'user',
  UserName: 'user',
  Groups: 'group',
  GroupName: 'group',
};

function identity(kind: IdentityKind, nameMember: string): ResourceReader {
  return {
    members: [nameMember, 'Path', 'ManagedPolicyArns', 'Policies', 'PermissionsBoundary', 'Tags', 'Groups'],
    read(found) {
      const { logicalId, arn, ref: name, properties, stack } = found;
      const boundary = textIn(properties, 'PermissionsBoundary');
      const made: Resource = {
        kind: 'identity',
        identity: kind,
        logicalId,
        arn,
        name,
        account: stack.scope.account,
        inline: inlineOf(properties.Policies),
        managed: managedIn(properties.ManagedPolicyArns),
        boundary: boundary === undefined ? undefined : { arn: boundary, path: 'Properties.PermissionsBoundary' },
        tags: Object.fromEntries(tagsOf(properties.Tags)),
      };
      const groups = textsOf(properties.Groups).map((group, at) => membership(found, name, group, `Groups[${at}]`));
      return [made, ...groups];
    },
  };
}

function inlineOf(policies: Value): InlinePolicy[] {
  return itemsOf(policies).flatMap((policy) => inline(mapOf(policy)));
}

/** Without a document none of its statements concerns AWS KMS. */
function inline(properties: Properties): InlinePolicy[] {
  const { PolicyDocument } = properties;
  if (PolicyDocument === undefined) return [];
  return [{ PolicyName: textIn(properties, 'PolicyName') ?? '', PolicyDocument: documentOf(PolicyDocument) }];
}

function managedIn(arns: Value): ManagedReference[] {
  return textsOf(arns).map((arn, at) => ({ arn, path: `Properties.ManagedPolicyArns[${at}]` }));
}

function inlinePolicy(attachedTo: readonly string[]): ResourceReader {
  return {
    members: ['PolicyName', 'PolicyDocument', ...attachedTo],
    read: (found) => inline(found.properties).flatMap((policy) => listedIn(found, policy)),
  };
}

/** Gives a policy to all that its properties name. */
function listedIn(found: Found, policy: InlinePolicy | ManagedReference): AttachmentResource[] {
  const { logicalId, properties, stack } = found;
  const { account } = stack.scope;
  return Object.entries(ATTACHED_TO).flatMap(([member, kind]) =>
    textsOf(properties[member]).map((name, at): AttachmentResource => {
      const path = `Properties.${member}${member.endsWith('s') ? `[${at}]` : ''}`;
      return { kind: 'attachment', logicalId, identity: kind, account, name, path, policy };
    }),
  );
}

function membership(
  { logicalId, stack }: Pick<Found, 'logicalId' | 'stack'>,
  user: string,
  group: string,
  place: string,
): Resource {
  return { kind: 'membership', logicalId, path: `Properties.${place}`, account: stack.scope.account, user, group };
}
