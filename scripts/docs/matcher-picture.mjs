// Writes docs/images/failing-matcher.svg: what Jest prints where a matcher of localkms fails, in its own colours.
// `npm run build && node scripts/docs/matcher-picture.mjs`, after a change of what matchers say.
import { mkdirSync, writeFileSync } from 'node:fs';
import { run } from '../gates.mjs';

const FOLDER = '.tmp/picture';
const PICTURE = 'docs/images/failing-matcher.svg';
const TEST = `const { EncryptCommand, KMSClient } = require('@aws-sdk/client-kms');
const { localKms } = require('localkms');
require('localkms/jest');

const kms = localKms({ keys: [{ Alias: 'alias/orders' }] });
const client = kms.attach(new KMSClient({}));

it('seals a card for its tenant', async () => {
  const Plaintext = new TextEncoder().encode('4111 1111 1111 1111');
  const EncryptionContext = { tenant: 'acme' };
  await client.send(new EncryptCommand({ KeyId: 'alias/orders', Plaintext, EncryptionContext }));

  expect(kms).toHaveReceivedKmsCommandWith('Encrypt', { EncryptionContext: { tenant: 'umbrella' } });
});
`;

/** What Jest says of the failure, without the places of this machine. */
async function failure() {
  mkdirSync(FOLDER, { recursive: true });
  // Files of this project find the package that is built here under its own name.
  writeFileSync(`${FOLDER}/orders.test.cjs`, TEST);
  const config = JSON.stringify({ testMatch: ['**/*.test.cjs'], transform: {} });
  const jest = ['node_modules/jest/bin/jest.js', '--ci', '--color', `--rootDir=${FOLDER}`, `--config=${config}`];
  const output = await run(process.execPath, jest, {
    env: { ...process.env, NODE_NO_WARNINGS: '1', FORCE_COLOR: '1' },
  }).then(
    () => {
      throw new Error('the test should fail');
    },
    (error) => error.output,
  );
  if (!output.includes('Expected KMS to have received')) throw Object.assign(new Error('another failure'), { output });
  const lines = output.split('\n');
  const start = lines.findIndex((line) => line.includes('●'));
  const end = lines.findIndex((line, at) => at > start && /at .*orders\.test/.test(line));
  return lines.slice(start, end).join('\n').trimEnd().split('\n');
}

const COLOURS = { 30: '#484f58', 31: '#ff7b72', 32: '#7ee787', 33: '#e3b341', 36: '#76e3ea', 90: '#8b949e' };
const ESCAPE = new RegExp(`${String.fromCharCode(27)}\\[([\\d;]*)m`);

/** A line of a terminal as pieces of text, each with its style. */
function* pieces(line) {
  let style = {};
  // Text and codes by turns.
  for (const [at, part] of line.split(ESCAPE).entries()) {
    if (at % 2 === 0) {
      if (part !== '') yield { text: part, ...style };
      continue;
    }
    for (const code of part.split(';').map(Number)) style = restyled(style, code);
  }
}

function restyled(style, code) {
  if (code === 0) return {};
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 39) return { ...style, colour: undefined };
  return code in COLOURS ? { ...style, colour: COLOURS[code] } : style;
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function span({ text, colour, bold, dim }) {
  const attributes = [
    colour && `fill="${colour}"`,
    bold && 'font-weight="bold"',
    dim && !colour && 'fill="#8b949e"',
  ].filter(Boolean);
  return attributes.length === 0 ? escaped(text) : `<tspan ${attributes.join(' ')}>${escaped(text)}</tspan>`;
}

function svg(lines) {
  const width = Math.max(...lines.map((line) => [...pieces(line)].reduce((sum, { text }) => sum + text.length, 0)));
  const rows = lines.map(
    (line, at) =>
      `<text x="20" y="${36 + at * 19}" xml:space="preserve">${[...pieces(line)].map(span).join('')}</text>`,
  );
  const size = { width: Math.ceil(width * 7.9) + 40, height: lines.length * 19 + 40 };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="Jest: a matcher lists what was received">`,
    '<!-- Written by scripts/docs/matcher-picture.mjs -->',
    '<rect width="100%" height="100%" rx="8" fill="#0d1117"/>',
    '<g fill="#e6edf3" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="13">',
    ...rows,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

mkdirSync('docs/images', { recursive: true });
writeFileSync(PICTURE, svg(await failure()));
