import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as Sdk from '@aws-sdk/client-kms';
import { type KmsServer, serve } from '../../src/http-door/http.js';
import { type LocalKms, localKms } from '../../src/local-kms.js';
import { readSeeds } from '../../src/readers/read-seeds.js';
import { buildCommand, type Ended, localkms } from './command.js';
import { ACCOUNT, REGION, REPLICA_REGION, richAccount, THIRD_REGION } from './rich-account.js';

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: REGION,
  NODE_NO_WARNINGS: '1',
};
const OUT = '.tmp/cli/pulled.yaml';
const KEY_ID = '11111111-1111-4111-8111-111111111111';
const ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/${KEY_ID}`;

let server: KmsServer;

beforeAll(buildCommand);
beforeEach(() => {
  for (const file of [OUT, `${OUT}.partial`]) rmSync(file, { force: true });
});
afterEach(() => server?.close());

async function pull(
  kms: LocalKms,
  args: readonly string[] = ['--out', 'pulled.yaml'],
  env: Record<string, string> = {},
): Promise<Ended> {
  await server?.close();
  server = await serve(kms);
  return localkms(['pull', '--endpoint-url', server.url, ...args], { ...ENVIRONMENT, ...env }).ended;
}

/** Everything that describe and list operations tell of a Region, but for the ids of key materials, which are new. */
async function told(kms: LocalKms, region: string): Promise<Record<string, unknown>> {
  const client = kms.attach(new Sdk.KMSClient({ region, credentials: CREDENTIALS }));
  const send = async (Command: new (input: never) => unknown, input: object, pick: (output: never) => unknown) => {
    try {
      return pick((await client.send(new Command(input as never) as never)) as never);
    } catch (error) {
      return (error as Error).name;
    }
  };
  const sorted = (items: object[], member: string) =>
    [...items].sort((one, other) => (String(one[member as never]) < String(other[member as never]) ? -1 : 1));
  const { Keys = [] } = await client.send(new Sdk.ListKeysCommand({ Limit: 1000 }));
  const { Aliases = [] } = await client.send(new Sdk.ListAliasesCommand({ Limit: 100 }));
  const keys = await Promise.all(
    sorted(Keys, 'KeyId').map(async ({ KeyId }: Sdk.KeyListEntry) => ({
      metadata: await send(Sdk.DescribeKeyCommand, { KeyId }, ({ KeyMetadata }: Sdk.DescribeKeyCommandOutput) => {
        const { CurrentKeyMaterialId, ...metadata } = KeyMetadata as Sdk.KeyMetadata;
        return { ...metadata, hasCurrent: CurrentKeyMaterialId !== undefined };
      }),
      policy: await send(Sdk.GetKeyPolicyCommand, { KeyId }, ({ Policy }: Sdk.GetKeyPolicyCommandOutput) => Policy),
      tags: await send(Sdk.ListResourceTagsCommand, { KeyId }, ({ Tags = [] }: Sdk.ListResourceTagsCommandOutput) =>
        sorted(Tags, 'TagKey'),
      ),
      grants: await send(Sdk.ListGrantsCommand, { KeyId }, ({ Grants }: Sdk.ListGrantsCommandOutput) => Grants),
      rotation: await send(
        Sdk.GetKeyRotationStatusCommand,
        { KeyId },
        ({ $metadata: _, ...status }: Sdk.GetKeyRotationStatusCommandOutput) => status,
      ),
      materials: await send(
        Sdk.ListKeyRotationsCommand,
        { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' },
        ({ Rotations = [] }: Sdk.ListKeyRotationsCommandOutput) => Rotations.map(({ KeyMaterialId: _, ...one }) => one),
      ),
    })),
  );
  return {
    keys,
    aliases: sorted(
      Aliases.filter(({ TargetKeyId }) => TargetKeyId),
      'AliasName',
    ),
  };
}

describe('localkms pull', () => {
  it.each(['pulled.yaml', 'pulled.json'])('writes %s, from which a world answers as the account does', async (name) => {
    const kms = await richAccount();
    const { code, stdout, stderr } = await pull(kms, ['--out', name, '--region', REGION, '--region', REPLICA_REGION]);
    expect(stderr).not.toContain('Not as in the account');
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/^localkms: \d\d keys and 4 aliases of 111122223333 in eu-west-1, us-east-1\n/);
    expect(stderr).toContain(`localkms serve --seed ${name} --account 111122223333\n`);
    const double = localKms({ accountId: ACCOUNT, clock: kms.clock.now(), ...readSeeds(`.tmp/cli/${name}`) });
    for (const region of [REGION, REPLICA_REGION]) expect(await told(double, region)).toEqual(await told(kms, region));
    // There, only the replica key is known.
    expect(await told(double, THIRD_REGION)).toEqual(await told(kms, THIRD_REGION));
    expect(existsSync(`.tmp/cli/${name}.partial`)).toBe(false);
    rmSync(`.tmp/cli/${name}`);
  });

  it('only reads, and leaves no key material in the file', async () => {
    const kms = await richAccount();
    kms.clearCalls();
    await pull(kms);
    const operations = new Set(kms.calls().map(({ operation }) => operation));
    expect([...operations].sort()).toEqual([
      'DescribeKey',
      'GetKeyPolicy',
      'GetKeyRotationStatus',
      'ListAliases',
      'ListGrants',
      'ListKeyRotations',
      'ListKeys',
      'ListResourceTags',
    ]);
    expect(readFileSync(OUT, 'utf8')).not.toMatch(/KeyMaterial:|hex|base64/);
  });

  it('writes YAML to the standard output without --out', async () => {
    const kms = localKms({ accountId: ACCOUNT, keys: [{ KeyId: KEY_ID, Region: REGION, CreationDate: '2020-01-01' }] });
    const { code, stdout, stderr } = await pull(kms, []);
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 6)).toEqual([
      'keys:',
      `  - KeyId: ${KEY_ID}`,
      `    Region: ${REGION}`,
      `    AWSAccountId: "${ACCOUNT}"`,
      '    KeySpec: SYMMETRIC_DEFAULT',
      '    KeyUsage: ENCRYPT_DECRYPT',
    ]);
    expect(stderr).toBe(
      `localkms: 1 key and 0 aliases of ${ACCOUNT} in ${REGION}\n\n  localkms serve --seed FILE --account ${ACCOUNT}\n\n`,
    );
  });

  it('says how many there are, of none too', async () => {
    expect((await pull(localKms({ accountId: ACCOUNT }), [])).stderr).toBe(
      'localkms: 0 keys and 0 aliases\n\n  localkms serve --seed FILE\n\n',
    );
    const keys = [{ KeyId: KEY_ID, Region: REGION }, { Region: REGION }];
    const aliases = [{ AliasName: 'alias/one', TargetKeyId: ARN }];
    expect((await pull(localKms({ accountId: ACCOUNT, keys, aliases }), [])).stderr).toMatch(
      /^localkms: 2 keys and 1 alias of /,
    );
  });

  it('tries again where it is throttled', async () => {
    const kms = localKms({ accountId: ACCOUNT, keys: [{ Region: REGION }] });
    kms.faults.add({ operation: 'DescribeKey', error: 'ThrottlingException', times: 2 });
    expect((await pull(kms)).code).toBe(0);
    expect(kms.calls('DescribeKey')).toHaveLength(3);
  });

  it('goes on where it broke off', async () => {
    const kms = localKms({ accountId: ACCOUNT, keys: Array.from({ length: 20 }, () => ({ Region: REGION })) });
    kms.faults.add({ operation: 'DescribeKey', error: 'UnrecognizedClientException', after: 16 });
    const broken = await pull(kms);
    expect(broken.code).toBe(2);
    expect(broken.stderr).toMatch(
      /^\[localkms\] pull: UnrecognizedClientException: .*\nWhat was read so far is in pulled\.yaml\.partial: --resume goes on from there\.\n$/,
    );
    expect(existsSync(OUT)).toBe(false);
    kms.faults.clear();
    kms.clearCalls();
    // As a process leaves it that ends while it writes.
    writeFileSync(`${OUT}.partial`, '{"metadata":{"Arn', { flag: 'a' });
    expect((await pull(kms, ['--out', 'pulled.yaml', '--resume'])).code).toBe(0);
    expect(kms.countSends('DescribeKey')).toBe(4);
    expect(readSeeds(OUT).keys).toHaveLength(20);
  });

  it.each([
    ['GetKeyPolicy', 'it has the default key policy'],
    ['ListResourceTags', 'it has no tags'],
    ['ListGrants', 'it has no grants'],
    ['GetKeyRotationStatus', 'it does not rotate'],
    ['ListKeyRotations', 'it was never rotated'],
  ] as const)('goes on without %s where that is denied, and says so', async (operation, instead) => {
    const kms = localKms({ accountId: ACCOUNT, keys: [{ KeyId: KEY_ID, Region: REGION, Alias: 'alias/orders' }] });
    kms.faults.add({ operation, error: 'AccessDeniedException' });
    const { code, stderr } = await pull(kms);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      new RegExp(`\\nNot as in the account:\\n  ${ARN}: ${operation}: AccessDeniedException: .*; here ${instead}\\n`),
    );
    expect(readFileSync(OUT, 'utf8')).toContain(`# ${ARN}: ${operation}: AccessDeniedException: `);
    expect(readSeeds(OUT)).toMatchObject({ keys: [{ KeyId: KEY_ID }], aliases: [{ AliasName: 'alias/orders' }] });
  });

  it('leaves keys out that it may not describe, and aliases that it may not list', async () => {
    const kms = localKms({ accountId: ACCOUNT, keys: [{ KeyId: KEY_ID, Region: REGION }, { Region: REGION }] });
    kms.faults.add({ operation: 'DescribeKey', error: 'AccessDeniedException', keyId: KEY_ID });
    kms.faults.add({ operation: 'ListAliases', error: 'AccessDeniedException' });
    const { code, stderr } = await pull(kms);
    expect(code).toBe(1);
    expect(stderr).toContain(`  ${ARN}: left out: DescribeKey: AccessDeniedException: `);
    expect(stderr).toContain(`  ${REGION}: ListAliases: AccessDeniedException: `);
    expect(readSeeds(OUT).keys).toHaveLength(1);
  });

  it('leaves out what no seed can be', async () => {
    const kms = localKms({ accountId: ACCOUNT });
    const client = kms.attach(new Sdk.KMSClient({ region: REGION }));
    const { CustomKeyStoreId } = await client.send(
      new Sdk.CreateCustomKeyStoreCommand({
        CustomKeyStoreName: 'vault',
        CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
        XksProxyConnectivity: 'PUBLIC_ENDPOINT',
        XksProxyUriEndpoint: 'https://proxy.example.com',
        XksProxyUriPath: '/kms/xks/v1',
        XksProxyAuthenticationCredential: {
          AccessKeyId: 'ABCDE23456723EXAMPLE',
          RawSecretAccessKey: 'DXjSUawnel2fr6SKC7G25CNxTyWKE5PF9XX6H/u9pSo=',
        },
      }),
    );
    await client.send(new Sdk.ConnectCustomKeyStoreCommand({ CustomKeyStoreId }));
    const { KeyMetadata } = await client.send(
      new Sdk.CreateKeyCommand({ Origin: 'EXTERNAL_KEY_STORE', CustomKeyStoreId, XksKeyId: 'bb8562717f809024' }),
    );
    await client.send(new Sdk.CreateAliasCommand({ AliasName: 'alias/vault', TargetKeyId: KeyMetadata?.KeyId }));
    // An AWS managed key, which every world makes for itself.
    await client.send(new Sdk.DescribeKeyCommand({ KeyId: 'alias/aws/s3' }));
    const { code, stderr } = await pull(kms);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `\nNot as in the account:\n  ${KeyMetadata?.Arn}: left out: seeds have no keys of Origin EXTERNAL_KEY_STORE, which are in custom key stores\n\n`,
    );
    expect(readSeeds(OUT)).toEqual({ keys: [], aliases: [] });
  });

  it.each([
    [['--out', 'none/a.yaml'], '[localkms] --out none/a.yaml: expected a file to write; its folder is not there\n'],
    [['--out', '.'], '[localkms] --out .: expected a file to write; it is a folder\n'],
    [['--resume'], '[localkms] --resume: give the --out FILE that a pull broke off at'],
    [
      ['--endpoint-url', 'here'],
      '[localkms] --endpoint-url: expected a URL, such as http://127.0.0.1:4566; got "here"\n',
    ],
    [['--all'], '[localkms] pull: there is no flag --all, only --region, --profile, --out, --resume, --endpoint-url\n'],
  ])('%j ends with 2', async (args, message) => {
    const { code, stdout, stderr } = await pull(localKms(), args);
    expect([code, stdout, stderr.slice(0, message.length)]).toEqual([2, '', message]);
  });

  it('tells where there are no credentials, no Region and no right to list', async () => {
    const without = async (...names: (keyof typeof ENVIRONMENT)[]) => {
      const env = Object.fromEntries(Object.entries(ENVIRONMENT).filter(([name]) => !names.includes(name as never)));
      const nowhere = { HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true' };
      return localkms(['pull', '--endpoint-url', server.url], { ...env, ...nowhere }).ended;
    };
    const kms = localKms();
    kms.faults.add({ operation: 'ListKeys', error: 'AccessDeniedException' });
    const denied = await pull(kms, []);
    expect([denied.code, denied.stderr]).toEqual([
      2,
      expect.stringMatching(/^\[localkms\] pull: eu-west-1: ListKeys: AccessDeniedException: /),
    ]);
    const unknown = await without('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY');
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      expect.stringMatching(/^\[localkms\] pull: CredentialsProviderError: Could not load credentials/),
    ]);
    const nowhere = await without('AWS_REGION');
    expect([nowhere.code, nowhere.stderr]).toEqual([
      2,
      '[localkms] pull: no Region is configured: give --region, or set AWS_REGION\n',
    ]);
  });

  it('reads with the credentials of a profile', async () => {
    writeFileSync(
      '.tmp/cli/aws-config',
      `[profile ops]\nregion = ${REGION}\naws_access_key_id = 444455556666\naws_secret_access_key = a\n`,
    );
    await pull(localKms());
    const { ended } = localkms(['pull', '--endpoint-url', server.url, '--profile', 'ops'], {
      AWS_CONFIG_FILE: 'aws-config',
      NODE_NO_WARNINGS: '1',
    });
    expect(await ended).toMatchObject({ code: 0, stderr: expect.stringContaining('0 keys and 0 aliases') });
  });
});
