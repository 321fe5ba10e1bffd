import { X509Certificate } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { resolve } from 'node:path';
import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { selfSigned } from '../../src/cli/serve/self-signed.js';
import { buildCommand, localkms } from './command.js';

const CA = resolve('.tmp/cli/ca.pem');

beforeAll(buildCommand);
beforeEach(() => rmSync(CA, { force: true }));

/** The status of an answer to a client that trusts one certificate. */
function statusFrom(url: string, ca: string | undefined): Promise<number> {
  return new Promise((answered, refused) => {
    const agent = new Agent({ ...(ca !== undefined && { ca }) });
    request(`${url}/_localkms/health`, { agent }, ({ statusCode = 0 }) => answered(statusCode))
      .on('error', refused)
      .end();
  });
}

describe('localkms serve --tls self-signed', () => {
  it('serves HTTPS to a client of the SDK that trusts the file', async () => {
    const { child, ended, until } = localkms(['serve', '--port', '0', '--tls', 'self-signed', '--tls-ca', 'ca.pem']);
    const told = await until('stop: Ctrl+C');
    const url = /https:\/\/127\.0\.0\.1:\d+/.exec(told)?.[0] as string;
    const certificate = new X509Certificate(readFileSync(CA));
    expect(told).toContain(
      `  export NODE_EXTRA_CA_CERTS=${CA} AWS_CA_BUNDLE=${CA}\n  SHA-256 ${certificate.fingerprint256}\n`,
    );
    const client = new KMSClient({
      region: 'us-east-1',
      endpoint: url,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      requestHandler: { httpsAgent: new Agent({ ca: readFileSync(CA) }) },
    });
    expect((await client.send(new ListKeysCommand({}))).Keys).toEqual([]);
    client.destroy();
    expect(await statusFrom(url.replace('127.0.0.1', 'localhost'), readFileSync(CA, 'utf8'))).toBe(200);
    await expect(statusFrom(url, undefined)).rejects.toThrow('self-signed certificate');
    expect(await localkms(['wait', url, '--timeout', '0']).ended).toMatchObject({
      code: 1,
      stderr: `[localkms] ${url} did not answer within 0 s: its certificate is not trusted, NODE_EXTRA_CA_CERTS names the file of one\n`,
    });
    expect((await localkms(['wait', url], { NODE_EXTRA_CA_CERTS: CA }).ended).code).toBe(0);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  it('tells programs where it is', async () => {
    const flags = ['--port', '0', '--tls', 'self-signed', '--tls-ca', 'ca.pem', '--log', 'json'];
    const { child, ended, until } = localkms(['serve', ...flags]);
    const { fingerprint } = new X509Certificate((await until('\n')) && readFileSync(CA));
    expect(fingerprint).toMatch(/^[0-9A-F:]+$/);
    expect(JSON.parse(await until('\n'))).toMatchObject({
      ca: CA,
      fingerprint: new X509Certificate(readFileSync(CA)).fingerprint256,
      url: expect.stringMatching(/^https:/),
    });
    child.kill('SIGTERM');
    await ended;
  });

  it('gives a command of localkms run what it needs to trust it', async () => {
    const program =
      'await (await import("node:fs/promises")).stat(process.env.AWS_CA_BUNDLE);' +
      'const answer = await fetch(process.env.AWS_ENDPOINT_URL_KMS + "/_localkms/health"); console.log(answer.status)';
    writeFileSync('.tmp/cli/health.mjs', program);
    const flags = ['--tls', 'self-signed', '--tls-ca', 'ca.pem'];
    const { ended } = localkms(['run', ...flags, '--', process.execPath, 'health.mjs']);
    expect(await ended).toMatchObject({ code: 0, stdout: '200\n' });
  });

  it.each([
    [['--tls', 'yes'], '[localkms] --tls: expected self-signed; got "yes"'],
    [['--tls-ca', 'a.pem'], '[localkms] --tls-ca: it is written with --tls self-signed alone'],
    [
      ['--tls', 'self-signed', '--tls-ca', 'none/a.pem', '--port', '0'],
      '[localkms] --tls-ca none/a.pem: expected a file to write the certificate to; its folder is not there\n',
    ],
  ])('%j ends with 2', async (flags, message) => {
    const { code, stdout, stderr } = await localkms(['serve', ...flags]).ended;
    expect([code, stdout, stderr.slice(0, message.length)]).toEqual([2, '', message]);
  });
});

describe('a certificate that is made at the start', () => {
  it.each(['127.0.0.1', '0.0.0.0', '::', '2001:db8::7:1', 'kms.test'])(
    'names %s, this machine and nothing else',
    async (host) => {
      const { cert, key, fingerprint } = await selfSigned(host, Date.parse('2026-01-02T00:00:00Z'));
      const certificate = new X509Certificate(cert);
      const check = host.includes('.test') ? certificate.checkHost(host) : certificate.checkIP(host);
      expect(check).toBe(host);
      for (const address of ['127.0.0.1', '::1']) expect(certificate.checkIP(address)).toBe(address);
      expect(certificate.checkHost('localhost')).toBe('localhost');
      expect(certificate.checkHost('kms.amazonaws.com')).toBeUndefined();
      expect(certificate.verify(certificate.publicKey)).toBe(true);
      expect([certificate.subject, certificate.issuer, certificate.ca]).toEqual(['CN=localkms', 'CN=localkms', false]);
      expect([certificate.validFrom, certificate.validTo]).toEqual([
        'Jan  1 00:00:00 2026 GMT',
        'Jan  2 00:00:00 2027 GMT',
      ]);
      expect(certificate.fingerprint256).toBe(fingerprint);
      expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    },
  );

  it('is another one each time', async () => {
    const [one, other] = [await selfSigned(), await selfSigned()];
    expect(new X509Certificate(one.cert).serialNumber).not.toBe(new X509Certificate(other.cert).serialNumber);
    expect(one.key).not.toBe(other.key);
  });
});
