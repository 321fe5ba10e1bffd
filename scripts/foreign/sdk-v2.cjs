// AWS SDK for JavaScript v2, which no middleware reaches and which knows no AWS_ENDPOINT_URL_KMS.
const assert = require('node:assert/strict');
process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = '1';
const AWS = require('aws-sdk');

const kms = new AWS.KMS({ endpoint: process.env.AWS_ENDPOINT_URL_KMS, maxRetries: 2 });

async function main() {
  const { KeyMetadata } = await kms.createKey().promise();
  assert(Math.abs(KeyMetadata.CreationDate - Date.now()) < 60_000);
  const { CiphertextBlob } = await kms.encrypt({ KeyId: KeyMetadata.KeyId, Plaintext: 'Patient 4711' }).promise();
  const { Plaintext } = await kms.decrypt({ CiphertextBlob }).promise();
  assert.equal(Plaintext.toString(), 'Patient 4711');
  await assert.rejects(kms.describeKey({ KeyId: 'alias/none' }).promise(), {
    code: 'NotFoundException',
    message: 'Alias arn:aws:kms:us-east-1:000000000000:alias/none is not found.',
    statusCode: 400,
  });
  assert.deepEqual(await kms.disableKey({ KeyId: KeyMetadata.KeyId }).promise(), {});
  console.log(`aws-sdk ${AWS.VERSION}`);
}

main();
