import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Lowest first; a floor may import what stands below it. */
const FLOORS = [['bytes'], ['model'], ['ports'], ['state'], ['crypto', 'authorization'], ['pipeline'], ['operations']];
const ABOVE_THE_ENGINE = ['testing', 'options', 'doors'];

interface Plant {
  readonly broken: string;
  readonly file: string;
  readonly text: string;
  readonly rule: string;
}

function upwardImports(): Plant[] {
  const forbidden: [from: string, to: string][] = [
    ['crypto', 'authorization'],
    ['authorization', 'crypto'],
  ];
  FLOORS.forEach((floor, level) => {
    const above = [...FLOORS.slice(level + 1).flat(), ...ABOVE_THE_ENGINE];
    for (const from of floor) for (const to of above) forbidden.push([from, to]);
  });
  ABOVE_THE_ENGINE.forEach((from, level) => {
    for (const to of ABOVE_THE_ENGINE.slice(level + 1)) forbidden.push([from, to]);
  });
  return forbidden.map(([from, to]) => ({
    broken: `${from} importing from ${to}`,
    file: `src/${from}/planted-import-of-${to}.ts`,
    text: `import '../${to}/anything.js';\n`,
    rule: 'lint/style/noRestrictedImports',
  }));
}

const PLANTS: readonly Plant[] = [
  ...upwardImports(),
  {
    broken: 'an upward import of a type',
    file: 'src/state/planted-type.ts',
    text: "import type { World } from '../pipeline/world.js';\n\nexport type Planted = World;\n",
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
    text: "export const planted = () => import('../operations/index.js');\n",
    rule: 'lint/style/noRestrictedImports',
  },
  {
    broken: 'operations importing the engine',
    file: 'src/operations/planted-engine.ts',
    text: "import '../engine.js';\n",
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

  it.each(PLANTS)('refuses $broken', ({ file, rule }) => {
    const found = diagnostics.filter(({ location }) => location.path === file).map(({ category }) => category);
    expect(found).toContain(rule);
  });

  it('finds nothing but what was planted', () => {
    const planted = new Set(PLANTS.map(({ file }) => file));
    const others = diagnostics.filter(({ location }) => !planted.has(location.path));
    expect(others.map(({ category, location }) => `${location.path}: ${category}`)).toEqual([]);
  });
});

describe('the package', () => {
  it('tells its version as package.json does', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(readFileSync('src/version.ts', 'utf8')).toContain(`VERSION = '${version}'`);
  });
});
