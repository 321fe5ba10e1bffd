import { execFileSync } from 'node:child_process';
import { constants, createCipheriv, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlgorithmSpec, ImportKeyMaterialCommandOutput, WrappingKeySpec } from '@aws-sdk/client-kms';
import type { World } from '../../src/contract/world.js';
import { backend } from '../../src/crypto/backend/node/node-backend.js';
import { freshRandom } from '../../src/crypto/random-sources.js';
import { type TestKms, testKms } from './engine.js';

export type Wrap = (publicKey: Uint8Array, algorithm: AlgorithmSpec, material: Uint8Array) => Uint8Array;

/** A world whose wrapping keys are all the same ones: deriving an RSA key for each call would take long. */
export function importKms({ quotas, world }: { quotas?: object; world?: Partial<World> } = {}): TestKms {
  const wrapping = (purpose: string) => purpose.startsWith('wrapping key');
  const random: World['random'] = {
    ...freshRandom(backend),
    bytes: (length, purpose) => (wrapping(purpose) ? new Uint8Array(length).fill(7) : backend.random(length)),
    bytesOf: (name, length) => (wrapping(name) ? new Uint8Array(length).fill(7) : backend.random(length)),
  };
  return testKms({ ...(quotas && { quotas }), world: { random, ...world } });
}

function hashOf(algorithm: AlgorithmSpec): 'sha1' | 'sha256' {
  return algorithm.endsWith('SHA_1') ? 'sha1' : 'sha256';
}

/** By node:crypto: OAEP, or for RSA_AES_KEY_WRAP_* an AES-256 key by OAEP and the material by AES-KWP. */
export const wrapByNode: Wrap = (publicKey, algorithm, material) => {
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  const oaep = (bytes: Uint8Array) =>
    publicEncrypt({ key, oaepHash: hashOf(algorithm), padding: constants.RSA_PKCS1_OAEP_PADDING }, bytes);
  if (!algorithm.startsWith('RSA_AES')) return new Uint8Array(oaep(material));
  const aesKey = randomBytes(32);
  // RFC 5649 §3: the alternative initial value.
  const cipher = createCipheriv('id-aes256-wrap-pad', aesKey, Buffer.from('a65959a6', 'hex'));
  return new Uint8Array(Buffer.concat([oaep(aesKey), cipher.update(material), cipher.final()]));
};

/** By the OpenSSL command line, as the Developer Guide does it: importing-keys-encrypt-key-material.html. */
export const wrapByOpenssl: Wrap = (publicKey, algorithm, material) => {
  const directory = mkdtempSync(join(tmpdir(), 'localkms-wrap-'));
  const file = (name: string) => join(directory, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const write = (name: string, bytes: Uint8Array) => writeFileSync(file(name), bytes);
  const oaep = (from: string, to: string) =>
    openssl(
      ...['pkeyutl', '-encrypt', '-pubin', '-keyform', 'DER', '-inkey', file('WrappingPublicKey.bin')],
      ...['-in', file(from), '-out', file(to), '-pkeyopt', 'rsa_padding_mode:oaep'],
      ...['-pkeyopt', `rsa_oaep_md:${hashOf(algorithm)}`, '-pkeyopt', `rsa_mgf1_md:${hashOf(algorithm)}`],
    );
  try {
    write('WrappingPublicKey.bin', publicKey);
    write('material.bin', material);
    if (algorithm === 'SM2PKE') {
      const key = ['-pubin', '-keyform', 'DER', '-inkey', file('WrappingPublicKey.bin')];
      openssl('pkeyutl', '-encrypt', ...key, '-in', file('material.bin'), '-out', file('wrapped.bin'));
      return new Uint8Array(readFileSync(file('wrapped.bin')));
    }
    if (!algorithm.startsWith('RSA_AES')) {
      oaep('material.bin', 'wrapped.bin');
      return new Uint8Array(readFileSync(file('wrapped.bin')));
    }
    const aesKey = randomBytes(32);
    write('aes-key.bin', aesKey);
    oaep('aes-key.bin', 'wrapped-aes-key.bin');
    const wrap = ['enc', '-id-aes256-wrap-pad', '-K', aesKey.toString('hex'), '-iv', 'A65959A6'];
    openssl(...wrap, '-in', file('material.bin'), '-out', file('wrapped-material.bin'));
    return new Uint8Array(
      Buffer.concat([readFileSync(file('wrapped-aes-key.bin')), readFileSync(file('wrapped-material.bin'))]),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
};

export interface ImportOptions {
  readonly algorithm?: AlgorithmSpec;
  readonly wrappingKeySpec?: WrappingKeySpec;
  readonly wrap?: Wrap;
}

/** A wrapped material with the token that goes with it, ready for ImportKeyMaterial. */
export async function wrapped(
  kms: Pick<TestKms, 'call'>,
  KeyId: string,
  material: Uint8Array,
  { algorithm = 'RSAES_OAEP_SHA_256', wrappingKeySpec = 'RSA_2048', wrap = wrapByNode }: ImportOptions = {},
): Promise<{ KeyId: string; ImportToken: Uint8Array; EncryptedKeyMaterial: Uint8Array }> {
  const { ImportToken, PublicKey } = await kms.call('GetParametersForImport', {
    KeyId,
    WrappingAlgorithm: algorithm,
    WrappingKeySpec: wrappingKeySpec,
  });
  return { KeyId, ImportToken, EncryptedKeyMaterial: wrap(PublicKey, algorithm, material) };
}

/** Imports material that does not expire, unless `members` say otherwise. */
export async function importMaterial(
  kms: Pick<TestKms, 'call'>,
  KeyId: string,
  material: Uint8Array,
  members: object = {},
  options: ImportOptions = {},
): Promise<Omit<ImportKeyMaterialCommandOutput, '$metadata'>> {
  const expiration = 'ValidTo' in members ? {} : { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' };
  return kms.call('ImportKeyMaterial', {
    ...(await wrapped(kms, KeyId, material, options)),
    ...expiration,
    ...members,
  });
}

/** A key of Origin EXTERNAL, without material. */
export async function externalKey(kms: Pick<TestKms, 'call'>, input: object = {}): Promise<string> {
  const { KeyMetadata } = await kms.call('CreateKey', { Origin: 'EXTERNAL', ...input });
  return KeyMetadata.Arn as string;
}

/** The same for a key of an asymmetric spec that signs. */
export function signingKey(kms: Pick<TestKms, 'call'>, KeySpec: string): Promise<string> {
  return externalKey(kms, { KeySpec, KeyUsage: 'SIGN_VERIFY' });
}

/** Fixed material of a length. */
export function bytesOf(length: number, fill = 1): Uint8Array {
  return new Uint8Array(length).fill(fill);
}
