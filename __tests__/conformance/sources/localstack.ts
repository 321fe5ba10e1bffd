import type { Published } from '../source.js';

const REPOSITORY = 'https://github.com/localstack/localstack';
export const TESTS_OF_AWS: string = `${REPOSITORY}/blob/8b9a79f05846835cf4dff63ab7eefdde9df83783/tests/aws/services`;
const FOLDER = `${TESTS_OF_AWS}/kms`;

/** The answers of AWS that a test recorded: the line of `test_kms.snapshot.json` where they begin. */
const RECORDINGS = {
  'test_generate_random_invalid_number_of_bytes[None]': 2,
  'test_generate_random_invalid_number_of_bytes[0]': 17,
  'test_generate_random_invalid_number_of_bytes[1025]': 32,
  'test_encrypt_validate_plaintext_size_per_key_type[RSA_2048-RSAES_OAEP_SHA_1]': 47,
  'test_encrypt_validate_plaintext_size_per_key_type[RSA_2048-RSAES_OAEP_SHA_256]': 62,
  'test_encrypt_validate_plaintext_size_per_key_type[RSA_3072-RSAES_OAEP_SHA_1]': 77,
  'test_encrypt_validate_plaintext_size_per_key_type[RSA_3072-RSAES_OAEP_SHA_256]': 92,
  'test_encrypt_validate_plaintext_size_per_key_type[RSA_4096-RSAES_OAEP_SHA_1]': 107,
  'test_encrypt_validate_plaintext_size_per_key_type[RSA_4096-RSAES_OAEP_SHA_256]': 122,
  'test_generate_random[12]': 137,
  'test_generate_random[44]': 143,
  'test_generate_random[91]': 149,
  'test_generate_random[1]': 155,
  'test_generate_random[1024]': 161,
  test_create_key: 167,
  test_get_key_in_different_region: 191,
  test_get_key_does_not_exist: 268,
  test_get_key_invalid_uuid: 306,
  test_replicate_key: 344,
  test_create_alias: 488,
  'test_sign_verify[RSA_2048-RSASSA_PSS_SHA_256]': 503,
  'test_sign_verify[ECC_NIST_P256-ECDSA_SHA_256]': 718,
  test_hmac_create_key: 855,
  test_hmac_create_key_invalid_operations: 896,
  'test_generate_and_verify_mac[HMAC_256-HMAC_SHA_256]': 976,
  'test_invalid_generate_mac[HMAC_256-INVALID]': 1127,
  'test_invalid_verify_mac[HMAC_256-HMAC_SHA_256-some different important message]': 1142,
  'test_invalid_verify_mac[HMAC_256-INVALID-some important message]': 1191,
  test_import_key_symmetric: 1215,
  test_error_messaging_for_invalid_keys: 1441,
  test_plaintext_size_for_encrypt: 1501,
  test_generate_data_key_pair: 1531,
  test_generate_data_key: 1547,
  test_encrypt_decrypt_encryption_context: 1574,
  test_get_parameters_for_import: 1678,
  test_create_multi_region_key: 1694,
  test_derive_shared_secret: 1750,
  test_tag_existing_key_and_untag: 1817,
  test_create_key_with_tag_and_untag: 1833,
  test_update_and_add_tags_on_tagged_key: 1878,
  test_tag_key_with_duplicate_tag_keys_raises_error: 1919,
  test_create_key_with_too_many_tags_raises_error: 1935,
  test_tag_existing_key_with_invalid_tag_key: 1951,
  test_key_with_long_tag_value_raises_error: 1967,
  'test_create_key_with_invalid_tag_key[lowercase_prefix]': 1982,
  'test_create_key_with_invalid_tag_key[uppercase_prefix]': 1998,
  'test_create_key_with_invalid_tag_key[too_long_key]': 2014,
  test_rotate_key_on_demand_with_symmetric_key_and_automatic_rotation_disabled: 2071,
  test_rotate_key_on_demand_with_symmetric_key_and_automatic_rotation_enabled: 2091,
  test_key_rotations_limits: 2223,
  test_generate_data_key_pair_dry_run: 2239,
  test_generate_data_key_pair_without_plaintext_dry_run: 2255,
  test_re_encrypt_incorrect_source_key: 2303,
  test_import_key_rsa_aes_wrap_sha256: 2319,
  'test_import_key_ecc_keys[ECC_NIST_P256]': 2449,
  'test_import_key_ecc_keys[ECC_NIST_P384]': 2545,
  'test_import_key_ecc_keys[ECC_SECG_P256K1]': 2641,
  'test_import_key_ecc_keys[ECC_NIST_P521]': 2737,
  'test_import_key_hmac_keys[HMAC_224]': 2833,
  'test_import_key_hmac_keys[HMAC_256]': 2929,
  'test_import_key_hmac_keys[HMAC_384]': 3025,
  'test_import_key_hmac_keys[HMAC_512]': 3121,
  test_replicate_replica_key_should_fail: 3217,
  'test_rotate_key_on_demand_on_external_key_with_no_key_material[SYMMETRIC_DEFAULT]': 3233,
  test_rotate_on_demand_returns_arn_for_key_id: 3301,
  test_rotate_key_on_demand_updates_current_key_material_for_external_keys: 3313,
  test_import_key_material_raises_if_there_is_already_key_material_pending: 3505,
  test_rotate_key_on_demand_raises_for_no_pending_key_material: 3584,
  test_key_rotation_updates_current_key_material_id_for_aws_symmetric_keys: 3600,
} as const;

/** Tests that `test_kms.validation.json` lists as run against AWS, without a recording: their line of `test_kms.py`. */
const TESTS = {
  test_list_keys: 555,
  test_schedule_and_cancel_key_deletion: 571,
  test_revoke_grant: 671,
  test_retire_grant_with_grant_token: 682,
  test_encrypt_decrypt: 904,
} as const;

/** The AWS managed key of S3, as a test of S3 recorded it from AWS. */
export const RECORDED_S3_KEY: Published = {
  evidence: 'LS',
  title: 'LocalStack: test_s3_bucket_encryption_sse_kms_aws_managed_key',
  url: `${TESTS_OF_AWS}/s3/test_s3_api.snapshot.json#L1500`,
};

/** What a snapshot test of LocalStack's recorded from AWS. */
export function recorded(test: keyof typeof RECORDINGS): Published {
  return { evidence: 'LS', title: `LocalStack: ${test}`, url: `${FOLDER}/test_kms.snapshot.json#L${RECORDINGS[test]}` };
}

/** What a test of LocalStack's asserts of AWS. */
export function asserted(test: keyof typeof TESTS): Published {
  return { evidence: 'LS', title: `LocalStack: ${test}`, url: `${FOLDER}/test_kms.py#L${TESTS[test]}` };
}
