import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fromTagged, toTagged } from '../../http-door/administration/tagged-json.js';
import type { KeyFacts } from './key-facts.js';

/** What was read so far: a key in a line, so that a pull that broke off can go on. */
export interface PartialFile {
  known(arn: string): KeyFacts | undefined;
  add(facts: KeyFacts): void;
  /** All is read. */
  remove(): void;
}

/** Beside the file that is to be written; without one, nothing is kept. */
export function partialFile(out: string | undefined, resume: boolean): PartialFile {
  if (out === undefined) return { known: () => undefined, add() {}, remove() {} };
  const file = `${out}.partial`;
  const known = new Map(resume && existsSync(file) ? readLines(file).map((facts) => [facts.metadata.Arn, facts]) : []);
  // Anew: the last line may be half written.
  writeFileSync(file, [...known.values()].map(lineOf).join(''));
  return {
    known: (arn) => known.get(arn),
    add: (facts) => appendFileSync(file, lineOf(facts)),
    remove: () => rmSync(file, { force: true }),
  };
}

function lineOf(facts: KeyFacts): string {
  return `${JSON.stringify(toTagged(facts))}\n`;
}

function readLines(file: string): KeyFacts[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        // `lineOf` wrote it.
        return [fromTagged(JSON.parse(line)) as KeyFacts];
      } catch {
        return [];
      }
    });
}
