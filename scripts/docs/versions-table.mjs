// The README's table of versions: those that the packed tarball is tried with.

const list = (words) => (words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words.join());

export function versionsTable({ typedSdk, compilers, jests, vitests, joses }, nodes, manifest, consumers) {
  const { engines, peerDependencies } = manifest;
  const tools = (area, but) =>
    list([...new Set(consumers.flatMap(({ row: [of, tool] = [] }) => (of === area && tool !== but ? [tool] : [])))]);
  const versions = (rows) => list(rows.map(({ version }) => version));
  const since = (range) => `${range.replace('>=', '')} and later`;
  return [
    '| | |',
    '| --- | --- |',
    row(
      '`@aws-sdk/client-kms`',
      `${since(peerDependencies['@aws-sdk/client-kms'])}, as your own dependency; TypeScript without \`skipLibCheck\`: ${typedSdk.replace(/\.0$/, '')} and later`,
    ),
    row('Node', `${since(engines.node)}; checked on ${list(nodes)}`),
    row('Other runtimes', tools('Runtimes', 'Node')),
    row('Browsers', 'in a secure context; checked in Chromium, bundled by esbuild and by Vite'),
    row('Jest', `${versions(jests)}, CommonJS and ECMAScript modules; ts-jest; jsdom by jest-fixed-jsdom, happy-dom`),
    row('Vitest', `${versions(vitests)}; jsdom, happy-dom, browser mode`),
    row('TypeScript', `checked on ${versions(compilers)}, up to 6.0 also with \`module: commonjs\` (node10)`),
    row('jose', `${versions(joses)}, where you use \`localkms/jose\``),
    row('Frameworks', tools('Frameworks')),
  ].join('\n');
}

function row(name, text) {
  return `| ${name} | ${text} |`;
}
