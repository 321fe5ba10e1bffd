// An own name for the library's function, so that a dynamic import of this file stays tree-shakeable.
export { aeskwp } from '@noble/ciphers/aes.js';
