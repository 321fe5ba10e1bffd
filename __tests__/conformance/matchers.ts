/** What stands in an expected answer for a value that differs from call to call. */
export class Matcher {
  readonly accepts: Accepted;

  constructor(accepts: Accepted) {
    this.accepts = accepts;
  }
}

type Accepted =
  | { readonly kind: 'any'; readonly type: 'bytes' | 'date' | 'string' }
  | { readonly kind: 'matching'; readonly pattern: RegExp }
  | { readonly kind: 'containing'; readonly members: object };

export const anyBytes: Matcher = new Matcher({ kind: 'any', type: 'bytes' });
export const anyDate: Matcher = new Matcher({ kind: 'any', type: 'date' });
export const anyString: Matcher = new Matcher({ kind: 'any', type: 'string' });

export function matching(pattern: RegExp): Matcher {
  return new Matcher({ kind: 'matching', pattern });
}

/** An answer that has more members than these. */
export function containing(members: object): Matcher {
  return new Matcher({ kind: 'containing', members });
}
