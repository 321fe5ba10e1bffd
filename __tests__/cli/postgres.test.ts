import { CreateAliasCommand, CreateKeyCommand, DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { until as waitUntil } from '../contract/record-store-support.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { buildCommand, localkms } from './command.js';

let database: PostgresServer;

beforeAll(async () => {
  buildCommand();
  database = await startPostgres();
});

afterAll(() => database.remove());

function clientOf(endpoint: string): KMSClient {
  return new KMSClient({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
}

describe('localkms serve --postgres', () => {
  it('shares a world with the other servers of its name', async () => {
    const flags = ['--postgres', database.connectionString, '--log', 'off', '--port', '0'];
    const servers = [[], [], ['--world', 'other']].map((more) => localkms(['serve', ...flags, ...more]));
    const clients = [];
    for (const { until } of servers) clients.push(clientOf(/http:\S+/.exec(await until('\n'))?.[0] as string));
    const [one, two, other] = clients as [KMSClient, KMSClient, KMSClient];
    const { KeyMetadata } = await one.send(new CreateKeyCommand({}));
    await one.send(new CreateAliasCommand({ AliasName: 'alias/orders', TargetKeyId: KeyMetadata?.KeyId }));
    await waitUntil(() =>
      two.send(new DescribeKeyCommand({ KeyId: 'alias/orders' })).then(
        (found) => found.KeyMetadata?.KeyId === KeyMetadata?.KeyId,
        () => false,
      ),
    );
    await expect(other.send(new DescribeKeyCommand({ KeyId: 'alias/orders' }))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
    for (const client of clients) client.destroy();
    for (const { child, ended } of servers) {
      child.kill('SIGTERM');
      expect(await ended).toMatchObject({ code: 0, stderr: '' });
    }
  });

  const noUrl = '--postgres: expected a URL such as postgres://user:password@localhost:5432/database';
  const refused = '--postgres: the store PostgreSQL world "default" cannot be opened: connect ECONNREFUSED 127.0.0.1:1';

  it.each([
    [['--postgres', 'sesame'], noUrl],
    [['--postgres', 'postgres://test:sesame@[/'], noUrl],
    [['--postgres', 'https://test:sesame@localhost/'], noUrl],
    [['--postgres', 'postgres://localhost', '--data', 'data'], '--data and --postgres: give one of them'],
    [['--world', 'team'], '--world: a world has a name with --postgres alone'],
    [
      ['--postgres', 'postgres://localhost', '--world', 'a'.repeat(201)],
      '--world: expected a name of 1 to 200 characters',
    ],
    [['--postgres', 'postgres://test:sesame@127.0.0.1:1/kms'], refused],
  ])('says what is wrong: %j', async (flags, message) => {
    expect(await localkms(['serve', '--port', '0', ...flags]).ended).toEqual({
      code: 2,
      stdout: '',
      stderr: `[localkms] ${message}\n`,
    });
  });
});
