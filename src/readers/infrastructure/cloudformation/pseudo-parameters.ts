import { keyIdOf } from '../physical-ids.js';
import type { Value } from '../values.js';
import type { Stack } from './stack.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
const PSEUDO_PARAMETERS: Readonly<Record<string, (stack: Stack) => Value>> = {
  'AWS::AccountId': ({ scope }) => scope.account,
  'AWS::Region': ({ scope }) => scope.region,
  'AWS::Partition': ({ scope }) => scope.partition,
  'AWS::URLSuffix': ({ scope }) => (scope.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'),
  'AWS::StackName': ({ name }) => name,
  'AWS::StackId': ({ name, scope: { id, partition, region, account } }) =>
    `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/${keyIdOf(false, id, name)}`,
  'AWS::NotificationARNs': () => [],
  'AWS::NoValue': () => undefined,
};

/** The value of a pseudo parameter, which may be none; undefined where the name is that of none. */
export function pseudoParameter(name: string, stack: Stack): { readonly value: Value } | undefined {
  return Object.hasOwn(PSEUDO_PARAMETERS, name) ? { value: PSEUDO_PARAMETERS[name]?.(stack) } : undefined;
}
