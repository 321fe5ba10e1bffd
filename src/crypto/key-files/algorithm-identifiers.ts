import { NULL, objectIdentifier, sequence } from '../../bytes/der.js';
import { toHex } from '../../bytes/hex.js';
import { once } from '../../bytes/memoize.js';
import { KEY_SPEC_NAMES, type KeySpecName } from '../../model/key-specs.js';
import { CryptoError } from '../../ports/crypto-backend.js';

const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';

/** What an algorithm is called in a key file: its object identifier, then its parameters. */
type AlgorithmName = readonly [algorithm: string, parameters?: string];

/**
 * RFC 3279 (RSA), RFC 5480 (NIST curves, named only), SEC 2 (secp256k1), RFC 8410 (Ed25519), RFC 9881 (ML-DSA),
 * RFC 9935 (ML-KEM), GB/T 33560 (SM2).
 */
const NAMES: { readonly [spec in KeySpecName]?: AlgorithmName } = {
  RSA_2048: [RSA_ENCRYPTION],
  RSA_3072: [RSA_ENCRYPTION],
  RSA_4096: [RSA_ENCRYPTION],
  ECC_NIST_P256: [EC_PUBLIC_KEY, '1.2.840.10045.3.1.7'],
  ECC_NIST_P384: [EC_PUBLIC_KEY, '1.3.132.0.34'],
  ECC_NIST_P521: [EC_PUBLIC_KEY, '1.3.132.0.35'],
  ECC_SECG_P256K1: [EC_PUBLIC_KEY, '1.3.132.0.10'],
  SM2: [EC_PUBLIC_KEY, '1.2.156.10197.1.301'],
  ECC_NIST_EDWARDS25519: ['1.3.101.112'],
  ML_DSA_44: ['2.16.840.1.101.3.4.3.17'],
  ML_DSA_65: ['2.16.840.1.101.3.4.3.18'],
  ML_DSA_87: ['2.16.840.1.101.3.4.3.19'],
  ML_KEM_512: ['2.16.840.1.101.3.4.4.1'],
  ML_KEM_768: ['2.16.840.1.101.3.4.4.2'],
  ML_KEM_1024: ['2.16.840.1.101.3.4.4.3'],
};

/** The AlgorithmIdentifier of a spec's keys, DER. */
export function algorithmIdentifier(spec: KeySpecName): Uint8Array {
  const [algorithm, parameters] = nameOf(spec);
  const first = objectIdentifier(algorithm);
  if (algorithm === RSA_ENCRYPTION) return sequence(first, NULL);
  return parameters === undefined ? sequence(first) : sequence(first, objectIdentifier(parameters));
}

/** The OBJECT IDENTIFIER of a spec's curve, DER. */
export function namedCurve(spec: KeySpecName): Uint8Array {
  const [, curve] = nameOf(spec);
  if (curve === undefined) throw new CryptoError(`${spec} has no named curve`);
  return objectIdentifier(curve);
}

/** The specs whose keys have that AlgorithmIdentifier: several for RSA, where the modulus decides. */
export function specsOf(identifier: Uint8Array): readonly KeySpecName[] {
  return specsByIdentifier().get(toHex(identifier)) ?? [];
}

const specsByIdentifier = once(() => {
  const byIdentifier = new Map<string, KeySpecName[]>();
  for (const spec of KEY_SPEC_NAMES.filter((name) => name in NAMES)) {
    const identifier = toHex(algorithmIdentifier(spec));
    byIdentifier.set(identifier, [...(byIdentifier.get(identifier) ?? []), spec]);
  }
  return byIdentifier;
});

function nameOf(spec: KeySpecName): AlgorithmName {
  const name = NAMES[spec];
  if (name === undefined) throw new CryptoError(`${spec} is not an asymmetric key spec`);
  return name;
}
