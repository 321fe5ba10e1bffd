// What the record of calls costs a call.
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { measure, table } from './measure.mjs';

export async function benchRecording() {
  const contestants = {};
  for (const [name, calls] of [
    ['calls: false', false],
    ['calls: true', true],
  ]) {
    const kms = localKms({ calls, keys: [{}] });
    const client = kms.attach(new KMSClient({ region: 'us-east-1' }));
    const KeyId = kms.keys()[0].KeyId;
    contestants[name] = () => client.send(new DescribeKeyCommand({ KeyId }));
  }
  return table('DescribeKey with and without the record of calls', await measure(contestants), 'calls: false');
}
