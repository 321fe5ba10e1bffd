export type { JoseAlgorithmName } from './jose-algorithms.js';
export { type JwkSet, jwks } from './jwks.js';
export { createKmsKeySet, type GetKey, type KmsKeySetOptions } from './kms-key-set.js';
export type { KmsClientLike, KmsSource, KmsWorldLike } from './kms-source.js';
export type { PublicJwk } from './public-jwk.js';
export { type JwtClaims, type SignJwtOptions, signJwt } from './sign-jwt.js';
