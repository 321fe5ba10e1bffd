import { readFileSync } from 'node:fs';
import type { Seeds } from '../options/seeds/key-seed.js';
import { readDocument } from './document.js';
import { isLocalKmsSeed, readLocalKmsSeed } from './local-kms-seed.js';
import { readOwnFixtures } from './own-fixtures.js';

/**
 * Reads keys and aliases from a YAML or JSON file, to start a world with: `localKms({ ...fixtures('kms.yaml') })`.
 * The file has `keys` and `aliases` as the options of `localKms` have them, or is a `seed.yaml` of nsmithuk/local-kms.
 *
 * @param file path, relative to the working directory, or `file:` URL
 * @throws TypeError for what no seed can be, naming file, path and value; some of it only from `localKms`
 * @throws Error where the file cannot be read
 */
export function fixtures(file: string | URL): Required<Seeds> {
  const name = String(file);
  const document = readDocument(readFileSync(file, 'utf8'), name);
  return isLocalKmsSeed(document) ? readLocalKmsSeed(document, name) : readOwnFixtures(document, name);
}
