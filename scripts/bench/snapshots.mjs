// snapshot, restore and reset of a world of 1,000 keys.
import { CreateKeyCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { measure, table } from './measure.mjs';

export async function benchSnapshots() {
  const keys = Array.from({ length: 1000 }, () => ({}));
  const kms = localKms({ keys });
  const client = kms.attach(new KMSClient({ region: 'us-east-1' }));
  const KeyId = kms.keys()[0].KeyId;
  const change = async () => {
    await client.send(new CreateKeyCommand({}));
    await client.send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array(8) }));
  };
  const figures = await measure(
    {
      'two calls alone': change,
      'two calls and reset()': async () => {
        await change();
        kms.reset();
      },
      'two calls, snapshot() and restore() of it': async () => {
        const snapshot = kms.snapshot();
        await change();
        kms.restore(snapshot);
      },
    },
    { rounds: 9, batch: 20, warmUp: 50 },
  );
  return table('A world of 1,000 keys', figures, 'two calls alone');
}
