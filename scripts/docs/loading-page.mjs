// docs/loading.md: what a program loads at once and what later, from the `lazy.ts` of each room and the groups of operations.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const INTRODUCTION = `# What loads when

<!-- Written by \`npm run docs\` from every src/**/lazy.ts, src/operations/groups.ts and tsdown.config.js. -->

A program loads at once what it needs to make keys and to encrypt under symmetric ones, and all else at its first use; [decision 6](decisions/0006-rare-operations-load-on-first-use.md) says why. Every \`import()\` of \`src\` stands in a file that this page names (\`__tests__/architecture.test.ts\`).
`;

const AT_ONCE = `## At once

Each subpath is a file of its own. Two parts have a side for Node and one for browsers, of which \`imports\` in \`package.json\` picks one.
`;

const GROUPS = `## With an operation

The import() of each group stands in \`src/operations/find-operation.ts\`.
`;

const LATER = `## When it is first needed

\`src/world/seeds/seeds-web.ts\` loads \`src/world/seeds/plant-seeds.ts\` where a world in a browser has seeds. All else:
`;

/** `entry` of tsdown.config.js: subpaths and sides. */
export function loadingPage({ LAZY_GROUPS, EVERYDAY, entry }) {
  const sides = Object.keys(entry).filter((name) => name.endsWith('/node'));
  const subpaths = Object.entries(entry).filter(([name]) => !name.includes('/'));
  return [
    INTRODUCTION,
    AT_ONCE,
    table(
      ['Import', 'Loads'],
      subpaths.map(([name, file]) => [code(name === 'index' ? 'localkms' : `localkms/${name}`), code(file)]),
    ),
    '',
    table(
      ['Import', 'In Node', 'In browsers'],
      sides
        .map((name) => dirname(name))
        .map((name) => [code(`#${name}`), code(entry[`${name}/node`]), code(entry[`${name}/web`])]),
    ),
    `\n${GROUPS}`,
    table(
      ['When a program first calls one of', 'Loads'],
      [
        [Object.keys(EVERYDAY).sort().join(', '), '`src/operations/everyday.ts`, which is there at once'],
        ...Object.entries(LAZY_GROUPS).map(([group, names]) => [names.join(', '), code(`src/operations/${group}.ts`)]),
      ],
    ),
    `\n${LATER}`,
    table(
      ['When', 'Loads', 'By'],
      lazyFiles().flatMap((file) =>
        loadersIn(file).map(({ name, when, loads }) => [when, code(loads), `\`${name}\` of ${code(file)}`]),
      ),
    ),
    '',
  ].join('\n');
}

function lazyFiles() {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|[/\\])lazy\.ts$/.test(file))
    .map((file) => join('src', file))
    .sort();
}

const LOADER = /\/\*\* (.+?)\.? \*\/\nexport function (\w+)\(\)[^{]+\{\n {2}return import\('(.+?)'\);/g;

/** Every function of a `lazy.ts`. One that the page cannot read is an error. */
function loadersIn(file) {
  const text = readFileSync(file, 'utf8');
  const loaders = [...text.matchAll(LOADER)].map(([, when, name, path]) => {
    // A package, or a side of one, stands as it is.
    return { name, when, loads: path.startsWith('.') ? join(dirname(file), path).replace(/\.js$/, '.ts') : path };
  });
  const all = text.match(/^export /gm) ?? [];
  if (loaders.length !== all.length) {
    throw new Error(
      `${file}: each export must be a function with a comment in one line that says when, and an import()`,
    );
  }
  return loaders;
}

const code = (text) => `\`${text}\``;

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
