/** Facts that localkms is known not to match, each with the reason. A fact listed here that matches fails too. */
export const DIVERGENCES: { readonly [factId: string]: string } = {};
