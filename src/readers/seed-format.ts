import type { Seeds } from '../options/seeds/key-seed.js';

/** One form of files of seeds. Pure: what reads files and what tells YAML from JSON stands elsewhere. */
export interface SeedFormat {
  readonly name: string;
  /** Whether a document is of this form, right or not. */
  recognises(document: unknown): boolean;
  /**
   * The seeds of a document.
   * @param source what errors call the document
   * @throws TypeError for what no seed can be
   */
  read(document: unknown, source: string): Required<Seeds>;
}
