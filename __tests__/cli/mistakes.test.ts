import { buildCommand, localkms } from './command.js';

beforeAll(buildCommand);

describe('a mistake in what was typed', () => {
  it.each([
    [['brew'], '[localkms] "brew" is no command: these are serve, run, pull, wait'],
    [['serve', '--prt', '1'], '[localkms] serve: there is no flag --prt, only --port, --host, --config, '],
    [['run', '--prt', '--', 'true'], '[localkms] run: there is no flag --prt, only --port, --host, --config, '],
    [['serve', '-p', '1'], '[localkms] serve: there is no flag -p, only --port, '],
    [['serve', '--constructor'], '[localkms] serve: there is no flag --constructor, only --port, '],
    [['serve', '80'], '[localkms] serve: expected flags; got "80", which is none'],
    [['run', '80', '--', 'true'], '[localkms] run: expected flags; got "80", which is none'],
    [['serve', '--port'], '[localkms] --port: expected a value; there is none'],
    [['serve', '--port', ''], '[localkms] --port: expected a value; there is none'],
    [['serve', '--seed='], '[localkms] --seed: expected a value; there is none'],
    [
      ['serve', '--port', '-5'],
      '[localkms] --port: expected a value; one that begins with a dash is given as --port=VALUE',
    ],
    [['serve', '--port=-5'], '[localkms] --port: expected a whole number from 0 to 65535; got "-5"'],
    [['serve', '--verify-signatures=true'], '[localkms] --verify-signatures: it is given alone, without a value'],
    [['serve', '--port', '70000'], '[localkms] --port: expected a whole number from 0 to 65535; got "70000"'],
    [['serve', '--port', '1e3'], '[localkms] --port: expected a whole number from 0 to 65535; got "1e3"'],
    [['serve', '--account', '12'], '[localkms] --account: expected a 12-digit account id; got "12"'],
    [['serve', '--region', 'x'], '[localkms] --region: expected an AWS Region, such as "eu-west-1"; got "x"'],
    [['serve', '--clock', 'x'], '[localkms] --clock: expected a date; got "x"'],
    [
      ['serve', '--origin', 'x'],
      '[localkms] --origin: expected an origin, such as "http://localhost:5173", or "*"; got "x"',
    ],
    [
      ['serve', '--admin-token', 'a b'],
      '[localkms] --admin-token: expected text without spaces, which is not shown here',
    ],
    [['serve', '--log', 'xml'], '[localkms] --log: expected one of pretty, json, off; got "xml"'],
    [['serve', '--tls-cert', 'a.pem'], '[localkms] --tls-cert and --tls-key: give both, or neither'],
    [['serve', '--host', 'a b'], '[localkms] --host: expected an address, such as "127.0.0.1"; got "a b"'],
    [
      ['serve', '--host', '192.0.2.1', '--port', '0'],
      '[localkms] --host 192.0.2.1: expected an address of this machine, such as 127.0.0.1; it has no such address',
    ],
    [
      ['serve', '--host', 'none.invalid'],
      '[localkms] --host none.invalid: expected an address of this machine, such as 127.0.0.1; it has no such address',
    ],
    [
      ['serve', '--verify-signatures'],
      '[localkms] --verify-signatures: give the access keys that are taken, by --credentials FILE',
    ],
    [['run'], '[localkms] run: expected a command after --, as in: localkms run -- npm test'],
    [['pull', '--regin', 'x'], '[localkms] pull: there is no flag --regin, only --region, '],
    [['wait'], '[localkms] wait: expected one URL, such as http://127.0.0.1:4566'],
    [['wait', 'ftp://a', '--timeout', '0'], '[localkms] wait: expected one URL, such as http://127.0.0.1:4566'],
    [['wait', 'http://a', '--timeout', 'x'], '[localkms] --timeout: expected seconds, from 0 to 86400; got "x"'],
    [
      ['wait', 'http://a', '--timeout', '86401'],
      '[localkms] --timeout: expected seconds, from 0 to 86400; got "86401"',
    ],
    [['wait', 'http://a', '--timeout='], '[localkms] --timeout: expected a value; there is none'],
    [['wait', 'http://a', '--tmeout', '1'], '[localkms] wait: there is no flag --tmeout, only --timeout'],
  ])('%j ends with 2', async (args, message) => {
    const { code, stdout, stderr } = await localkms(args).ended;
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.slice(0, message.length)).toBe(message);
    expect(stderr.match(/\n/g)).toHaveLength(1);
  });

  it('says whom a file of the environment is named by', async () => {
    const { code, stderr } = await localkms(['serve'], { LOCALKMS_CONFIG: 'none.json' }).ended;
    expect([code, stderr]).toEqual([
      2,
      '[localkms] LOCALKMS_CONFIG none.json: expected a file of options; there is no such file\n',
    ]);
  });
});
