/** What became of vectors. */
export interface Tally {
  /** Vectors that every backend was asked. */
  run: number;
  /** Of these: asked through the operations of AWS KMS too. */
  operated: number;
  /** Of these: the vector leaves the answer open, so that all who were asked must agree. */
  open: number;
  /** Run, but not through operations: why not. */
  readonly portAlone: Map<string, number>;
  readonly notCarried: Map<string, number>;
  readonly disagreements: string[];
}

export function newTally(): Tally {
  return { run: 0, operated: 0, open: 0, portAlone: new Map(), notCarried: new Map(), disagreements: [] };
}

export function count(reasons: Map<string, number>, reason: string, vectors = 1): void {
  reasons.set(reason, (reasons.get(reason) ?? 0) + vectors);
}

export function add(total: Tally, tally: Tally): void {
  total.run += tally.run;
  total.operated += tally.operated;
  total.open += tally.open;
  for (const [reason, vectors] of tally.portAlone) count(total.portAlone, reason, vectors);
  for (const [reason, vectors] of tally.notCarried) count(total.notCarried, reason, vectors);
  total.disagreements.push(...tally.disagreements);
}

/** One line for a file, and one for each disagreement. */
export function linesOf(name: string, { run, operated, open, portAlone, notCarried, disagreements }: Tally): string {
  const counts = [
    `${run} run`,
    ...(operated > 0 ? [`${operated} of them through the operations`] : []),
    ...(open > 0 ? [`${open} open`] : []),
    ...[...portAlone].map(([reason, vectors]) => `${vectors} at the port alone: ${reason}`),
    ...[...notCarried].map(([reason, vectors]) => `${vectors} not carried: ${reason}`),
  ];
  return [`${name}: ${counts.join('; ')}`, ...disagreements.map((text) => `  DISAGREES ${text}`)].join('\n');
}

export function summaryOf({ run, operated, open, portAlone, notCarried, disagreements }: Tally): string {
  const listed = (reasons: Map<string, number>) => [...reasons].map(([reason, vectors]) => `  ${vectors} ${reason}`);
  const sum = (reasons: Map<string, number>) => [...reasons.values()].reduce((all, vectors) => all + vectors, 0);
  return [
    `${run} vectors run, ${open} of which leave the answer open: everyone asked must agree`,
    `${operated} through ImportKeyMaterial and the operations too, ${sum(portAlone)} at the crypto port alone:`,
    ...listed(portAlone),
    `${sum(notCarried)} not carried by AWS KMS:`,
    ...listed(notCarried),
    `${run - disagreements.length} passed, ${disagreements.length} failed`,
  ].join('\n');
}
