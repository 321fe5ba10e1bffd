import type { Published } from '../source.js';
import { TESTS_OF_AWS } from './localstack.js';

const USER_GUIDE = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide';

/** The answers of AWS that a test of S3 recorded: the line of `test_s3.snapshot.json` where they begin. */
const RECORDINGS = {
  test_copy_object_kms: 4340,
  test_s3_sse_validate_kms_key: 4551,
  test_s3_sse_validate_kms_key_state: 5281,
  test_s3_multipart_upload_sse: 5805,
  test_s3_sse_bucket_key_default: 5864,
  test_s3_sse_default_kms_key: 5964,
} as const;

/** What a snapshot test of LocalStack's recorded from Amazon S3. */
export function recordedOfS3(test: keyof typeof RECORDINGS): Published {
  const url = `${TESTS_OF_AWS}/s3/test_s3.snapshot.json#L${RECORDINGS[test]}`;
  return { evidence: 'LS', title: `LocalStack: ${test}`, url };
}

/** A page of the User Guide of Amazon S3, as it is now. */
export function s3Guide(page: string, heading: string, anchor = ''): Published {
  const url = `${USER_GUIDE}/${page}.html${anchor && `#${anchor}`}`;
  return { evidence: 'D', title: `Amazon S3 User Guide: ${heading}`, url };
}
