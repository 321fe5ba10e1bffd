import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { DescribeKeyCommand, KMSClient, ListAliasesCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import { buildCommand, localkms } from './command.js';

beforeAll(buildCommand);

function clientOf(endpoint: string, accessKeyId = 'test', secretAccessKey = 'test'): KMSClient {
  return new KMSClient({ region: 'us-east-1', endpoint, credentials: { accessKeyId, secretAccessKey } });
}

function urlIn(text: string): string {
  return /http:\/\/[\d.]+:\d+/.exec(text)?.[0] as string;
}

describe('localkms', () => {
  it('tells its commands', async () => {
    const { code, stdout } = await localkms([]).ended;
    expect(code).toBe(0);
    expect(stdout).toContain('localkms serve  serves a KMS endpoint');
    expect(await localkms(['--version']).ended).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
    for (const name of ['serve', 'run', 'pull', 'wait']) {
      const help = await localkms([name, '--help']).ended;
      expect([help.code, help.stdout.split('\n')[0]]).toEqual([0, expect.stringContaining(`localkms ${name} `)]);
    }
  });

  it('does not start in production', async () => {
    const { code, stderr } = await localkms(['serve'], { NODE_ENV: 'production' }).ended;
    expect([code, stderr.slice(0, 10)]).toEqual([2, '[localkms]']);
  });
});

describe('localkms serve', () => {
  it('answers until it is stopped, and logs each call', async () => {
    const { child, ended, until } = localkms(['serve', '--port', '0']);
    const url = urlIn(await until('stop: Ctrl+C'));
    const client = clientOf(url);
    await client.send(new ListKeysCommand({}));
    client.destroy();
    await until('ListKeys');
    child.kill('SIGTERM');
    const { code, stdout, stderr } = await ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')[0]).toBe(`localkms: ready at ${url}`);
    expect(stdout).toContain(`export AWS_ENDPOINT_URL_KMS=${url}\n`);
    expect(stdout).toMatch(
      /\n\d\d:\d\d:\d\d\.\d{3} {2}ListKeys {2}ok {2}\d+\.\d ms {2}000000000000:root {2}us-east-1\n$/,
    );
  });

  it('goes on when nobody reads its log any more, as behind head -1', async () => {
    const { child, ended, until } = localkms(['serve', '--port', '0']);
    const client = clientOf(urlIn(await until('stop: Ctrl+C')));
    child.stdout.destroy();
    for (let sent = 0; sent < 3; sent++) expect((await client.send(new ListKeysCommand({}))).Keys).toEqual([]);
    client.destroy();
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('writes JSON for programs', async () => {
    const { child, ended, until } = localkms(['serve', '--port', '0', '--log', 'json']);
    const { url, ...ready } = JSON.parse(await until('\n'));
    expect(ready).toEqual({ event: 'ready', version: '0.1.0', keys: 0 });
    const client = clientOf(url, '111122223333');
    await client.send(new ListKeysCommand({}));
    client.destroy();
    await until('ListKeys');
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout.split('\n')[1] as string)).toEqual({
      event: 'call',
      time: expect.stringMatching(/Z$/),
      operation: 'ListKeys',
      outcome: 'answered',
      caller: { principal: 'arn:aws:iam::111122223333:root', accountId: '111122223333', region: 'us-east-1' },
      keyArns: [],
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      attempt: 1,
      milliseconds: expect.any(Number),
    });
  });

  it('has the seeds, credentials and options that files tell', async () => {
    writeFileSync(
      '.tmp/cli/seeds.yaml',
      'keys:\n  - KeyId: 1234abcd-12ab-34cd-56ef-1234567890ab\n    Alias: alias/orders\n',
    );
    writeFileSync('.tmp/cli/credentials', '[a]\naws_access_key_id = AKIAA\naws_secret_access_key = right\n');
    writeFileSync('.tmp/cli/options.json', '{ "accountId": "999988887777" }');
    const flags = [
      '--seed',
      'seeds.yaml',
      '--credentials',
      'credentials',
      '--config',
      'options.json',
      '--verify-signatures',
    ];
    const { child, ended, until } = localkms(['serve', '--port', '0', '--log', 'off', ...flags]);
    const url = urlIn(await until('\n'));
    const right = clientOf(url, 'AKIAA', 'right');
    const { Aliases } = await right.send(new ListAliasesCommand({}));
    expect(Aliases?.find(({ AliasName }) => AliasName === 'alias/orders')).toMatchObject({
      AliasArn: 'arn:aws:kms:us-east-1:999988887777:alias/orders',
      TargetKeyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
    });
    const wrong = clientOf(url, 'AKIAA', 'wrong');
    await expect(wrong.send(new ListKeysCommand({}))).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    const stranger = clientOf(url, 'AKIAB', 'right');
    await expect(stranger.send(new ListKeysCommand({}))).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    for (const client of [right, wrong, stranger]) client.destroy();
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: 0, stdout: `localkms: ready at ${url}\n`, stderr: '' });
  });

  it('keeps a world in a folder, and writes its trail', async () => {
    const flags = ['--data', 'data', '--trail', 'trail.jsonl', '--iam', 'iam.json', '--seed', 'seeds.yaml'];
    writeFileSync('.tmp/cli/seeds.yaml', 'keys:\n  - Alias: alias/orders\n');
    writeFileSync('.tmp/cli/iam.json', '{}');
    const keyIds: (string | undefined)[] = [];
    for (const _ of ['first', 'second']) {
      const { child, ended, until } = localkms(['serve', '--port', '0', '--log', 'off', ...flags]);
      const client = clientOf(urlIn(await until('\n')));
      keyIds.push((await client.send(new DescribeKeyCommand({ KeyId: 'alias/orders' }))).KeyMetadata?.KeyId);
      client.destroy();
      if (keyIds.length === 1) {
        const second = await localkms(['serve', '--port', '0', '--data', 'data']).ended;
        expect([second.code, second.stderr]).toEqual([
          2,
          expect.stringContaining('a folder is for one process at a time'),
        ]);
      }
      child.kill('SIGTERM');
      expect(await ended).toMatchObject({ code: 0, stderr: '' });
    }
    expect(keyIds[1]).toBe(keyIds[0]);
    const records = readFileSync('.tmp/cli/trail.jsonl', 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records.map(({ eventName }) => eventName)).toEqual(['DescribeKey', 'DescribeKey']);
  });

  it('ends where it can write its trail no more', async () => {
    mkdirSync('.tmp/cli/trails');
    const { ended, until } = localkms(['serve', '--port', '0', '--log', 'off', '--trail', 'trails/a.jsonl']);
    const client = clientOf(urlIn(await until('\n')));
    rmSync('.tmp/cli/trails', { recursive: true });
    await client.send(new ListKeysCommand({}));
    client.destroy();
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([
      2,
      '[localkms] --trail trails/a.jsonl: expected a file to append to; its folder is not there\n',
    ]);
  });

  it('says that another program has its port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const { code, stderr } = await localkms(['serve', '--port', String(port)]).ended;
    other.close();
    expect([code, stderr]).toEqual([
      2,
      `[localkms] --port ${port}: another program listens there; --port 0 takes any free one\n`,
    ]);
  });

  it('takes the next port where the usual one is taken', async () => {
    const one = localkms(['serve', '--log', 'off']);
    const first = urlIn(await one.until('\n'));
    const two = localkms(['serve', '--log', 'off']);
    const second = urlIn(await two.until('\n'));
    expect(Number(new URL(second).port)).toBeGreaterThan(Number(new URL(first).port));
    expect(Number(new URL(first).port)).toBeGreaterThanOrEqual(4566);
    for (const { child, ended } of [one, two]) {
      child.kill('SIGTERM');
      await ended;
    }
  });
});

describe('localkms run', () => {
  const SCRIPT = `
    const { AWS_ENDPOINT_URL_KMS: url, AWS_REGION: region, AWS_ACCESS_KEY_ID: id } = process.env;
    fetch(url + '/_localkms/health').then(({ status }) => { console.log(JSON.stringify({ status, region, id })); process.exit(7); });
  `;

  it('runs a command with an endpoint, and ends with its exit code', async () => {
    const { code, stdout } = await localkms(['run', '--region', 'eu-west-1', '--', process.execPath, '-e', SCRIPT])
      .ended;
    expect([code, JSON.parse(stdout)]).toEqual([7, { status: 200, region: 'eu-west-1', id: 'test' }]);
  });

  it('leaves the caller’s own variables as they are', async () => {
    const env = { AWS_REGION: 'sa-east-1', AWS_ACCESS_KEY_ID: 'mine' };
    const { stdout } = await localkms(['run', '--', process.execPath, '-e', SCRIPT], env).ended;
    expect(JSON.parse(stdout)).toMatchObject({ region: 'sa-east-1', id: 'mine' });
  });

  it('logs calls only where it is told to, beside what the command writes', async () => {
    const send = `
      const { KMSClient, ListKeysCommand } = require('@aws-sdk/client-kms');
      new KMSClient({}).send(new ListKeysCommand({})).then(({ Keys }) => console.log(Keys.length));
    `;
    const command = ['--', process.execPath, '--no-warnings', '-e', send];
    expect(await localkms(['run', ...command]).ended).toEqual({ code: 0, stdout: '0\n', stderr: '' });
    const { stdout, stderr } = await localkms(['run', '--log', 'json', ...command]).ended;
    expect([stdout, JSON.parse(stderr)]).toEqual(['0\n', expect.objectContaining({ operation: 'ListKeys' })]);
  });

  it.each([
    ['no-such-command', 127, 'PATH has no such command'],
    ['./no-such-file', 127, 'there is no such file, or not what its first line names'],
    ['./nothing-to-run', 126, 'expected a program; this user may not execute it'],
  ])('ends as a shell does where %s cannot be run', async (command, exitCode, why) => {
    writeFileSync('.tmp/cli/nothing-to-run', 'text');
    expect(await localkms(['run', '--', command]).ended).toEqual({
      code: exitCode,
      stdout: '',
      stderr: `[localkms] run: ${command}: ${why}\n`,
    });
  });

  it('passes a signal on', async () => {
    const { child, ended, until } = localkms([
      'run',
      '--',
      process.execPath,
      '-e',
      'console.log(1); setInterval(() => {}, 1e3)',
    ]);
    await until('1');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(143);
  });
});

describe('localkms wait', () => {
  it('ends when an endpoint answers', async () => {
    const server = localkms(['serve', '--port', '0', '--log', 'off']);
    const url = urlIn(await server.until('\n'));
    expect(await localkms(['wait', url]).ended).toEqual({ code: 0, stdout: '', stderr: '' });
    server.child.kill('SIGTERM');
    await server.ended;
    expect(await localkms(['wait', url, '--timeout', '0.1']).ended).toEqual({
      code: 1,
      stdout: '',
      stderr: `[localkms] ${url} did not answer within 0.1 s\n`,
    });
    expect(await localkms(['wait', url, '--timeout', '1']).ended).toMatchObject({
      stderr: `[localkms] ${url} did not answer within 1 s\n`,
    });
  });

  it('says that another program answers', async () => {
    const other = createHttpServer((_, response) => response.writeHead(404).end()).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const url = `http://127.0.0.1:${(other.address() as { port: number }).port}`;
    expect(await localkms(['wait', url, '--timeout', '0']).ended).toMatchObject({
      code: 1,
      stderr: `[localkms] ${url} did not answer within 0 s: what listens there is not localkms, it answered with status 404\n`,
    });
    other.close();
  });
});

afterAll(() => {
  for (const file of ['seeds.yaml', 'credentials', 'options.json', 'iam.json', 'trail.jsonl', 'data']) {
    rmSync(`.tmp/cli/${file}`, { force: true, recursive: true });
  }
});
