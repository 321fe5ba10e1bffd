// Where the project lives is said once, as `repository` in package.json: `npm run docs` writes it wherever it is named.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The text with the address by package.json in place of the one before, or of a fork's. */
export function withAddress(text, { repository, homepage }) {
  const address = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
  const before = homepage.replace(/#.*/, '').replaceAll(/[.+]/g, '\\$&');
  const named = new RegExp(`(?:${before}|https://github\\.com/[\\w.-]+/localkms)(?![\\w-])`, 'g');
  return text.replaceAll(named, address);
}

/** The files that may name the address. */
export function addressedFiles() {
  const within = (folder, recursive) => readdirSync(folder, { recursive }).map((file) => join(folder, file));
  const files = [...within('.', false), ...within('.github', true), ...within('docs', true)];
  return ['package.json', ...files.filter((file) => /\.(md|yml)$/.test(file))];
}
