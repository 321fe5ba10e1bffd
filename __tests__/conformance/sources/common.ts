import { type Inferred, inferred, type Published } from '../source.js';
import { developerGuide } from './aws.js';
import { recorded } from './localstack.js';

/** Which operations a key state allows; its footnotes give the messages. */
export const KEY_STATE_TABLE: Published = developerGuide('key-state', 'Key state table', 'key-state-table');

/** Every operation with a `DryRun` lists the exception; its message was recorded for two of them. */
export const DRY_RUN_OF_ANOTHER: Inferred = inferred(
  'GenerateDataKeyPair answers a dry run so',
  recorded('test_generate_data_key_pair_dry_run'),
);

/** The message about an unknown key was recorded for DescribeKey. */
export const UNKNOWN_KEY_OF_ANOTHER: Inferred = inferred(
  'DescribeKey names an unknown key so',
  recorded('test_get_key_does_not_exist'),
);
