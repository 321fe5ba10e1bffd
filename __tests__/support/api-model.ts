import type { OperationName } from '../../src/model/operation-types.js';
import model from './api-model.json' with { type: 'json' };

/** A member as AWS's API model constrains it. */
export interface ModelShape {
  readonly type: 'string' | 'blob' | 'integer' | 'boolean' | 'timestamp' | 'list' | 'map' | 'structure';
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly required?: boolean;
  readonly sensitive?: boolean;
  readonly members?: Readonly<Record<string, ModelShape>>;
  readonly member?: ModelShape;
}

/** The input members of all 56 operations, from AWS's API model of 2014-11-01. */
export const API_MODEL = model as unknown as Readonly<Record<OperationName, Readonly<Record<string, ModelShape>>>>;

/** Valid text of a length for each pattern of the model; undefined where no text of that length matches. */
const TEXTS: Readonly<Record<string, (length: number) => string | undefined>> = {
  '^[a-zA-Z0-9:/_-]+$': (length) => 'alias/'.slice(0, length).padEnd(length, 'a'),
  'cluster-[2-7a-zA-Z]{11,16}': (length) => 'cluster-'.padEnd(length, 'a'),
  '^https://[a-zA-Z0-9.-]+$': (length) => 'https://'.padEnd(length, 'a'),
  '^(/[a-zA-Z0-9\\/_-]+/kms/xks/v\\d{1,2})$|^(/kms/xks/v\\d{1,2})$': (length) =>
    length < 13 ? undefined : `/${'a'.repeat(length - 12)}/kms/xks/v1`,
  '^(com|eu)\\.amazonaws\\.vpce\\.([a-z]+-){2,3}\\d+\\.vpce-svc-[0-9a-z]+$': (length) =>
    length < 40 ? undefined : 'com.amazonaws.vpce.us-east-1.vpce-svc-'.padEnd(length, '0'),
  '[0-9]{12}': (length) => (length === 12 ? '123456789012' : undefined),
  '^[A-Z2-7]+$': (length) => 'A'.repeat(length),
  '^[a-zA-Z0-9\\/+=]+$': (length) => 'a'.repeat(length),
  '^[\\w+=,.@:/-]+$': (length) => 'arn:aws:iam::111122223333:role/'.slice(0, length).padEnd(length, 'a'),
  '^arn:aws[a-z0-9-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{12}:.+$': (length) =>
    length < 31 ? undefined : 'arn:aws:sqs::111122223333:queue'.padEnd(length, 'a'),
  '^([A-Za-z0-9\\-]+)\\.([A-Za-z0-9\\-]+)(\\.[A-Za-z0-9\\-]+)+$': (length) =>
    length < 5 ? undefined : 'a.b.c'.padEnd(length, 'c'),
  '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+': (length) => '{'.repeat(length),
  '^[a-zA-Z0-9-_.]+$': (length) => 'x'.repeat(length),
  '^[a-f0-9]+$': (length) => 'a'.repeat(length),
  '[\\u0020-\\u00FF]*': (length) => 'm'.repeat(length),
  '[\\w]+': (length) => 'default'.slice(0, length).padEnd(length, 't'),
  '^[a-zA-Z0-9:/_\\s.-]+$': (length) => 'a'.repeat(length),
  '^([a-z]+-){2,3}\\d+$': (length) => (length < 5 ? undefined : `${'a'.repeat(length - 4)}-b-1`),
};

/** Text that satisfies the shape, of the length asked for; undefined where there is none. */
export function validText(shape: ModelShape, length: number): string | undefined {
  if (shape.pattern === undefined) return 'a'.repeat(length);
  const text = TEXTS[shape.pattern];
  if (text === undefined) throw new Error(`no sample text for ${shape.pattern}`);
  return text(length);
}

/** A value that satisfies the shape. */
function validValue(shape: ModelShape): unknown {
  switch (shape.type) {
    case 'string': {
      if (shape.enum !== undefined) return shape.enum[0];
      const { min = 1, max = 64 } = shape;
      for (const length of [Math.min(max, 36), max, Math.max(min, 1)]) {
        const text = validText(shape, length);
        if (text !== undefined) return text;
      }
      throw new Error(`no valid text for ${JSON.stringify(shape)}`);
    }
    case 'blob':
      return new Uint8Array(Math.max(shape.min ?? 1, 1));
    case 'integer':
      return shape.min ?? 1;
    case 'boolean':
      return false;
    case 'timestamp':
      return new Date(0);
    case 'list':
      return [validValue(shape.member as ModelShape)];
    case 'map':
      return { purpose: 'test' };
    case 'structure':
      return Object.fromEntries(
        Object.entries(shape.members ?? {})
          .filter(([, member]) => member.required)
          .map(([name, member]) => [name, validValue(member)]),
      );
  }
}

/** The service requires it of Decrypt and ReEncrypt, although its model does not say so. */
const ALSO_REQUIRED = 'CiphertextBlob';

/** Input with a valid value for every required member. */
export function validInput(operation: OperationName): Record<string, unknown> {
  const required = Object.entries(API_MODEL[operation]).filter(
    ([name, shape]) => shape.required || name === ALSO_REQUIRED,
  );
  return Object.fromEntries(required.map(([name, shape]) => [name, validValue(shape)]));
}
