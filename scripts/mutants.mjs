/*
 * `npm run mutants -- <group>…`: whether tests notice when the code is wrong. See docs/testing.md.
 */
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { GROUPS } from './mutants/groups.mjs';

/** A mutant that makes a test fail or never end is noticed; one in code that no test comes to is not. */
const NOTICED = new Set(['Killed', 'Timeout']);
const COUNTED = new Set(['Killed', 'Timeout', 'Survived', 'NoCoverage']);

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(GROUPS, name));
if (names.length === 0 || unknown.length > 0) {
  console.error(`usage: npm run mutants -- <group>…, of ${Object.keys(GROUPS).join(', ')}`);
  process.exit(2);
}
for (const name of names) {
  console.log(name);
  console.log(tableOf(await mutate(GROUPS[name])));
}

/** Every mutant of a group, as Stryker leaves it. */
async function mutate({ files, tests }) {
  const stryker = new Stryker({
    mutate: files,
    ignorePatterns: ['**', '!src/**', '!__tests__/**', '!scripts/mutants/**', '!package.json', '!tsconfig.json'],
    // esbuild drops the types.
    disableTypeChecks: false,
    testRunner: 'bundled-tests',
    plugins: [fileURLToPath(new URL('./mutants/bundled-tests.mjs', import.meta.url))],
    bundledTests: tests,
    coverageAnalysis: 'perTest',
    concurrency: Number(process.env.MUTANTS_CONCURRENCY ?? 1),
    // A busy machine is no test that notices.
    timeoutMS: 20_000,
    timeoutFactor: 3,
    dryRunTimeoutMinutes: 30,
    tempDirName: '.tmp/mutants',
    reporters: ['clear-text', 'progress-append-only'],
    clearTextReporter: {
      allowColor: false,
      allowEmojis: false,
      logTests: false,
      reportTests: false,
      reportScoreTable: false,
    },
    allowEmpty: false,
    logLevel: 'warn',
    warnings: { unknownOptions: false },
  });
  return stryker.runMutationTest();
}

function tableOf(mutants) {
  const files = [...new Set(mutants.map(({ fileName }) => fileName))].sort();
  const rows = files.map((file) => {
    const counted = mutants.filter(({ fileName, status }) => fileName === file && COUNTED.has(status));
    const noticed = counted.filter(({ status }) => NOTICED.has(status));
    const score = ((100 * noticed.length) / counted.length).toFixed(1);
    return `| \`${file.replace(/.*\/(?=src\/)/, '')}\` | ${counted.length} | ${noticed.length} | ${score} % |`;
  });
  return ['| File | Mutants | Noticed | Score |', '| --- | ---: | ---: | ---: |', ...rows].join('\n');
}
