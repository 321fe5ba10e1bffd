import { conditionContext } from '../../src/authorization/conditions/context.js';
import { identityFacts, principalIn } from '../../src/authorization/identities.js';
import { scopeOf } from '../../src/model/arn.js';
import type { CallOrigin } from '../../src/model/caller.js';
import { insert } from '../../src/state/changes.js';
import { State } from '../../src/state/state.js';
import { ACCOUNT, OTHER, ROLE, ROOT, SERVICE, SESSION } from './situation.js';

const PATH = 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/';

const state = new State({});
state.applyAtOnce([
  insert('identities', { Arn: ROLE, account: ACCOUNT, policies: [], tags: { Team: 'orders' } }),
  insert('accounts', {
    account: ACCOUNT,
    hasIam: false,
    organization: { id: 'o-a1b2c3d4e5', path: PATH, isManagementAccount: false },
  }),
]);

function contextValue(key: string, caller: string, origin: CallOrigin = {}, account = ACCOUNT): unknown {
  const principal = principalIn(state, caller);
  const facts = {
    operation: 'ListKeys',
    principal,
    scope: scopeOf(account, 'us-east-1'),
    now: 0,
    input: {},
    origin,
    ...identityFacts(state, principal),
  };
  return conditionContext(facts, false)(key);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
describe('condition keys of identities and organizations', () => {
  const foreign = `arn:aws:iam::${OTHER}:user/bob`;
  const service = { sourceArn: `arn:aws:s3:us-east-1:${ACCOUNT}:bucket` };

  it.each<[key: string, caller: string, value: unknown]>([
    ['aws:PrincipalTag/Team', SESSION, 'orders'],
    ['aws:principaltag/team', SESSION, 'orders'],
    ['aws:PrincipalTag/Other', SESSION, undefined],
    ['aws:PrincipalTag/Team', ROOT, undefined],
    ['aws:PrincipalOrgID', SESSION, 'o-a1b2c3d4e5'],
    ['aws:PrincipalOrgPaths', SESSION, [PATH]],
    ['aws:PrincipalOrgID', foreign, undefined],
    ['aws:PrincipalOrgPaths', foreign, undefined],
    ['aws:PrincipalOrgID', SERVICE, undefined],
    ['aws:ResourceOrgID', foreign, 'o-a1b2c3d4e5'],
    ['aws:ResourceOrgPaths', foreign, [PATH]],
    ['aws:SourceOrgID', SESSION, undefined],
    ['aws:MultiFactorAuthPresent', SESSION, 'false'],
    ['aws:MultiFactorAuthPresent', `arn:aws:sts::${ACCOUNT}:federated-user/f`, 'false'],
    ['aws:MultiFactorAuthPresent', ROOT, undefined],
    ['aws:MultiFactorAuthPresent', foreign, undefined],
    ['aws:MultiFactorAuthPresent', SERVICE, undefined],
  ])('%s of %s', (key, caller, value) => {
    expect(contextValue(key, caller)).toEqual(value);
  });

  it('tell the organization of the resource for which an AWS service calls', () => {
    expect(contextValue('aws:SourceOrgID', SERVICE, service)).toBe('o-a1b2c3d4e5');
    expect(contextValue('aws:SourceOrgPaths', SERVICE, service)).toEqual([PATH]);
    expect(contextValue('aws:SourceOrgID', SERVICE, { sourceArn: 'arn:aws:s3:::bucket' })).toBeUndefined();
  });

  it('know no organization of the resource in other accounts', () => {
    expect(contextValue('aws:ResourceOrgID', SESSION, {}, OTHER)).toBeUndefined();
  });

  it('take the tags of a session from the test', () => {
    expect(contextValue('aws:PrincipalTag/Team', SESSION, { context: { 'aws:PrincipalTag/Team': 'stock' } })).toBe(
      'stock',
    );
  });
});
