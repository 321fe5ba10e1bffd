// docs/compatibility.md: where the packed tarball is tried, from the table of consumers.

const AREAS = [
  'Runtimes',
  'Test runners',
  'Frameworks',
  'Bundlers and browsers',
  'Libraries',
  'TypeScript',
  'Installing',
];

const list = (words) => (words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words.join());

/** What gates other than `consumers` try. */
const OTHERS = [
  {
    row: [
      'Bundlers and browsers',
      'Chromium',
      'the packaged one',
      'bundles by esbuild and by Vite',
      'a secure context',
    ],
  },
  {
    row: [
      'Bundlers and browsers',
      'Parcel',
      '2',
      'bundles',
      '`"@parcel/resolver-default": { "packageExports": true }` in package.json',
    ],
    when: 'by hand',
  },
  { row: ['Libraries', '`@aws-sdk/client-kms`', 'the newest', 'programs, ESM and CommonJS', ''] },
  { row: ['Installing', 'npm', '10 and 11', 'beside older neighbours, without `--legacy-peer-deps`', ''] },
  { row: ['Installing', 'pnpm', '10', 'isolated, strict peer dependencies', ''] },
  { row: ['Installing', 'Yarn', '4', "Plug'n'Play", ''] },
];

/** One row for what differs by version alone. */
function merged(consumers, nodes) {
  const rows = new Map();
  for (const { row, rare = false, when = rare ? 'weekly' : 'each change' } of consumers) {
    if (row === undefined) continue;
    const [area, tool, versions = list(nodes), how, setUp] = row;
    const key = [area, tool, how, setUp, when].join('|');
    const known = rows.get(key) ?? { area, tool, how, setUp, when, versions: [] };
    rows.set(key, { ...known, versions: [...known.versions, versions] });
  }
  return [...rows.values()];
}

const CONFIGURATIONS = {
  nodenext: '`module: nodenext`',
  bundler: '`moduleResolution: bundler`',
  node10: '`module: commonjs` (node10), with and without `esModuleInterop`',
};

/** At each change a configuration is compiled by some of those who know it. */
function compilerRows({ compilers, typedSdk }) {
  const setUp = `without \`skipLibCheck\`: \`@aws-sdk/client-kms\` ${typedSdk.replace(/\.0$/, '')} and later`;
  return Object.entries(CONFIGURATIONS).flatMap(([configuration, how]) => {
    const isUsual = ({ configurations }) => configurations.some((name) => name.startsWith(configuration));
    const knowing = compilers.filter(({ knows }) => knows.includes(configuration));
    const row = (chosen) => ['TypeScript', 'TypeScript', list(chosen.map(({ version }) => version)), how, setUp];
    return [
      { row: row(knowing.filter(isUsual)) },
      { row: row(knowing.filter((compiler) => !isUsual(compiler))), rare: true },
    ];
  });
}

function tableOf(rows) {
  return [
    '| | Versions | Tried | To set up | |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ tool, versions, how, setUp, when }) =>
        `| ${tool} | ${list(versions)} | ${how} | ${setUp || 'nothing'} | ${when} |`,
    ),
  ];
}

export function compatibilityPage(consumers, versions, nodes, { engines, peerDependencies }) {
  const rows = merged([...consumers, ...OTHERS, ...compilerRows(versions)], nodes);
  const unknown = rows.filter(({ area }) => !AREAS.includes(area));
  if (unknown.length > 0) throw new Error(`no such area: ${unknown.map(({ area }) => area)}`);
  const since = (range) => range.replace('>=', '');
  return [
    '<!-- Written by `npm run docs` from scripts/consumers. -->',
    '# Compatibility',
    '',
    'Each row is a project of a user, in which the packed tarball is installed and run: at each change, or once a week with `npm run check:consumers -- --whole`. The projects are in `__tests__/package`, or are the files of a guide.',
    '',
    `localkms needs \`@aws-sdk/client-kms\` ${since(peerDependencies['@aws-sdk/client-kms'])} or later, and Node ${since(engines.node)} or later, or another runtime of this page.`,
    ...AREAS.flatMap((area) => {
      const ofArea = rows.filter((row) => row.area === area);
      return ofArea.length === 0 ? [] : ['', `## ${area}`, '', ...tableOf(ofArea)];
    }),
    '',
    'Something of yours is missing, or does not work? [Troubleshooting](guides/troubleshooting.md).',
    '',
  ].join('\n');
}
