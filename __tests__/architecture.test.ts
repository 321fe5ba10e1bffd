import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { mayImport, NEEDS_NODE, ROOMS, type Room, roomOf } from '../scripts/docs/floors.js';

interface Plant {
  readonly broken: string;
  readonly file: string;
  readonly text: string;
  readonly rule: string;
  /** How often the rule must be found broken; default: once. */
  readonly times?: number;
}

/** For each room a file that imports from every room that it must not know. */
function forbiddenImports(): Plant[] {
  return ROOMS.map((from) => {
    const file = join('src', isFile(from.room) ? from.room : `${from.room}/planted-imports.ts`);
    const forbidden = ROOMS.filter((to) => !mayImport(from, to) && !from.room.startsWith(`${to.room}/`));
    return {
      broken: `${from.room} importing from ${forbidden.map(({ room }) => room).join(', ')}`,
      file,
      text: forbidden.map((to) => `import '${specifierOf(to, file)}';\n`).join(''),
      rule: 'lint/style/noRestrictedImports',
      times: forbidden.length,
    };
  }).filter(({ times }) => times > 0);
}

const isFile = (room: string) => room.endsWith('.ts');

function specifierOf({ room }: Room, importer: string): string {
  const target = join('src', isFile(room) ? room : `${room}/anything.ts`);
  const path = relative(dirname(importer), target).replace(/\.ts$/, '.js');
  return path.startsWith('.') ? path : `./${path}`;
}

const PLANTS: readonly Plant[] = [
  ...forbiddenImports(),
  {
    broken: 'an upward import of a type',
    file: 'src/state/planted-type.ts',
    text: "import type { World } from '../contract/world.js';\n\nexport type Planted = World;\n",
    rule: 'lint/style/noRestrictedImports',
  },
  {
    broken: 'an upward import from a folder within a floor',
    file: 'src/model/faults/planted-deep.ts',
    text: "import '../../pipeline/run.js';\n",
    rule: 'lint/style/noRestrictedImports',
  },
  {
    broken: 'an upward import made at run time',
    file: 'src/crypto/planted-lazy.ts',
    text: "export const planted = () => import('../operations/common.js');\n",
    rule: 'lint/style/noRestrictedImports',
  },
  {
    broken: 'a cycle',
    file: 'src/bytes/planted-cycle.ts',
    text: "import './planted-cycle-back.js';\n",
    rule: 'lint/suspicious/noImportCycles',
  },
  {
    broken: 'the other half of the cycle',
    file: 'src/bytes/planted-cycle-back.ts',
    text: "import './planted-cycle.js';\n",
    rule: 'lint/suspicious/noImportCycles',
  },
  {
    broken: 'a file of 301 lines',
    file: 'src/model/planted-length.ts',
    text: `${Array.from({ length: 301 }, (_, i) => `export const planted${i} = ${i};`).join('\n')}\n`,
    rule: 'lint/style/noExcessiveLinesPerFile',
  },
  {
    broken: 'a Node module in the core',
    file: 'src/state/planted-node.ts',
    text: "import 'node:fs';\n",
    rule: 'lint/correctness/noNodejsModules',
  },
  {
    broken: 'a Node module in the web backend',
    file: 'src/crypto/backend/web/planted-node.ts',
    text: "import 'node:crypto';\n",
    rule: 'lint/correctness/noNodejsModules',
  },
  {
    broken: 'a default export',
    file: 'src/model/planted-default.ts',
    text: 'export default 1;\n',
    rule: 'lint/style/noDefaultExport',
  },
  {
    broken: 'an export of everything',
    file: 'src/model/planted-star.ts',
    text: "export * from './limits.js';\n",
    rule: 'lint/performance/noReExportAll',
  },
  {
    broken: 'any',
    file: 'src/model/planted-any.ts',
    text: 'export const planted: any = 1;\n',
    rule: 'lint/suspicious/noExplicitAny',
  },
  {
    broken: 'an enum',
    file: 'src/model/planted-enum.ts',
    text: 'export enum Planted {\n  One = 1,\n}\n',
    rule: 'lint/style/noEnum',
  },
  {
    broken: 'a file name that is not kebab-case',
    file: 'src/model/PlantedName.ts',
    text: 'export const planted = 1;\n',
    rule: 'lint/style/useFilenamingConvention',
  },
];

interface Diagnostic {
  readonly category: string;
  readonly location: { readonly path: string };
}

/** What the linter says of a copy of the sources, with the violations planted. */
function lintPlanted(): Diagnostic[] {
  const root = mkdtempSync(join(tmpdir(), 'localkms-architecture-'));
  try {
    cpSync('src', join(root, 'src'), { recursive: true });
    cpSync('biome.json', join(root, 'biome.json'));
    for (const { file, text } of PLANTS) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    return lint(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function lint(directory: string): Diagnostic[] {
  const biome = join(process.cwd(), 'node_modules/@biomejs/biome/bin/biome');
  const options = ['lint', 'src', '--reporter=json', '--max-diagnostics=none'];
  try {
    const stdout = execFileSync(process.execPath, [biome, ...options], { cwd: directory, stdio: 'pipe' });
    return JSON.parse(String(stdout)).diagnostics;
  } catch (failed) {
    return JSON.parse(String((failed as { stdout: Buffer }).stdout)).diagnostics;
  }
}

describe('the architecture', () => {
  const diagnostics = lintPlanted();

  it.each(PLANTS)('refuses $broken', ({ file, rule, times = 1 }) => {
    const found = diagnostics.filter(({ location, category }) => location.path === file && category === rule);
    expect(found).toHaveLength(times);
  });

  it('finds nothing but what was planted', () => {
    const planted = new Set(PLANTS.map(({ file }) => file));
    const others = diagnostics.filter(({ location }) => !planted.has(location.path));
    expect(others.map(({ category, location }) => `${location.path}: ${category}`)).toEqual([]);
  });
});

describe('the floors', () => {
  const files = sourcesUnder('src');

  it('hold every file of src', () => {
    expect(files.filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  it('are those of every import, also of one that the linter cannot tell by its path', () => {
    const upward = files.flatMap((file) =>
      importsOf(file)
        .filter((imported) => !mayImport(roomOf(file) as Room, roomOf(imported) as Room))
        .map((imported) => `${file} imports ${imported}`),
    );
    expect(upward).toEqual([]);
  });

  it('say which files need Node, as the compiler is told', () => {
    const { exclude } = JSON.parse(readFileSync('src/tsconfig.json', 'utf8'));
    expect(exclude).toEqual(NEEDS_NODE);
  });
});

describe('what loads later', () => {
  /** Where an import() may stand beside each `lazy.ts`. */
  const OTHERS = [
    // The tables of operations: it must know the name of each without loading one.
    'operations/find-operation.ts',
    // A side of #seeds, which the build keeps apart from the core: to load what plants seeds is all that it does.
    'world/seeds/seeds-web.ts',
  ];
  const loading = sourcesUnder('src').filter((file) => /(?<!typeof )\bimport\((?!\))/.test(sourceOf(file)));

  it('is loaded by a file that is called lazy.ts, or is named here', () => {
    expect(loading.filter((file) => basename(file) !== 'lazy.ts').sort()).toEqual(OTHERS);
  });

  it('is told in docs/loading.md', () => {
    const page = readFileSync('docs/loading.md', 'utf8');
    expect(loading.filter((file) => !page.includes(`\`src/${file}\``))).toEqual([]);
  });
});

/** Every TypeScript file of a folder, as paths from there. */
function sourcesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
}

function sourceOf(file: string): string {
  return readFileSync(join('src', file), 'utf8');
}

/** What a file of src imports of src, types included. */
function importsOf(file: string): string[] {
  const specifiers = [...sourceOf(file).matchAll(/(?:from |import |import\()'(\.[^']+)\.js'/g)].map(
    ([, path]) => path as string,
  );
  return specifiers.map((path) => `${join(dirname(file), path)}.ts`);
}

describe('the package', () => {
  it('tells its version as package.json does', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(readFileSync('src/runtime/version.ts', 'utf8')).toContain(`VERSION = '${version}'`);
  });
});
