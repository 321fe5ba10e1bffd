import type { KeyUse } from '../contract/operation.js';

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
    access: 'use',
    states: 'cryptographic',
    ...use,
  };
}

/** A key that an operation manages: named by its id or ARN, in the caller's account. */
export function managedKey<Input>(use: Given<Input>): KeyUse<Input> {
  return {
    member: keyIdMember<Input>(),
    aliases: false,
    grantable: false,
    crossAccount: false,
    access: 'write',
    states: 'any',
    ...use,
  };
}

/** A key of which an operation only tells something, whatever its key state. */
export function describedKey<Input>(use: Given<Input>): KeyUse<Input> {
  return managedKey({ access: 'read', ...use });
}
