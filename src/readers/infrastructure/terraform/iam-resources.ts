import type { AttachmentResource, IdentityKind, InlinePolicy, ManagedReference, Resource } from '../resources.js';
import { isMap, itemsOf, textOf, textsOf, type Value } from '../values.js';
import { documentOf, type Found, type ResourceReader, textIn } from './resource-reader.js';

export const IAM_RESOURCES: Readonly<Record<string, ResourceReader>> = {
  aws_iam_role: identity('role'),
  aws_iam_user: identity('user'),
  aws_iam_group: identity('group'),
  aws_iam_policy: {
    attributes: ['name', 'name_prefix', 'path', 'policy'],
    read({ logicalId, arn, attributes: { policy } }) {
      const document = policy === undefined ? undefined : documentOf(policy);
      return [{ kind: 'managed policy', logicalId, arn, document }];
    },
  },
  aws_iam_role_policy: inlinePolicy('role'),
  aws_iam_user_policy: inlinePolicy('user'),
  aws_iam_group_policy: inlinePolicy('group'),
  aws_iam_role_policy_attachment: managedPolicy({ role: 'role' }),
  aws_iam_user_policy_attachment: managedPolicy({ user: 'user' }),
  aws_iam_group_policy_attachment: managedPolicy({ group: 'group' }),
  aws_iam_policy_attachment: managedPolicy({ roles: 'role', users: 'user', groups: 'group' }),
  aws_iam_group_membership: {
    attributes: ['group', 'users'],
    read: (found) =>
      textsOf(found.attributes.users).map((user) => membership(found, user, textIn(found, 'group') ?? '', 'users')),
  },
  aws_iam_user_group_membership: {
    attributes: ['user', 'groups'],
    read: (found) =>
      textsOf(found.attributes.groups).map((group) => membership(found, textIn(found, 'user') ?? '', group, 'groups')),
  },
};

function identity(kind: IdentityKind): ResourceReader {
  return {
    attributes: [
      'name',
      'name_prefix',
      'path',
      'inline_policy',
      'managed_policy_arns',
      'permissions_boundary',
      'tags',
      'tags_all',
    ],
    read(found) {
      const { logicalId, arn, attributes, scope } = found;
      const boundary = textIn(found, 'permissions_boundary');
      const { tags_all, tags } = attributes;
      return [
        {
          kind: 'identity',
          identity: kind,
          logicalId,
          arn,
          name: arn.slice(arn.lastIndexOf('/') + 1),
          account: scope.account,
          inline: itemsOf(attributes.inline_policy).flatMap(inlineOf),
          managed: textsOf(attributes.managed_policy_arns).map((one) => ({ arn: one, path: 'managed_policy_arns' })),
          boundary: boundary ? { arn: boundary, path: 'permissions_boundary' } : undefined,
          tags: tagsOf(isMap(tags_all) ? tags_all : tags),
        },
      ];
    },
  };
}

function tagsOf(tags: Value): Record<string, string> {
  return Object.fromEntries(Object.entries(isMap(tags) ? tags : {}).map(([key, value]) => [key, textOf(value) ?? '']));
}

/** An empty block of a role stands for no policy; without a document no statement concerns AWS KMS. */
function inlineOf(block: Value): InlinePolicy[] {
  if (!isMap(block) || block.policy === undefined || block.policy === '') return [];
  return [{ PolicyName: textOf(block.name) ?? '', PolicyDocument: documentOf(block.policy) }];
}

function inlinePolicy(kind: IdentityKind): ResourceReader {
  return {
    attributes: ['name', 'policy', kind],
    read: (found) => {
      const { attributes, logicalId } = found;
      // A name that the provider makes changes no answer.
      const name = textIn(found, 'name') ?? logicalId.replaceAll(/[^\w+=,.@-]/g, '-').slice(-128);
      return inlineOf({ name, policy: attributes.policy }).flatMap((policy) =>
        attached(found, { [kind]: kind }, policy),
      );
    },
  };
}

function managedPolicy(attachedTo: Readonly<Record<string, IdentityKind>>): ResourceReader {
  return {
    attributes: ['policy_arn', ...Object.keys(attachedTo)],
    read: (found) => attached(found, attachedTo, { arn: textIn(found, 'policy_arn') ?? '', path: 'policy_arn' }),
  };
}

/** Gives a policy to all that attributes name. */
function attached(
  { logicalId, attributes, scope }: Found,
  attachedTo: Readonly<Record<string, IdentityKind>>,
  policy: InlinePolicy | ManagedReference,
): AttachmentResource[] {
  return Object.entries(attachedTo).flatMap(([path, kind]) =>
    textsOf(attributes[path]).map(
      (name): AttachmentResource => ({
        kind: 'attachment',
        logicalId,
        identity: kind,
        account: scope.account,
        name,
        path,
        policy,
      }),
    ),
  );
}

function membership({ logicalId, scope }: Found, user: string, group: string, path: string): Resource {
  return { kind: 'membership', logicalId, path, account: scope.account, user, group };
}
