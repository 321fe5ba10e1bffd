// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Fn::Sub

import { scopeOf } from '../../../../src/model/arn.js';
import { stackOf } from '../../../../src/readers/infrastructure/cloudformation/evaluate.js';
import { readTemplate } from '../../../../src/readers/infrastructure/cloudformation/template.js';
import { Unresolved, type Value } from '../../../../src/readers/infrastructure/values.js';
import { type CloudFormationOptions, fromCloudFormation } from '../../../../src/readers/infrastructure.js';

/** The parts of a template that a test needs. */
export type Parts = Readonly<Record<string, object>>;

interface Known {
  readonly parameters?: Readonly<Record<string, Value>>;
  readonly exports?: Readonly<Record<string, Value>>;
  readonly values?: Readonly<Record<string, Value>>;
  readonly region?: string;
}

function stackWith(parts: Parts, { parameters = {}, exports = {}, values = {}, region = 'eu-west-1' }: Known = {}) {
  return stackOf({
    template: readTemplate({ Resources: {}, ...parts }, 'template'),
    name: 'orders',
    scope: scopeOf('111122223333', region),
    parameters: new Map(Object.entries(parameters)),
    exports: new Map(Object.entries(exports)),
    values: new Map(Object.entries(values)),
  });
}

/** The value of an expression; of what is unresolved where it stands, and why. */
export function evaluated(expression: unknown, parts: Parts = {}, known: Known = {}): unknown {
  // Tests write any expression.
  const value = stackWith(parts, known).evaluate(expression as Value, 'P');
  return value instanceof Unresolved ? `${value.path}: ${value.reason}` : value;
}

export const PLACE = { accountId: '111122223333', region: 'eu-west-1', stackName: 'orders' };
export const ROOT = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' };

export function read(Resources: object, more: object = {}, options: CloudFormationOptions = {}) {
  return fromCloudFormation({ Resources, ...more }, { ...PLACE, ...options });
}

export function allow(Action: unknown, Resource: unknown, more: object = {}) {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource, ...more }] };
}

export const key = (Properties: object = {}, more: object = {}) => ({ Type: 'AWS::KMS::Key', Properties, ...more });
export const role = (Properties: object = {}, more: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: { RoleName: 'app', ...Properties },
  ...more,
});
export const APP = 'arn:aws:iam::111122223333:role/app';

/** Why a world cannot start. */
export function refusal(use: () => unknown): string {
  try {
    use();
    return 'nothing is refused';
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return error.message;
  }
}

/** Milliseconds of processor time: what else the machine does does not count. */
export function timeOf(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
