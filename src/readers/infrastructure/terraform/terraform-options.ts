import { members } from '../../../options/checks.js';
import { READER_CHECKS, type ReaderOptions, valuesByName } from '../reader-options.js';

/** Options of `fromTerraform`. */
export interface TerraformOptions extends ReaderOptions {
  /**
   * What else is known: attributes by address, and what references stand for by their text:
   * `{ 'aws_kms_key.orders.policy': '{…}', 'data.aws_ssm_parameter.key.value': 'arn:…', 'module.orders.local.admin': 'arn:…' }`.
   */
  readonly values?: Readonly<Record<string, string | readonly string[]>>;
}

export const checkTerraformOptions = members<TerraformOptions>({ ...READER_CHECKS, values: valuesByName });
