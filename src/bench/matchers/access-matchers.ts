import type { DeniedBy } from '../../authorization/decision.js';
import type { AccessDecision } from '../access/access-decision.js';
import type { AccessQuestion } from '../access/question.js';
import type { MatcherContext, MatcherResult } from './matcher.js';

/** What `expect(kms).toDeny` may say of the denial. */
export interface ExpectedDenial {
  /** The kind of policy that denies: `'identity-based policy'`, `'service control policy'`, … */
  readonly by?: DeniedBy;
}

/** Whatever answers `can`: a world, also one in another process. */
interface Answering {
  can(question: AccessQuestion): Promise<AccessDecision>;
}

/** Matchers for permissions: `await expect(kms).toAllow({ principal, operation: 'Decrypt', KeyId })`. */
export const accessMatchers = {
  async toAllow(this: MatcherContext, kms: unknown, question: AccessQuestion): Promise<MatcherResult> {
    const access = await answer(kms, question);
    return {
      pass: access.allowed,
      message: () => `expected that it is ${this.isNot ? 'not ' : ''}allowed\n\n${access.explanation}`,
    };
  },

  async toDeny(
    this: MatcherContext,
    kms: unknown,
    question: AccessQuestion,
    { by }: ExpectedDenial = {},
  ): Promise<MatcherResult> {
    const access = await answer(kms, question);
    const denial = access.decisions.find(({ allowed }) => !allowed);
    const isBy = by === undefined || (denial?.allowed === false && denial.by === by);
    const wanted = `${this.isNot ? 'not ' : ''}denied${by === undefined ? '' : ` by ${by}`}`;
    return { pass: !access.allowed && isBy, message: () => `expected that it is ${wanted}\n\n${access.explanation}` };
  },
};

function answer(kms: unknown, question: AccessQuestion): Promise<AccessDecision> {
  const source = kms as Partial<Answering> | null | undefined;
  if (typeof source?.can !== 'function') {
    throw new TypeError('[localkms] expect() needs what localKms() gave: it has no can()');
  }
  return source.can(question);
}
