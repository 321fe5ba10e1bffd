import { readFileSync } from 'node:fs';
import type { Seeds } from '../options/seeds/key-seed.js';
import { readDocument } from './document.js';
import { LOCAL_KMS_SEED } from './local-kms-seed.js';
import { OWN_SEEDS } from './own-seeds.js';
import type { SeedFormat } from './seed-format.js';

/** The first that recognises a document reads it; the last recognises all. */
const FORMATS: readonly SeedFormat[] = [LOCAL_KMS_SEED, OWN_SEEDS];

/**
 * Reads keys and aliases from a YAML or JSON file, to start a world with: `localKms({ ...readSeeds('kms.yaml') })`.
 * The file has `keys` and `aliases` as the options of `localKms` have them, or is a `seed.yaml` of nsmithuk/local-kms.
 *
 * @param file path, relative to the working directory, or `file:` URL
 * @throws TypeError for what no seed can be, naming file, path and what is allowed; some of it only from `localKms`
 * @throws Error where the file cannot be read
 */
export function readSeeds(file: string | URL): Required<Seeds> {
  const source = String(file);
  const document = readDocument(readFileSync(file, 'utf8'), source);
  const format = FORMATS.find(({ recognises }) => recognises(document)) ?? OWN_SEEDS;
  return format.read(document, source);
}
