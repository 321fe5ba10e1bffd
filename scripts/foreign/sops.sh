#!/usr/bin/env bash
# https://getsops.io/docs/#encrypting-using-aws-kms: encrypt, change a value, decrypt, rotate the data key.
set -euo pipefail

arn=$(aws kms create-key --query KeyMetadata.Arn --output text)
printf 'user: alice\npassword: first\n' >plain.yaml
sops encrypt --kms "$arn" plain.yaml >secrets.yaml
if grep -q first secrets.yaml; then exit 1; fi
[ "$(sops decrypt --extract '["password"]' secrets.yaml)" = first ]
sops set secrets.yaml '["password"]' '"second"'
[ "$(sops decrypt --extract '["password"]' secrets.yaml)" = second ]
before=$(grep 'enc: ' secrets.yaml)
sops rotate -i secrets.yaml
[ "$(grep 'enc: ' secrets.yaml)" != "$before" ]
[ "$(sops decrypt --extract '["user"]' secrets.yaml)" = alice ]
sops --version --disable-version-check | head -1
