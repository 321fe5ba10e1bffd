import type { KeyUsageType } from '@aws-sdk/client-kms';
import { concat } from '../../src/bytes/bytes.js';
import { toHex } from '../../src/bytes/hex.js';
import { sealedTokens } from '../../src/crypto/sealed-tokens.js';
import { KmsFault } from '../../src/model/fault.js';
import { type KeySpecName, keySpec } from '../../src/model/key-specs.js';
import type { CryptoBackend } from '../../src/ports/crypto-backend.js';
import { refusal, type TestKms } from '../support/engine.js';
import { externalKey, importKms, importMaterial, wrapByNode } from '../support/key-import.js';
import { askOnce } from './ask-once.js';

/** AWS KMS on one backend, into which keys come as its users' do. */
export interface Operations extends Pick<TestKms, 'call'> {
  readonly name: string;
  /** The ARN of a key with that material, a private key in PKCS#8; each is created and imported once. */
  importedKey(spec: KeySpecName, usage: KeyUsageType, keyMaterial: Uint8Array): Promise<string>;
  /** How ImportKeyMaterial refuses an AES key encrypted for AWS KMS, and beside it something under that key. */
  refusalOfImport(aesKey: Uint8Array, wrapped: Uint8Array): Promise<string>;
}

export function operationsOn(crypto: CryptoBackend): Operations {
  const kms = importKms({ world: { crypto, tokens: sealedTokens(crypto, crypto.random(32)) } });
  return {
    name: `${crypto.name} operations`,
    call: kms.call,
    importedKey(spec, usage, keyMaterial) {
      const question = `${spec} ${usage} ${toHex(keyMaterial)}`;
      return askOnce(kms, question, () => newKey(kms, spec, usage, keyMaterial));
    },
    async refusalOfImport(aesKey, underIt) {
      const KeyId = await externalKey(kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
      const wrap = (publicKey: Uint8Array) => concat(wrapByNode(publicKey, 'RSAES_OAEP_SHA_256', aesKey), underIt);
      const options = { algorithm: 'RSA_AES_KEY_WRAP_SHA_256', wrap } as const;
      return (await refusal(importMaterial(kms, KeyId, underIt, {}, options))).name;
    },
  };
}

async function newKey(
  kms: TestKms,
  KeySpec: KeySpecName,
  KeyUsage: KeyUsageType,
  keyMaterial: Uint8Array,
): Promise<string> {
  const KeyId = await externalKey(kms, { KeySpec, KeyUsage });
  // RSA_AES_KEY_WRAP_* is for private keys, RSAES_OAEP_* for what is as short as an HMAC key.
  const algorithm = keySpec(KeySpec).type === 'asymmetric' ? 'RSA_AES_KEY_WRAP_SHA_256' : 'RSAES_OAEP_SHA_256';
  await importMaterial(kms, KeyId, keyMaterial, {}, { algorithm });
  return KeyId;
}

/** The output, or undefined where AWS KMS refuses the vector by that one exception. */
export async function unlessRefused<T>(call: Promise<T>, exception: string): Promise<T | undefined> {
  return call.catch((error: unknown) => {
    if (error instanceof KmsFault && error.name === exception) return undefined;
    throw error;
  });
}
