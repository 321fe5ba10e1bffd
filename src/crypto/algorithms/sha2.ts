// Own names for a library's modules, so that a dynamic import of this file stays tree-shakeable.
export { hmac } from '@noble/hashes/hmac.js';
export { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
