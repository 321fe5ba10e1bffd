import * as sdk from '@aws-sdk/client-kms';
import { SENSITIVE_MEMBERS } from '../../src/model/sensitive-members.js';

// The SDK's schemas as data: a simple type is [0, namespace, name, traits, …], a structure [3, …, names, types]; 8: sensitive.
type Schema = readonly unknown[];
const SENSITIVE = 8;

function isSensitive(member: unknown): boolean {
  if (typeof member === 'function') return isSensitive(member());
  if (!Array.isArray(member)) return false;
  // A member that is not a plain type is [schema, traits].
  if (typeof member[0] !== 'number') return isSensitive(member[0]);
  return member[0] === 0 && member[3] === SENSITIVE;
}

function sensitiveMembersOf(schema: Schema): string[] {
  const [, , , , names, types] = schema as [number, string, string, unknown, string[], unknown[]];
  return names.filter((_, at) => isSensitive(types[at]));
}

it('are those that the model of AWS KMS marks in any structure', () => {
  const structures = Object.values(sdk).filter((one): one is never => Array.isArray(one) && one[0] === 3) as Schema[];
  expect(structures.length).toBeGreaterThan(50);
  const marked = new Set(structures.flatMap(sensitiveMembersOf));
  // GetParametersForImport alone marks it; every other operation shows public keys.
  expect(marked.delete('PublicKey')).toBe(true);
  expect(marked).toEqual(SENSITIVE_MEMBERS);
});
