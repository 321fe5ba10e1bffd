import { once } from '../bytes/memoize.js';

interface Runtime {
  readonly crypto?: Crypto;
  readonly process?: { getBuiltinModule?(name: string): { webcrypto: Crypto } };
}

/** WebCrypto, found at first use so that importing this package never fails. */
export const webcrypto = once(findWebCrypto);

function findWebCrypto(): Crypto {
  const { crypto, process } = globalThis as Runtime;
  if (crypto?.subtle) return crypto;
  // jsdom's window hides Node's WebCrypto; bundlers do not see this door to it.
  const builtin = process?.getBuiltinModule?.('node:crypto')?.webcrypto;
  if (builtin) return builtin;
  throw new Error(
    '[localkms] crypto.subtle is missing: browsers offer it only in a secure context (https:// or http://localhost)',
  );
}

/** The bytes as WebCrypto's types want them: key material and messages are never shared memory here. */
export function source(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}
