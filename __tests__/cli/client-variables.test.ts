import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { exportLine } from '../../src/cli/serve/client-variables.js';
import { buildCommand, localkms } from './command.js';

const FILE = resolve('.tmp/cli/only these');
const ONLY = ['--credentials', 'only these', '--verify-signatures'];

beforeAll(() => {
  buildCommand();
  writeFileSync(FILE, '[default]\naws_access_key_id = AKIAALICE\naws_secret_access_key = secret\n');
});

/** What a command under `localkms run` finds in its environment. */
async function variables(flags: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<object> {
  const program = 'console.log(JSON.stringify(process.env))';
  const { stdout } = await localkms(['run', ...flags, '--', process.execPath, '-e', program], env).ended;
  const { AWS_ENDPOINT_URL_KMS: _, ...all } = JSON.parse(stdout);
  return Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith('AWS_')));
}

const REGION = { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1' };

describe('what clients are told', () => {
  it('is any access key, where any is taken', async () => {
    expect(await variables([])).toEqual({ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', ...REGION });
    expect(await variables(['--credentials', 'only these'])).toMatchObject({ AWS_ACCESS_KEY_ID: 'test' });
  });

  it('is the file of those that are taken, where no other is', async () => {
    expect(await variables(ONLY)).toEqual({ AWS_SHARED_CREDENTIALS_FILE: FILE, ...REGION });
    const own = { AWS_ACCESS_KEY_ID: 'AKIAALICE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'sa-east-1' };
    expect(await variables(ONLY, own)).toEqual(own);
  });

  it('is what to paste', async () => {
    const { child, ended, until } = localkms(['serve', '--port', '0', ...ONLY]);
    expect(await until('stop: Ctrl+C')).toContain(
      `\n  export AWS_SHARED_CREDENTIALS_FILE='${FILE}' AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1\n`,
    );
    child.kill('SIGTERM');
    await ended;
  });

  it.each([
    ['/home/me/a-b_c.pem', '/home/me/a-b_c.pem'],
    ['/home/me/a b.pem', "'/home/me/a b.pem'"],
    ['/home/$me/`a`', "'/home/$me/`a`'"],
    ["/it's", "'/it'\\''s'"],
    ['', "''"],
  ])('can be pasted: %s', (value, shown) => {
    expect(exportLine({ A: value, B: 'b' })).toBe(`  export A=${shown} B=b\n`);
  });
});
