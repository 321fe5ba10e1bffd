// What reads the forms of key material that have a structure.
export { readJwk } from './jwk.js';
export { readPem } from './pem.js';
export { privateKeyForm, readDer } from './private-key-form.js';
export { readCryptoKey, readKeyObject } from './runtime-key.js';
