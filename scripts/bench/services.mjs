// What `s3Encryption` costs a megabyte, beside the same client without it. The server is another process (keeper.mjs).
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { localKms } from 'localkms';
import { s3Encryption } from 'localkms/services';
import { startKeeper } from '../services/start-keeper.mjs';
import { measure, table } from './measure.mjs';

const MEGABYTES = 8;
const Body = Buffer.alloc(MEGABYTES * 1024 * 1024, 'localkms');

export async function benchServices() {
  const keeper = await startKeeper();
  const kms = localKms({ calls: false, keys: [{ Alias: 'alias/orders' }] });
  const newClient = () =>
    new S3Client({
      endpoint: keeper.url,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      // Checksums cost both clients the same.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  const bare = newClient();
  const encrypting = newClient();
  encrypting.middlewareStack.use(s3Encryption(kms));
  const asking = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/orders' };
  const put = (client, Key, more) => () => client.send(new PutObjectCommand({ Bucket: 'orders', Key, Body, ...more }));
  const get = (client, Key) => async () => {
    const { Body: read } = await client.send(new GetObjectCommand({ Bucket: 'orders', Key }));
    for await (const _ of read);
  };
  const few = { rounds: 9, batch: 4, warmUp: 4 };
  const writing = { 'without the plugin': put(bare, 'bare'), s3Encryption: put(encrypting, 'sealed', asking) };
  const reading = { 'without the plugin': get(bare, 'bare'), s3Encryption: get(encrypting, 'sealed') };
  const tables = [];
  for (const [title, contestants] of [
    ['PutObject, per MB', writing],
    ['GetObject, per MB', reading],
  ]) {
    const figures = await measure(contestants, few);
    const perMegabyte = Object.entries(figures).map(([name, figure]) => [name, figure / MEGABYTES]);
    tables.push(table(title, Object.fromEntries(perMegabyte), 'without the plugin'));
  }
  keeper.stop();
  return tables.join('\n');
}
