#!/usr/bin/env bash
# The commands of AWS's tutorials and reference pages, as they stand there but for names and places.
set -euo pipefail

# is GOT WANTED WHAT
is() {
  [ "$1" = "$2" ] || { echo "$3: got $1, wanted $2" >&2; exit 1; }
}

# refused ERROR COMMAND...: the error that AWS CLI shows.
refused() {
  local error=$1 output
  shift
  output=$("$@" 2>&1) && { echo "not refused: $*" >&2; exit 1; }
  [[ $output == *"An error occurred ($error) when calling"* ]] || { echo "$*: $output" >&2; exit 1; }
}

echo 'Patient 4711' >plain.txt

# Keys and aliases.
key=$(aws kms create-key --description orders --tags TagKey=team,TagValue=orders --query KeyMetadata.KeyId --output text)
aws kms create-alias --alias-name alias/orders --target-key-id "$key"
is "$(aws kms list-aliases --query "Aliases[?AliasName=='alias/orders'].TargetKeyId" --output text)" "$key" list-aliases
is "$(aws kms describe-key --key-id alias/orders --query KeyMetadata.Description --output json)" '"orders"' describe-key
[[ $(aws kms list-keys --output table) == *"$key"* ]]
is "$(aws kms list-resource-tags --key-id "$key" --query 'Tags[0].TagValue' --output text)" orders list-resource-tags
aws kms tag-resource --key-id "$key" --tags TagKey=stage,TagValue=test
aws kms untag-resource --key-id "$key" --tag-keys stage
aws kms update-key-description --key-id "$key" --description 'all orders'

# Encrypt and decrypt, with an encryption context.
aws kms encrypt --key-id alias/orders --plaintext fileb://plain.txt --encryption-context purpose=test \
  --output text --query CiphertextBlob | base64 --decode >sealed.bin
aws kms decrypt --ciphertext-blob fileb://sealed.bin --encryption-context purpose=test \
  --output text --query Plaintext | base64 --decode >opened.txt
cmp plain.txt opened.txt
refused InvalidCiphertextException aws kms decrypt --ciphertext-blob fileb://sealed.bin
refused NotFoundException aws kms describe-key --key-id alias/none
refused ValidationException aws kms create-key --key-spec RSA_1024

# Data keys, random bytes.
is "$(aws kms generate-data-key --key-id "$key" --key-spec AES_256 --query Plaintext --output text | base64 --decode | wc -c)" 32 generate-data-key
aws kms generate-data-key-without-plaintext --key-id "$key" --number-of-bytes 64 >/dev/null
aws kms generate-data-key-pair --key-id "$key" --key-pair-spec ECC_NIST_P256 >/dev/null
is "$(aws kms generate-random --number-of-bytes 20 --query Plaintext --output text | base64 --decode | wc -c)" 20 generate-random
aws kms re-encrypt --ciphertext-blob fileb://sealed.bin --source-encryption-context purpose=test \
  --destination-key-id alias/orders >/dev/null

# HMAC.
hmac=$(aws kms create-key --key-spec HMAC_256 --key-usage GENERATE_VERIFY_MAC --query KeyMetadata.KeyId --output text)
aws kms generate-mac --key-id "$hmac" --message fileb://plain.txt --mac-algorithm HMAC_SHA_256 \
  --query Mac --output text | base64 --decode >mac.bin
is "$(aws kms verify-mac --key-id "$hmac" --message fileb://plain.txt --mac-algorithm HMAC_SHA_256 --mac fileb://mac.bin \
  --query MacValid --output text)" True verify-mac

# A signature, verified by KMS and by OpenSSL.
rsa=$(aws kms create-key --key-spec RSA_2048 --key-usage SIGN_VERIFY --query KeyMetadata.KeyId --output text)
aws kms sign --key-id "$rsa" --message fileb://plain.txt --signing-algorithm RSASSA_PKCS1_V1_5_SHA_256 \
  --query Signature --output text | base64 --decode >signature.bin
is "$(aws kms verify --key-id "$rsa" --message fileb://plain.txt --signing-algorithm RSASSA_PKCS1_V1_5_SHA_256 \
  --signature fileb://signature.bin --query SignatureValid --output text)" True verify
aws kms get-public-key --key-id "$rsa" --query PublicKey --output text | base64 --decode >public.der
openssl dgst -sha256 -verify public.der -keyform DER -signature signature.bin plain.txt >/dev/null
refused KMSInvalidSignatureException aws kms verify --key-id "$rsa" --message fileb://sealed.bin \
  --signing-algorithm RSASSA_PKCS1_V1_5_SHA_256 --signature fileb://signature.bin

# Rotation.
aws kms enable-key-rotation --key-id "$key" --rotation-period-in-days 180
is "$(aws kms get-key-rotation-status --key-id "$key" --query RotationPeriodInDays --output text)" 180 get-key-rotation-status
aws kms rotate-key-on-demand --key-id "$key" >/dev/null
aws kms list-key-rotations --key-id "$key" >/dev/null
aws kms disable-key-rotation --key-id "$key"

# Grants.
token=$(aws kms create-grant --key-id "$key" --grantee-principal arn:aws:iam::111122223333:role/app \
  --operations Encrypt Decrypt --query GrantToken --output text)
[ -n "$token" ]
grant=$(aws kms list-grants --key-id "$key" --query 'Grants[0].GrantId' --output text)
aws kms revoke-grant --key-id "$key" --grant-id "$grant"

# Key policies.
aws kms get-key-policy --key-id "$key" --policy-name default --query Policy --output text >policy.json
aws kms put-key-policy --key-id "$key" --policy-name default --policy file://policy.json

# Multi-Region keys.
mrk=$(aws kms create-key --multi-region --query KeyMetadata.KeyId --output text)
aws kms replicate-key --key-id "$mrk" --replica-region eu-west-1 >/dev/null
aws kms encrypt --key-id "$mrk" --plaintext fileb://plain.txt --query CiphertextBlob --output text | base64 --decode >multi.bin
aws kms decrypt --region eu-west-1 --ciphertext-blob fileb://multi.bin --query Plaintext --output text | base64 --decode >opened.txt
cmp plain.txt opened.txt
aws kms update-primary-region --key-id "$mrk" --primary-region eu-west-1
is "$(aws kms describe-key --region eu-west-1 --key-id "$mrk" --query KeyMetadata.MultiRegionConfiguration.MultiRegionKeyType --output text)" \
  PRIMARY update-primary-region

# Key material of one's own, wrapped by OpenSSL.
own=$(aws kms create-key --origin EXTERNAL --query KeyMetadata.KeyId --output text)
aws kms get-parameters-for-import --key-id "$own" --wrapping-algorithm RSAES_OAEP_SHA_256 --wrapping-key-spec RSA_3072 >parameters.json
python3 - <<'PYTHON'
import base64, json
parameters = json.load(open('parameters.json'))
open('wrapping.der', 'wb').write(base64.b64decode(parameters['PublicKey']))
open('token.bin', 'wb').write(base64.b64decode(parameters['ImportToken']))
PYTHON
openssl rand -out material.bin 32
openssl pkeyutl -encrypt -in material.bin -out wrapped.bin -inkey wrapping.der -keyform DER -pubin \
  -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256 -pkeyopt rsa_mgf1_md:sha256
aws kms import-key-material --key-id "$own" --encrypted-key-material fileb://wrapped.bin --import-token fileb://token.bin \
  --expiration-model KEY_MATERIAL_EXPIRES --valid-to "$(date -u -d "+30 days" +%FT%TZ)" >/dev/null
is "$(aws kms describe-key --key-id "$own" --query KeyMetadata.KeyState --output text)" Enabled import-key-material
aws kms delete-imported-key-material --key-id "$own" >/dev/null

# The end of a key.
aws kms disable-key --key-id "$key"
refused DisabledException aws kms encrypt --key-id "$key" --plaintext fileb://plain.txt
aws kms enable-key --key-id "$key"
aws kms delete-alias --alias-name alias/orders
aws kms schedule-key-deletion --key-id "$key" --pending-window-in-days 7 >/dev/null
refused KMSInvalidStateException aws kms encrypt --key-id "$key" --plaintext fileb://plain.txt
aws kms cancel-key-deletion --key-id "$key" >/dev/null

aws --version 2>&1 | cut -d' ' -f1
