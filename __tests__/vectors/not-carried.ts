import { NotCarried, type Suite } from './vector.js';

function notCarried(files: RegExp, reason: string): Suite {
  return { files, judge: async () => new NotCarried(reason) };
}

/** Files about what AWS KMS has no operation for. */
export const NOT_CARRIED: readonly Suite[] = [
  notCarried(/^aes_wrap$/, 'AES key wrap without padding'),
  notCarried(/^hkdf_sha256$/, 'HKDF'),
  notCarried(/^hmac_sm3$/, 'HMAC with SM3'),
  notCarried(/^primality$/, 'primality of chosen numbers: primes are derived, never given alone'),
  notCarried(/^rsa_pkcs1_\d+$/, 'RSAES_PKCS1_V1_5, which AWS KMS retired'),
  notCarried(/^mlkem_\d+_encaps$/, 'encapsulation to a public key outside AWS KMS with given randomness'),
  notCarried(/^mlkem_\d+_semi_expanded_decaps$/, 'expanded ML-KEM private keys'),
];
