import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PAGES = ['.', '.github', 'docs', 'docs/decisions', 'docs/guides'].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file)),
);
const { scripts, repository } = JSON.parse(readFileSync('package.json', 'utf8'));

function all(text: string, what: RegExp): string[] {
  return [...text.matchAll(what)].map(([, found = '']) => found);
}

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(page, 'utf8');

  it('links to files that are there', () => {
    const links = all(text, /\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g);
    expect(links.filter((link) => !existsSync(join(dirname(page), link)))).toEqual([]);
  });

  it('links to files of its own repository that are there', () => {
    const own = `${repository.url.replace(/^git\+|\.git$/g, '')}/`;
    const links = all(text, /\]\((https:[^)#\s]+)/g).filter((link) => link.startsWith(own));
    const paths = links.flatMap((link) => /^(?:blob|tree|raw)\/main\/(.+)$/.exec(link.slice(own.length))?.[1] ?? []);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('names files and folders that are there', () => {
    // Not names with a placeholder, as `src/operations/<group>`.
    const paths = all(text, /(?<!\*\*)`((?:src|scripts|__tests__|examples|\.ci|\.github)\/[\w./-]+)`/g);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('names scripts that package.json has', () => {
    const names = all(text, /`[^`\n]*npm run ([\w:-]+)/g).filter((name) => !(name in scripts));
    expect(names).toEqual([]);
  });
});

describe.each(PAGES.filter((page) => /^README|getting-started|life-cycle|guides/.test(page)))('%s', (page) => {
  const lines = readFileSync(page, 'utf8').split('\n');

  it('names the file of each block of code', () => {
    const code = lines.flatMap((line, at) => (/^```[jt]sx?$/.test(line) ? [lines[at - 1] as string] : []));
    expect(code.filter((above) => !/^\*\*\[?`\S+`/.test(above))).toEqual([]);
  });
});

describe.each(PAGES.filter((page) => page.startsWith('docs/guides/') && !page.endsWith('troubleshooting.md')))(
  '%s',
  (page) => {
    it('says what to install', () => {
      expect(readFileSync(page, 'utf8')).toMatch(/^npm install --save-dev .*\blocalkms\b/m);
    });
  },
);
