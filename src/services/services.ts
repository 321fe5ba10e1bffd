export { type S3EncryptionOptions, type S3Plugin, s3Encryption } from './s3/s3-encryption.js';
