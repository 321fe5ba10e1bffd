export { type KmsHandler, kmsHandler } from './kms-handler.js';
export type { CredentialOptions, KmsHandlerOptions } from './options.js';
export {
  type ConnectOptions,
  connectLocalKms,
  type RemoteKeyDescription,
  type RemoteLocalKms,
} from './remote/connect.js';
export { type KmsServer, serve } from './server/serve.js';
export type { ServeOptions, TlsOptions } from './server/serve-options.js';
