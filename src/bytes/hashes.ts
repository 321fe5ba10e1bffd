/** The hashing that is needed at once; the build gives this file a copy of noble's that no other file adds to. */
export { expand, extract } from '@noble/hashes/hkdf.js';
export { sha256 } from '@noble/hashes/sha2.js';
