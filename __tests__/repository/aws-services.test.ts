import { readFileSync } from 'node:fs';
import {
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { localKms } from '../../src/index.js';

const page = readFileSync(`${__dirname}/../../docs/guides/aws-services.md`, 'utf8');
const [, table = ''] = /<!-- services -->\n([\s\S]*)<!-- \/services -->/.exec(page) ?? [];

interface Row {
  readonly service: string;
  readonly via: string;
  readonly context: Readonly<Record<string, string>>;
  readonly operations: readonly string[];
  readonly sources: readonly string[];
}

const ROWS: readonly Row[] = table
  .trim()
  .split('\n')
  .slice(2)
  .map((line) => {
    const [service = '', via = '', context = '', operations = '', says = ''] = line.split(' | ').map(plain);
    const sources = [...says.matchAll(/\]\((\S+)\)/g)].map(([, url = '']) => url);
    return { service, via, context: JSON.parse(context), operations: operations.split(', '), sources };
  });

function plain(cell: string): string {
  return cell.replace(/^\| | \|$|`/g, '').trim();
}

const principal = 'arn:aws:iam::111122223333:role/orders';
const KeyId = 'alias/orders';

/** A key that the role may use through the service, for the resource that the context names. */
function policyOf({ via, context, operations }: Row) {
  const conditions = Object.entries(context).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]);
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: ['kms:Put*', 'kms:Get*', 'kms:Describe*'],
        Resource: '*',
      },
      {
        Effect: 'Allow',
        Principal: { AWS: principal },
        Action: operations.map((operation) => `kms:${operation}`),
        Resource: '*',
        Condition: {
          StringEquals: { 'kms:ViaService': `${via}.us-east-1.amazonaws.com`, ...Object.fromEntries(conditions) },
        },
      },
    ],
  };
}

function worldOf(row: Row) {
  const Policy = JSON.stringify(policyOf(row));
  const kms = localKms({ accountId: '111122223333', region: 'us-east-1', keys: [{ Alias: KeyId, Policy }] });
  const clientOf = (via?: string) => kms.as({ principal, ...(via && { via }) }).attach(new KMSClient({}));
  return { kms, clientOf };
}

const KEY = { KeyId, KeySpec: 'AES_256' as const };

/** How services encrypt, by operation. */
const ENCRYPTING: Readonly<Record<string, (client: KMSClient, context: Row['context']) => Promise<Encrypted>>> = {
  Encrypt: (client, EncryptionContext) =>
    client.send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array(1), EncryptionContext })),
  GenerateDataKey: (client, EncryptionContext) =>
    client.send(new GenerateDataKeyCommand({ ...KEY, EncryptionContext })),
  GenerateDataKeyWithoutPlaintext: (client, EncryptionContext) =>
    client.send(new GenerateDataKeyWithoutPlaintextCommand({ ...KEY, EncryptionContext })),
};

interface Encrypted {
  readonly CiphertextBlob?: Uint8Array | undefined;
}

async function encrypt({ operations: [name = ''] }: Row, client: KMSClient, context: Row['context']) {
  const send = ENCRYPTING[name];
  if (!send) throw new Error(`the first operation of a row encrypts: ${name}`);
  return { CiphertextBlob: (await send(client, context)).CiphertextBlob };
}

/** Encrypts as the row says, then decrypts what came of it. */
async function use(row: Row, client: KMSClient, EncryptionContext: Row['context']) {
  expect(row.operations.slice(1)).toEqual(['Decrypt']);
  return client.send(new DecryptCommand({ ...(await encrypt(row, client, EncryptionContext)), EncryptionContext }));
}

it('has the services that most keys are for', () => {
  expect(new Set(ROWS.map(({ via }) => via))).toEqual(
    new Set(['secretsmanager', 'ssm', 'ec2', 'sqs', 'sns', 'dynamodb', 'lambda', 'rds', 's3']),
  );
  for (const { sources } of ROWS) expect(sources[0]).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
});

describe.each(ROWS.map((row) => [row.service, row] as const))('%s', (_, row) => {
  it('may use the key through the service, for the resource', async () => {
    const { kms, clientOf } = worldOf(row);
    await use(row, clientOf(row.via), row.context);
    const events = await kms.events();
    expect(events.map(({ eventName }) => eventName).slice(-2)).toEqual(row.operations);
    for (const { userIdentity, requestParameters } of events.slice(-2)) {
      expect(userIdentity.invokedBy).toBe(`${row.via}.amazonaws.com`);
      expect(requestParameters).toMatchObject({ encryptionContext: row.context });
    }
  });

  const others: readonly (readonly [how: string, via: string | undefined, context: Row['context']])[] = [
    ['directly', undefined, row.context],
    ['through another service', 'backup', row.context],
    ...Object.keys(row.context).map(
      (name) => [`with another ${name}`, row.via, { ...row.context, [name]: 'another' }] as const,
    ),
    ['without the encryption context', row.via, {}],
  ];

  it.each(others)('may not use it %s', async (_how, via, context) => {
    const { clientOf } = worldOf(row);
    const denied = { name: 'AccessDeniedException' };
    await expect(use(row, clientOf(via), context)).rejects.toMatchObject(denied);
    const through = await encrypt(row, clientOf(row.via), row.context);
    const decrypt = new DecryptCommand({ ...through, EncryptionContext: context });
    await expect(clientOf(via).send(decrypt)).rejects.toMatchObject(denied);
  });
});
