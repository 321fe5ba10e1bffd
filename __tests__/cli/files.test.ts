import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { selfSigned } from '../../src/cli/serve/self-signed.js';
import { buildCommand, localkms } from './command.js';

const FOLDER = '.tmp/cli/files';

const FILES: Readonly<Record<string, string>> = {
  'broken.json': '{ "keys": ',
  'broken.yaml': 'keys: [',
  'throws.mjs': "throw new Error('no database\\nsecond line');",
  'throws.cjs': "throw new Error('no database');",
  'misses.cjs': "require('./none.cjs');",
  'number.mjs': 'export default 5;',
  'keys.mjs': 'export default { keys: 5 };',
  'waits.mjs': 'await 1; export default {};',
  'text.pem': 'text',
};

beforeAll(async () => {
  buildCommand();
  mkdirSync(`${FOLDER}/folder`, { recursive: true });
  for (const [name, text] of Object.entries(FILES)) writeFileSync(`${FOLDER}/${name}`, text);
  const { cert, key } = await selfSigned();
  writeFileSync(`${FOLDER}/cert.pem`, cert);
  writeFileSync(`${FOLDER}/key.pem`, String(key));
  writeFileSync(`${FOLDER}/other-key.pem`, String((await selfSigned()).key));
});

afterAll(() => rmSync(FOLDER, { recursive: true }));

const PEM = ['--tls-cert', 'cert.pem', '--tls-key', 'key.pem'];
const NONE = 'ENOENT: no such file or directory, open ';
const FOLDERS = 'EISDIR: illegal operation on a directory, ';

/** What is wrong with a file, and all that the command then says. */
const WRONG: readonly [flags: readonly string[], message: string | RegExp][] = [
  [['--config', 'none.mjs'], 'none.mjs cannot be loaded with require(): there is no such file'],
  [['--config', 'none.json'], 'none.json cannot be loaded with require(): there is no such file'],
  [['--config', 'folder'], 'folder cannot be loaded with require(): it is a folder'],
  [['--config', 'broken.json'], 'broken.json cannot be loaded with require(): it is not JSON'],
  [
    ['--config', 'broken.yaml'],
    'broken.yaml cannot be loaded with require(): SyntaxError; to see it, run: node broken.yaml',
  ],
  [['--config', 'throws.mjs'], 'throws.mjs cannot be loaded with require(): no database'],
  [['--config', 'throws.cjs'], 'throws.cjs cannot be loaded with require(): no database'],
  [['--config', 'misses.cjs'], "misses.cjs cannot be loaded with require(): Cannot find module './none.cjs'"],
  [['--config', 'number.mjs'], /number\.mjs: options: expected an object with .*; got a number/],
  // Node's own words, which differ between its versions.
  [['--config', 'keys.mjs'], 'options.keys: expected a list of keys; got a number'],
  [['--config', 'waits.mjs'], /waits\.mjs cannot be loaded with require\(\): require\(\) .* top-level await.*/],
  [['--iam', 'none.json'], `--iam none.json: ${NONE}'none.json'`],
  [['--iam', 'folder'], `--iam folder: ${FOLDERS}read`],
  [['--iam', 'broken.json'], '--iam broken.json: it is not JSON'],
  [['--credentials', 'none'], `--credentials none: ${NONE}'none'`],
  [['--credentials', 'folder'], `--credentials folder: ${FOLDERS}read`],
  [['--credentials', 'text.pem'], '--credentials text.pem: line 1 is neither [profile] nor name = value'],
  [['--seed', 'none.yaml'], `--seed none.yaml: ${NONE}'none.yaml'`],
  [['--seed', 'folder'], `--seed folder: ${FOLDERS}read`],
  [['--seed', 'broken.json'], /broken\.json: not JSON( at position 10)?/],
  [['--seed', 'broken.yaml'], /broken\.yaml: not YAML: .*/],
  [['--trail', 'folder'], `--trail folder: ${FOLDERS}open 'folder'`],
  [['--trail', 'none/trail'], `--trail none/trail: ${NONE}'none/trail'`],
  [
    ['--data', 'text.pem'],
    "the store LevelDB text.pem cannot be opened: EEXIST: file already exists, mkdir 'text.pem'",
  ],
  [['--tls-cert', 'none', '--tls-key', 'key.pem'], `--tls-cert none: ${NONE}'none'`],
  [['--tls-cert', 'cert.pem', '--tls-key', 'none'], `--tls-key none: ${NONE}'none'`],
  [['--tls-cert', 'folder', '--tls-key', 'key.pem'], `--tls-cert folder: ${FOLDERS}read`],
  [['--tls-cert', 'text.pem', '--tls-key', 'key.pem'], '--tls-cert text.pem: expected a certificate in PEM'],
  [
    ['--tls-cert', 'cert.pem', '--tls-key', 'text.pem'],
    '--tls-key text.pem: expected a private key in PEM, without a passphrase',
  ],
  [
    ['--tls-cert', 'cert.pem', '--tls-key', 'other-key.pem'],
    '--tls-key other-key.pem: it is not the private key of the certificate in cert.pem',
  ],
  [['--tls', 'self-signed', '--tls-ca', 'folder'], `--tls-ca folder: ${FOLDERS}open '${resolve(FOLDER, 'folder')}'`],
  [
    ['--tls', 'self-signed', '--tls-ca', 'none/ca.pem'],
    `--tls-ca none/ca.pem: ${NONE}'${resolve(FOLDER, 'none/ca.pem')}'`,
  ],
];

describe('a file that localkms cannot take', () => {
  it.each(WRONG)('is told in one line, with exit code 2: %j', async (flags, message) => {
    const { code, stderr } = await localkms(['serve', '--port', '0', '--log', 'off', ...flags], {}, FOLDER).ended;
    const [line, ...others] = stderr.split('\n');
    expect({ code, others }).toEqual({ code: 2, others: [''] });
    if (typeof message === 'string') expect(line).toBe(`[localkms] ${message}`);
    else expect(line).toMatch(new RegExp(`^\\[localkms\\] ${message.source}$`));
  });

  it('is not one that it can take', async () => {
    const { child, ended, until } = localkms(['serve', '--port', '0', '--log', 'off', ...PEM], {}, FOLDER);
    expect(await until('\n')).toMatch(/^localkms: ready at https:/);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });
});
