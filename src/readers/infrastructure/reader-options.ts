import { type Check, expected, expectedKind, isPlainObject, listOf, text } from '../../options/checks.js';
import { accountId, region } from '../../options/options.js';
import type { Document } from './resources.js';

/** What every reader of infrastructure takes. */
export interface ReaderOptions {
  /** 12 digits: the account that it is deployed to. Default: `000000000000`, as of a world. */
  readonly accountId?: string;
  /** The Region that it is deployed to. Default: `AWS_REGION`, else `us-east-1`, as of a world. */
  readonly region?: string;
  /**
   * Documents of managed policies that the source does not have, by ARN. Of AWS's own those are known that concern AWS KMS,
   * and some that do not.
   */
  readonly policies?: Readonly<Record<string, Document>>;
  /** Resources to leave out, by logical id or address, and with them what is not known of them. */
  readonly leaveOut?: readonly string[];
}

const someText = text(/./s, 'text that is not empty');

/** Texts, or lists of texts, by name. */
export const valuesByName: Check = byName((value, path) => {
  if (Array.isArray(value)) listOf(someText, 'a list of texts')(value, path);
  else if (typeof value !== 'number') someText(value, path);
});

export const textsByName: Check = byName(someText);

/** A check for each of the options. */
export const READER_CHECKS: { readonly [Option in keyof Required<ReaderOptions>]: Check } = {
  accountId,
  region,
  policies: byName((value, path) => {
    if (typeof value !== 'string' && !isPlainObject(value)) expected(path, value, 'a policy document');
  }),
  leaveOut: listOf(someText, 'a list of logical ids or addresses'),
};

function byName(check: Check): Check {
  return (value, path) => {
    if (!isPlainObject(value)) expectedKind(path, value, 'an object');
    for (const [name, item] of Object.entries(value)) check(item, `${path}[${JSON.stringify(name)}]`);
  };
}
