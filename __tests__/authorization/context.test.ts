import { conditionContext } from '../../src/authorization/conditions/context.js';
import { principalOf } from '../../src/authorization/principal.js';
import { scopeOf } from '../../src/model/arn.js';

const ACCOUNT = '111122223333';

function contextOf(EncryptionContext: Readonly<Record<string, string>>) {
  return conditionContext(
    {
      operation: 'Decrypt',
      principal: principalOf(`arn:aws:iam::${ACCOUNT}:root`),
      scope: scopeOf(ACCOUNT, 'us-east-1'),
      now: 0,
      input: { EncryptionContext },
      origin: undefined,
    },
    true,
  );
}

describe('condition keys', () => {
  it.each(['constructor', '__proto__', 'toString', 'kms:', 'aws:constructor'])('have no %s', (key) => {
    expect(contextOf({})(key)).toBeUndefined();
  });

  it.each([
    [{ ENV: 'x', env: 'prod' }, 'prod'],
    [{ env: 'prod', ENV: 'x' }, 'prod'],
    [{ Env: 'one', ENV: 'two' }, 'one'],
    [{ other: 'x' }, undefined],
  ])('of encryption contexts take the very name before one of another case: %j', (pairs, value) => {
    expect(contextOf(pairs as unknown as Record<string, string>)('kms:EncryptionContext:env')).toBe(value);
  });
});
