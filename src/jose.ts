export type { JoseAlgorithmName } from './testing/jose/jose-algorithms.js';
export { type JwkSet, jwks } from './testing/jose/jwks.js';
export { createKmsKeySet, type GetKey, type KmsKeySetOptions } from './testing/jose/kms-key-set.js';
export type { KmsClientLike, KmsSource, KmsWorldLike } from './testing/jose/kms-source.js';
export type { PublicJwk } from './testing/jose/public-jwk.js';
export { type JwtClaims, type SignJwtOptions, signJwt } from './testing/jose/sign-jwt.js';
