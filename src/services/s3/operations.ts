import { deleteBucketEncryption, getBucketEncryption, putBucketEncryption } from './bucket-encryption.js';
import { copyObject } from './copy-object.js';
import type { Exchange } from './exchange.js';
import { getObject, headObject } from './get-object.js';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listParts,
  uploadPart,
  uploadPartCopy,
} from './multipart.js';
import { putObject } from './put-object.js';
import type { S3Response } from './wire.js';

/** What encryption has a part in, by the names of the SDK's commands; all else goes to the store as it is. */
export const OPERATIONS: ReadonlyMap<string, (exchange: Exchange) => Promise<S3Response>> = new Map(
  Object.entries({
    PutObjectCommand: putObject,
    GetObjectCommand: getObject,
    HeadObjectCommand: headObject,
    CopyObjectCommand: copyObject,
    CreateMultipartUploadCommand: createMultipartUpload,
    UploadPartCommand: uploadPart,
    UploadPartCopyCommand: uploadPartCopy,
    CompleteMultipartUploadCommand: completeMultipartUpload,
    AbortMultipartUploadCommand: abortMultipartUpload,
    ListPartsCommand: listParts,
    PutBucketEncryptionCommand: putBucketEncryption,
    GetBucketEncryptionCommand: getBucketEncryption,
    DeleteBucketEncryptionCommand: deleteBucketEncryption,
  }),
);
