/**
 * How sure a fact is. `LS`: recorded from AWS by LocalStack's snapshot tests; `FL`: measured on AWS by floci's authors;
 * `IS`: quoted by users of AWS in public; `D`: AWS's documentation; `E`: only seen in emulators; `I`: inferred;
 * `N`: no public source was found.
 */
export type Evidence = 'LS' | 'FL' | 'IS' | 'D' | 'E' | 'I' | 'N';

/** A public page that says what a fact says. */
export interface Published {
  readonly evidence: Exclude<Evidence, 'I' | 'N'>;
  /** Whose page it is, and where on the page. */
  readonly title: string;
  readonly url: string;
}

export interface Inferred {
  readonly evidence: 'I';
  /** From what, as a sentence. */
  readonly from: string;
  readonly source?: Published | undefined;
}

export interface NotFound {
  readonly evidence: 'N';
  /** Where it was looked for. */
  readonly searched: string;
}

/** Where others can check a fact. How sure the fact is follows from it. */
export type Source = Published | Inferred | NotFound;

export function inferred(from: string, source?: Published): Inferred {
  return { evidence: 'I', from, source };
}

/** Says that nobody can check the fact, and where its source was looked for. */
export function sourceNotFound(searched: string): NotFound {
  return { evidence: 'N', searched };
}

/** Whether the source shows an answer that AWS itself gave. */
export function isSeenOnAws({ evidence }: Source): boolean {
  return evidence === 'LS' || evidence === 'FL' || evidence === 'IS';
}
