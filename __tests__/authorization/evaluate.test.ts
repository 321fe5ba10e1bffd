import { appliesButForConditions } from '../../src/authorization/evaluate.js';
import { principalOf } from '../../src/authorization/principal.js';
import { allow, deny, KEY, keyPolicy, ROOT, type Statement, to, USER } from './situation.js';

describe('A statement is for a call, be its conditions met or not', () => {
  const never = { Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } } };

  it.each<[what: string, statement: Statement, isFor: boolean]>([
    ['where it has its principal, action and resource', allow(to(USER)), true],
    ['with conditions that are not met', allow({ ...to(USER), ...never }), true],
    ['as a Deny', deny({ ...to(USER), ...never }), true],
    ['by NotAction of others', allow({ ...to(USER), Action: undefined, NotAction: 'kms:Sign' }), true],
    ['not with another action', allow({ ...to(USER), Action: 'kms:Encrypt' }), false],
    ['not with another resource', allow({ ...to(USER), Resource: `${KEY}0` }), false],
    ['not with another principal', allow(to(`${USER}2`)), false],
    ['not with another action and principal', allow({ ...to(`${USER}2`), Action: 'kms:Encrypt' }), false],
    ['for the account of its principal', allow(to(ROOT)), true],
  ])('%s', (_what, given, isFor) => {
    const [statement] = keyPolicy(given).statements;
    const question = {
      principal: principalOf(USER),
      action: 'kms:Decrypt',
      resource: KEY,
      context: () => undefined,
      hasBoundary: false,
    };
    expect(statement && appliesButForConditions(statement, question)).toBe(isFor);
  });
});
