// What calls load when they first need it.

/** At the first call of which more is to be asked than whether it is of the account itself: policies, grants, conditions. */
export function loadJudge(): Promise<typeof import('./access/judge.js')> {
  return import('./access/judge.js');
}

/** When a test first asks who may do what, or why. */
export function loadInquiry(): Promise<typeof import('./access/inquire.js')> {
  return import('./access/inquire.js');
}

/** When such a call has a `Recipient`: what its attestation document says. */
export function loadAttestation(): Promise<typeof import('../rules/attestation.js')> {
  return import('../rules/attestation.js');
}

/** When a call first has grant tokens. */
export function loadGrantTokens(): Promise<typeof import('../rules/grant-tokens.js')> {
  return import('../rules/grant-tokens.js');
}
