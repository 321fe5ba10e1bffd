import fc from 'fast-check';
import type { CallerPolicies } from '../../src/authorization/policies-asked.js';
import {
  allow,
  decisionOf,
  FOREIGN,
  identity,
  KEY,
  keyPolicy,
  policy,
  ROLE,
  ROOT,
  SESSION,
  type Statement,
  USER,
} from './situation.js';

describe('A decision', () => {
  const effect = fc.constantFrom('Allow', 'Deny');
  const statement = fc.record({
    Effect: effect,
    Action: fc.constantFrom('kms:*', 'kms:Decrypt', 'kms:Encrypt'),
    Resource: fc.constantFrom('*', KEY, `${KEY}0`),
  });
  const withPrincipal = fc
    .tuple(statement, fc.constantFrom(ROOT, USER, ROLE, SESSION, FOREIGN, '*'))
    .map(([rest, AWS]): Statement => ({ ...rest, Principal: { AWS } }));
  const caller = fc.constantFrom(ROOT, USER, SESSION, FOREIGN);
  const statements = fc.array(withPrincipal, { minLength: 1, maxLength: 5 });
  const identities = fc.option(fc.array(statement, { minLength: 1, maxLength: 3 }), { nil: undefined });

  function allowedBy(
    who: string,
    key: Statement[],
    given: Statement[] | undefined,
    more: CallerPolicies = {},
  ): boolean {
    const iam = given === undefined ? {} : { identity: [identity(...given)] };
    return decisionOf({ caller: who, key: keyPolicy(...key), policies: { ...iam, ...more } }).allowed;
  }

  it('is never widened by a Deny, by the loss of an Allow, or by a guard rail', () => {
    fc.assert(
      fc.property(caller, statements, identities, withPrincipal, fc.nat(), (who, key, given, extra, at) => {
        const before = allowedBy(who, key, given);
        if (before) return;
        expect(allowedBy(who, [...key, { ...extra, Effect: 'Deny' }], given)).toBe(false);
        const without = key.filter((one, place) => one.Effect === 'Deny' || place !== at % key.length);
        if (without.length > 0) expect(allowedBy(who, without, given)).toBe(false);
        const rail = { serviceControl: [[policy('service control policy', allow({ Action: extra.Action }))]] };
        expect(allowedBy(who, key, given, rail)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('does not depend on the order of statements', () => {
    fc.assert(
      fc.property(caller, statements, identities, (who, key, given) => {
        expect(allowedBy(who, [...key].reverse(), given && [...given].reverse())).toBe(allowedBy(who, key, given));
      }),
      { numRuns: 1000 },
    );
  });
});
