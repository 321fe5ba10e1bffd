export { type KmsHandler, kmsHandler } from './kms-handler.js';
export type { CredentialOptions, KmsHandlerOptions } from './options.js';
