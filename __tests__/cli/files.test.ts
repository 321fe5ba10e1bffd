import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ClearError } from '../../src/cli/clear-error.js';
import { reading, writing } from '../../src/cli/files.js';
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
  'text.json': '"x"',
  'list.json': '[]',
  'iam.json': '{ "rolls": {} }',
  nobody: '[a]\naws_access_key_id = AKIA\nprincipal = me\n',
  'text.yaml': 'keys: x',
  'good.yaml': 'keys: []',
  'spec.yaml': 'keys:\n  - KeySpec: FOO\n',
  'taken/file': '',
};

beforeAll(async () => {
  buildCommand();
  for (const name of ['folder', 'taken', 'package']) mkdirSync(`${FOLDER}/${name}`, { recursive: true });
  for (const [name, text] of Object.entries(FILES)) writeFileSync(`${FOLDER}/${name}`, text);
  writeFileSync(`${FOLDER}/package/package.json`, '{"main": "none.js"}');
  const { cert, key } = await selfSigned();
  writeFileSync(`${FOLDER}/cert.pem`, cert);
  writeFileSync(`${FOLDER}/key.pem`, String(key));
  writeFileSync(`${FOLDER}/other-key.pem`, String((await selfSigned()).key));
});

afterAll(() => rmSync(FOLDER, { recursive: true }));

const PEM = ['--tls-cert', 'cert.pem', '--tls-key', 'key.pem'];
const SEEDS = 'expected keys and aliases in YAML or JSON';
const IAM = 'expected users, roles and policies in JSON';
const CREDENTIALS = 'expected profiles as in ~/.aws/credentials';
const CERTIFICATE = 'expected a certificate in PEM';
const PRIVATE_KEY = 'expected a private key in PEM, without a passphrase';
const TRAIL = 'expected a file to append to';
const CA = 'expected a file to write the certificate to';
const OPTIONS = 'expected a file of options';
const NONE = 'there is no such file';
const IS_FOLDER = 'it is a folder';
const NO_FOLDER = 'its folder is not there';
const THROUGH_FILE = 'what its path has for a folder is a file';

/** What is wrong with a file, and all that the command then says. */
const WRONG: readonly [flags: readonly string[], message: string | RegExp][] = [
  [['--config', 'none.mjs'], `--config none.mjs: ${OPTIONS}; ${NONE}`],
  [['--config', 'none.json'], `--config none.json: ${OPTIONS}; ${NONE}`],
  [['--config', 'folder'], `--config folder: ${OPTIONS}; ${IS_FOLDER}`],
  [['--config', 'package'], `--config package: ${OPTIONS}; ${IS_FOLDER}`],
  [['--config', 'broken.json'], '--config broken.json: expected options in JSON; it is not JSON'],
  [
    ['--config', 'broken.yaml'],
    '--config broken.yaml: it cannot be loaded with require(): SyntaxError; to see it, run: node broken.yaml',
  ],
  [['--config', 'throws.mjs'], '--config throws.mjs: it cannot be loaded with require(): no database'],
  [['--config', 'throws.cjs'], '--config throws.cjs: it cannot be loaded with require(): no database'],
  [
    ['--config', 'misses.cjs'],
    "--config misses.cjs: it cannot be loaded with require(): Cannot find module './none.cjs'",
  ],
  [['--config', 'number.mjs'], /--config number\.mjs: options: expected an object with .*; got a number/],
  [['--config', 'text.json'], /--config text\.json: options: expected an object with .*; got text of 1 character/],
  [['--config', 'keys.mjs'], '--config keys.mjs: options.keys: expected a list of keys; got a number'],
  // Node's own words, which differ between its versions.
  [
    ['--config', 'waits.mjs'],
    /--config waits\.mjs: it cannot be loaded with require\(\): require\(\) .* top-level await.*/,
  ],
  [['--iam', 'none.json'], `--iam none.json: ${IAM}; ${NONE}`],
  [['--iam', 'folder'], `--iam folder: ${IAM}; ${IS_FOLDER}`],
  [['--iam', 'text.pem/a.json'], `--iam text.pem/a.json: ${IAM}; ${THROUGH_FILE}`],
  [['--iam', 'broken.json'], `--iam broken.json: ${IAM}; it is not JSON`],
  [['--iam', 'text.json'], /--iam text\.json: expected an object with roles, .*; got text of 1 character/],
  [['--iam', 'list.json'], /--iam list\.json: expected an object with roles, .*; got a list/],
  [['--iam', 'iam.json'], /--iam iam\.json: rolls: there is no such option, only roles, .*/],
  [['--credentials', 'none'], `--credentials none: ${CREDENTIALS}; ${NONE}`],
  [['--credentials', 'folder'], `--credentials folder: ${CREDENTIALS}; ${IS_FOLDER}`],
  [['--credentials', 'text.pem'], '--credentials text.pem: line 1 is neither [profile] nor name = value'],
  [['--credentials', 'nobody'], /--credentials nobody: AKIA\.principal: .*; got "me"/],
  [['--seed', 'none.yaml'], `--seed none.yaml: ${SEEDS}; ${NONE}`],
  [['--seed', 'folder'], `--seed folder: ${SEEDS}; ${IS_FOLDER}`],
  [['--seed', 'broken.json'], /--seed broken\.json: not JSON( at position 10)?/],
  [['--seed', 'broken.yaml'], /--seed broken\.yaml: not YAML: .*/],
  [['--seed', 'text.yaml'], '--seed text.yaml: keys: expected a list; got text of 1 character'],
  [
    ['--seed', 'good.yaml', '--seed', 'spec.yaml'],
    /--seed spec\.yaml: keys\[0\]\.KeySpec: expected one of .*; got "FOO"/,
  ],
  [['--trail', 'folder'], `--trail folder: ${TRAIL}; ${IS_FOLDER}`],
  [['--trail', 'none/trail'], `--trail none/trail: ${TRAIL}; ${NO_FOLDER}`],
  [
    ['--data', 'text.pem'],
    `--data: the store LevelDB text.pem cannot be opened: the folder cannot be made (${resolve(FOLDER, 'text.pem')} is no folder)`,
  ],
  [
    ['--data', 'taken'],
    '--data: the store LevelDB taken cannot be opened: the folder has files in it, such as file, and is no database. Name an empty or a new folder',
  ],
  [['--tls-cert', 'none', '--tls-key', 'key.pem'], `--tls-cert none: ${CERTIFICATE}; ${NONE}`],
  [['--tls-cert', 'cert.pem', '--tls-key', 'none'], `--tls-key none: ${PRIVATE_KEY}; ${NONE}`],
  [['--tls-cert', 'folder', '--tls-key', 'key.pem'], `--tls-cert folder: ${CERTIFICATE}; ${IS_FOLDER}`],
  [['--tls-cert', 'text.pem', '--tls-key', 'key.pem'], `--tls-cert text.pem: ${CERTIFICATE}`],
  [['--tls-cert', 'cert.pem', '--tls-key', 'text.pem'], `--tls-key text.pem: ${PRIVATE_KEY}`],
  [
    ['--tls-cert', 'cert.pem', '--tls-key', 'other-key.pem'],
    '--tls-key other-key.pem: it is not the private key of the certificate in cert.pem',
  ],
  [['--tls', 'self-signed', '--tls-ca', 'folder'], `--tls-ca folder: ${CA}; ${IS_FOLDER}`],
  [['--tls', 'self-signed', '--tls-ca', 'none/ca.pem'], `--tls-ca none/ca.pem: ${CA}; ${NO_FOLDER}`],
];

describe('a file that cannot be read or written, whatever the system says of it,', () => {
  const failing = (code: string) => () => {
    throw Object.assign(new Error('Node’s own text'), { code });
  };

  it.each([
    ['EACCES', 'this user may not read it', 'this user may not write it'],
    ['EPERM', 'this user may not read it', 'this user may not write it'],
    ['EROFS', 'nothing can be written there', 'nothing can be written there'],
    ['ENOSPC', 'there is no space left', 'there is no space left'],
    ['EMFILE', 'Node’s own text', 'Node’s own text'],
  ])('is told in words: %s', (code, read, written) => {
    expect(() => reading('--iam a.json', 'JSON', failing(code))).toThrow(
      new ClearError(`[localkms] --iam a.json: expected JSON; ${read}`),
    );
    expect(() => writing('--out a', 'a file', failing(code))).toThrow(
      new ClearError(`[localkms] --out a: expected a file; ${written}`),
    );
  });

  it('is not what any other error is', () => {
    const bug = new TypeError('a bug');
    const buggy = () => {
      throw bug;
    };
    expect(() => reading('--iam a.json', 'JSON', buggy)).toThrow(bug);
    expect(() => writing('--out a', 'a file', buggy)).toThrow(bug);
  });
});

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
