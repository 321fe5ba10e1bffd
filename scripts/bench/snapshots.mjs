// What going back costs in a world of 1,000 keys, after the two calls of a small test.
import { CreateKeyCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { format, median } from './measure.mjs';

const RUNS = 300;

export async function benchSnapshots() {
  const kms = localKms({ keys: Array.from({ length: 1000 }, () => ({})) });
  const client = kms.attach(new KMSClient({ region: 'us-east-1' }));
  const [{ KeyId }] = kms.keys();

  /** Median microseconds of the step, whose time alone counts. */
  async function time(step) {
    const times = [];
    for (let run = 0; run < RUNS; run++) {
      await client.send(new CreateKeyCommand({}));
      await client.send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array(8) }));
      const start = performance.now();
      step();
      times.push((performance.now() - start) * 1000);
    }
    return median(times);
  }

  const reset = await time(() => kms.reset());
  const latest = kms.snapshot();
  const restore = await time(() => kms.restore(latest));
  const snapshot = await time(() => kms.snapshot());
  return [
    '### A world of 1,000 keys, after two calls',
    '',
    '| | µs |',
    '|---|---:|',
    `| reset() | ${format(reset)} |`,
    `| restore() of the latest snapshot | ${format(restore)} |`,
    `| snapshot(), whole | ${format(snapshot)} |`,
    '',
  ].join('\n');
}
