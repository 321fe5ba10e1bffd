import type { KeyUse, ResourceUse } from '../contract/operation.js';

// NoInfer: the declaration that the use stands in tells its input.
type Given<Input> = NoInfer<Partial<KeyUse<Input>>>;

/** Of operations whose key is in `KeyId`; the others say which member it is. */
function keyIdMember<Input>(): keyof Input & string {
  // A type parameter has no members yet; `Operation` refuses what is no member of its input.
  return 'KeyId' as keyof Input & string;
}

/** A key in a cryptographic operation: named in any form, in any account, and usable. */
export function cryptographicKey<Input>(use: Given<Input>): KeyUse<Input> {
  return {
    member: keyIdMember<Input>(),
    aliases: true,
    grantable: true,
    crossAccount: true,
    states: 'cryptographic',
    ...use,
  };
}

/** A key that an operation manages, or tells of: named by its id or ARN, in the caller's account. */
export function managedKey<Input>(use: Given<Input>): KeyUse<Input> {
  return {
    member: keyIdMember<Input>(),
    aliases: false,
    grantable: false,
    crossAccount: false,
    states: 'any',
    ...use,
  };
}

/** Of operations that only policies of IAM decide about. */
export const EVERYTHING: ResourceUse<unknown> = { resource: '*' };

export const ALIAS: ResourceUse<unknown> = { resource: 'alias' };

/** A key that is to have tags takes the permission to tag it. https://docs.aws.amazon.com/kms/latest/developerguide/tag-permissions.html */
export function tagsOfNewKey<Input extends { readonly Tags?: readonly unknown[] | undefined }>(): ResourceUse<Input> {
  return { resource: 'new key', permission: 'TagResource', when: ({ Tags = [] }) => Tags.length > 0 };
}
