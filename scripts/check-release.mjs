// What must hold where a tag is published: `npm run check:release v0.1.0`.
import { readFileSync } from 'node:fs';
import { gate } from './gates.mjs';

const [tag] = process.argv.slice(2);
const { version, repository } = JSON.parse(readFileSync('package.json', 'utf8'));

await gate('release: the tag is the version of package.json', () => {
  if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, the version ${version}.`);
});

await gate('release: the changelog has a dated section for it', () => {
  const headings = readFileSync('CHANGELOG.md', 'utf8').match(/^## .*/gm);
  const dated = headings.some((heading) => /^## (\S+) \(\d{4}-\d{2}-\d{2}\)$/.exec(heading)?.[1] === version);
  if (!dated) throw new Error(`CHANGELOG.md has no line "## ${version} (YYYY-MM-DD)", but: ${headings.join(', ')}`);
});

await gate('release: package.json tells where the project lives', () => {
  if (repository.url.includes('/OWNER/')) throw new Error(`${repository.url} is still a placeholder.`);
});
