#!/usr/bin/env bash
# https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/crypto-cli-examples.html
set -euo pipefail

keyArn=$(aws kms create-key --query KeyMetadata.Arn --output text)
echo 'Patient 4711' >hello.txt
aws-encryption-cli --encrypt --input hello.txt --wrapping-keys key="$keyArn" --metadata-output metadata \
  --encryption-context purpose=test --commitment-policy require-encrypt-require-decrypt --output hello.txt.encrypted
aws-encryption-cli --decrypt --input hello.txt.encrypted --wrapping-keys key="$keyArn" --metadata-output metadata \
  --commitment-policy require-encrypt-require-decrypt --encryption-context purpose=test --output hello.decrypted
cmp hello.txt hello.decrypted
if cmp -s hello.txt hello.txt.encrypted; then exit 1; fi
aws-encryption-cli --version | head -1
