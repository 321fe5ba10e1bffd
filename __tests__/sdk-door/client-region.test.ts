import { CreateKeyCommand, KMSClient, type KMSClientConfig } from '@aws-sdk/client-kms';
import { localKms } from '../../src/index.js';
import { bundle, programFolder, run } from '../every-client/programs.js';

async function arnOfNewKey(client: KMSClient): Promise<string> {
  const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
  return KeyMetadata?.Arn?.replace(/key\/.*/, '') as string;
}

async function regionOf(config: KMSClientConfig, kms = localKms()): Promise<string> {
  const client = new KMSClient(config);
  client.middlewareStack.use(kms);
  return arnOfNewKey(client);
}

describe('the Region of a call', () => {
  const before = process.env;
  beforeEach(() => {
    process.env = {};
  });
  afterEach(() => {
    process.env = before;
  });

  it.each<[string, KMSClientConfig, string]>([
    ['a text', { region: 'eu-west-1' }, 'arn:aws:kms:eu-west-1:000000000000:'],
    ['a provider', { region: async () => 'ap-southeast-2' }, 'arn:aws:kms:ap-southeast-2:000000000000:'],
    ['of the China partition', { region: 'cn-north-1' }, 'arn:aws-cn:kms:cn-north-1:000000000000:'],
    ['of the GovCloud partition', { region: 'us-gov-west-1' }, 'arn:aws-us-gov:kms:us-gov-west-1:000000000000:'],
    ['with FIPS endpoints', { region: 'us-west-2', useFipsEndpoint: true }, 'arn:aws:kms:us-west-2:000000000000:'],
    ['with dual-stack', { region: 'us-west-2', useDualstackEndpoint: true }, 'arn:aws:kms:us-west-2:000000000000:'],
    [
      'behind a VPC endpoint',
      { region: 'us-west-2', endpoint: 'https://vpce-0a-1b.kms.eu-north-1.vpce.amazonaws.com' },
      'arn:aws:kms:eu-north-1:000000000000:',
    ],
  ])('is that of the client: %s', async (_, config, arn) => {
    expect(await regionOf(config)).toBe(arn);
  });

  it('is the one option or caller that names it, whatever the client says', async () => {
    expect(await regionOf({ region: 'eu-west-1' }, localKms({ region: 'sa-east-1' }))).toContain(':sa-east-1:');
    const client = new KMSClient({ region: 'eu-west-1' });
    client.middlewareStack.use(localKms({ region: 'sa-east-1' }).as({ region: 'ca-central-1' }));
    expect(await arnOfNewKey(client)).toContain(':ca-central-1:');
  });

  it('is AWS_REGION for a client that was told nothing', async () => {
    process.env.AWS_REGION = 'eu-central-1';
    expect(await regionOf({})).toContain(':eu-central-1:');
  });

  it('is AWS_REGION where a custom endpoint hides it, and us-east-1 without', async () => {
    const config = { region: 'eu-west-1', endpoint: 'http://localhost:4566' };
    expect(await regionOf(config)).toContain(':us-east-1:');
    process.env.AWS_REGION = 'eu-central-1';
    expect(await regionOf(config)).toContain(':eu-central-1:');
  });

  it('is read off the configuration by attach, also behind a custom endpoint', async () => {
    const client = new KMSClient({ region: 'eu-west-1', endpoint: 'http://localhost:4566' });
    const kms = localKms();
    expect(kms.attach(client)).toBe(client);
    expect(await arnOfNewKey(client)).toContain(':eu-west-1:');
  });

  it('is asked for once per client', async () => {
    let asked = 0;
    const region = async () => {
      asked++;
      return 'eu-west-1';
    };
    const client = new KMSClient({ region });
    client.middlewareStack.use(localKms());
    await arnOfNewKey(client);
    const once = asked;
    expect(once).toBeGreaterThan(0);
    await arnOfNewKey(client);
    expect(asked).toBe(once);
  });

  it('is us-east-1 where nobody names one, and leaves the environment as it was', async () => {
    expect(await Promise.all([regionOf({}), regionOf({})])).toEqual(
      Array(2).fill('arn:aws:kms:us-east-1:000000000000:'),
    );
    expect(process.env).toEqual({});
  });
});

// In a process of its own, because the SDK takes hold of the file system as it loads.
const PROGRAM = `
const touched = [];
const fs = require('node:fs');
const promises = require('node:fs/promises');
let watching = false;
for (const owner of [fs, promises]) {
  for (const name of ['readFile', 'readFileSync', 'open', 'openSync', 'createReadStream']) {
    const original = owner[name];
    if (!original) continue;
    owner[name] = function (path, ...rest) {
      if (watching) touched.push(path);
      return original.call(this, path, ...rest);
    };
  }
}
require('node:net').Socket.prototype.connect = () => { touched.push('socket'); throw new Error('no network'); };
require('node:dns').lookup = () => { touched.push('dns'); throw new Error('no network'); };
const { KMSClient, CreateKeyCommand, EncryptCommand, DecryptCommand } = require('@aws-sdk/client-kms');
const { localKms } = require('./localkms.cjs');
(async () => {
  const client = new KMSClient({});
  client.middlewareStack.use(localKms());
  watching = true;
  const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
  const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId: KeyMetadata.KeyId, Plaintext: Buffer.from('hi') }));
  const { Plaintext } = await client.send(new DecryptCommand({ CiphertextBlob }));
  watching = false;
  console.log(JSON.stringify({ text: Buffer.from(Plaintext).toString(), arn: KeyMetadata.Arn, touched }));
})();
`;

describe('in an empty environment', () => {
  const folder = programFolder();

  it('no socket is opened, and no file is read but the configuration that the SDK itself looks for, which is not there', () => {
    bundle('index.ts', folder, 'localkms.cjs');
    const { text, arn, touched } = run(folder, 'program.cjs', PROGRAM, { HOME: '/nonexistent' });
    expect(text).toBe('hi');
    expect(arn).toMatch(/^arn:aws:kms:us-east-1:000000000000:key\//);
    expect(touched).toEqual(['/nonexistent/.aws/config', '/nonexistent/.aws/credentials']);
  });
});
