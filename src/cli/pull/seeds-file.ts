import { stringify } from 'yaml';
import type { Pulled } from './seeds-of.js';

/** The text of a file that `readSeeds` takes: JSON where its name says so, else YAML with what is missing in front. */
export function seedsFile({ keys, aliases, missing }: Pulled, name: string): string {
  // Errors call a seed by its place in the file.
  const seeds = { keys: keys.map(({ source: _, ...seed }) => seed), aliases };
  if (name.endsWith('.json')) return `${JSON.stringify(seeds, null, 2)}\n`;
  const comments = missing.map((line) => `# ${line.replaceAll(/\s+/g, ' ')}\n`).join('');
  const head = comments && `# Not as in the account:\n${comments}\n`;
  return head + stringify(seeds, { lineWidth: 0, aliasDuplicateObjects: false });
}
