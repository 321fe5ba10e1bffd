import { expectedKind, isPlainObject, listOf, members, text } from '../../../options/checks.js';
import { READER_CHECKS, type ReaderOptions, textsByName, valuesByName } from '../reader-options.js';

/** A stack: its template, and what else of it is known. */
export interface StackSource extends Pick<ReaderOptions, 'accountId' | 'region'> {
  /** An object, or the text of one in JSON or YAML. */
  readonly template: string | object;
  /** Default: `stack`. */
  readonly stackName?: string;
  /**
   * The values of parameters, where the template has no default. For those of a type `AWS::SSM::Parameter::Value<…>`: what
   * Parameter Store has under their name.
   */
  readonly parameters?: Readonly<Record<string, string | number | readonly string[]>>;
  /**
   * What else is known: `Ref` by logical id, `Fn::GetAtt` by logical id and attribute, dynamic references by what stands in
   * their braces: `{ Bucket: 'orders', 'Bucket.Arn': 'arn:aws:s3:::orders', 'resolve:ssm:/orders/key': '…' }`.
   */
  readonly values?: Readonly<Record<string, string | readonly string[]>>;
}

/** Options of `fromCloudFormation`. */
export interface CloudFormationOptions extends ReaderOptions, Omit<StackSource, 'template'> {
  /** What stacks that are not read export, by name. */
  readonly exports?: Readonly<Record<string, string>>;
}

const { accountId, region } = READER_CHECKS;
const stack = {
  accountId,
  region,
  stackName: text(/^[a-z][a-z0-9-]{0,127}$/i, 'the name of a stack, such as "orders"'),
  parameters: valuesByName,
  values: valuesByName,
};

const checkOptions = members<CloudFormationOptions>({ ...READER_CHECKS, ...stack, exports: textsByName });
const checkStacks = listOf(members<StackSource>({ ...stack, template }, ['template']), 'a list of stacks');

function template(value: unknown, path: string): void {
  if (typeof value !== 'string' && !isPlainObject(value)) expectedKind(path, value, 'a template: text, or an object');
}

/** @throws TypeError for what is wrong with the arguments of `fromCloudFormation`, but for what templates say. */
export function checkCloudFormation(given: unknown, options: unknown): void {
  if (Array.isArray(given)) checkStacks(given, 'stacks');
  else template(given, 'template');
  checkOptions(options, 'options');
}
