import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as Sdk from '@aws-sdk/client-kms';
import fc from 'fast-check';
import { localKms } from '../../src/index.js';
import { readSnapshot } from '../../src/readers/snapshots.js';
import { FORM } from '../../src/world/snapshot.js';
import { clientOf } from '../support/clients.js';
import { repeated } from '../support/property-runs.js';

const SNAPSHOT = JSON.parse(readFileSync(join(__dirname, 'snapshots', `form-${FORM}.json`), 'utf8'));

describe('readSnapshot', () => {
  it('either refuses a damaged place by its path, or gives a world that works', async () => {
    const whole = JSON.stringify(SNAPSHOT.snapshot);
    const places = placesOf(JSON.parse(whole));
    const junk = fc.constantFrom<unknown>(
      undefined,
      null,
      true,
      0,
      -1,
      1.5,
      1e300,
      '',
      'text',
      'arn:a',
      [],
      {},
      [null],
      { a: 1 },
    );
    const damage = fc.record({ at: fc.nat(places.length - 1), value: junk });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, value }) => {
        const snapshot = JSON.parse(whole);
        const path = places[at] as (string | number)[];
        const parent = path.slice(0, -1).reduce((object, name) => object[name], snapshot);
        const name = path.at(-1) as string;
        if (value === undefined) delete parent[name];
        else parent[name] = value;
        const kms = localKms({ clock: SNAPSHOT.clock });
        let read: ReturnType<typeof readSnapshot>;
        try {
          read = readSnapshot(snapshot);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
          expect((error as Error).message).toMatch(/^\[localkms\] snapshot[.:]/);
          return;
        }
        kms.restore(read);
        await useAll(kms);
      }),
      { numRuns: 400, ...repeated() },
    );
  });
});

function placesOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const inside = Object.entries(value).flatMap(([name, item]) => placesOf(item, [...path, name]));
  return path.length === 0 ? inside : [path, ...inside];
}

/** Calls that read everything of every key: each is answered, or refused with an error of AWS KMS. */
async function useAll(kms: ReturnType<typeof localKms>): Promise<void> {
  for (const { Arn, Region, KeyUsage } of kms.keys()) {
    const client = clientOf(kms, Region);
    const bytes = new Uint8Array(32);
    const calls: Promise<unknown>[] = [
      client.send(new Sdk.DescribeKeyCommand({ KeyId: Arn })),
      client.send(new Sdk.GetKeyPolicyCommand({ KeyId: Arn })),
      client.send(new Sdk.GetKeyRotationStatusCommand({ KeyId: Arn })),
      client.send(new Sdk.ListKeyRotationsCommand({ KeyId: Arn, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' })),
      client.send(new Sdk.ListGrantsCommand({ KeyId: Arn })),
      client.send(new Sdk.ListAliasesCommand({ KeyId: Arn })),
      client.send(new Sdk.ListResourceTagsCommand({ KeyId: Arn })),
      client.send(new Sdk.GetKeyLastUsageCommand({ KeyId: Arn })),
    ];
    if (KeyUsage === 'ENCRYPT_DECRYPT')
      calls.push(client.send(new Sdk.EncryptCommand({ KeyId: Arn, Plaintext: bytes })));
    if (KeyUsage === 'GENERATE_VERIFY_MAC') {
      calls.push(client.send(new Sdk.GenerateMacCommand({ KeyId: Arn, MacAlgorithm: 'HMAC_SHA_256', Message: bytes })));
    }
    for (const answer of await Promise.allSettled(calls)) {
      if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(Sdk.KMSServiceException);
    }
  }
  await clientOf(kms, 'us-east-1').send(new Sdk.ListAliasesCommand({}));
  await clientOf(kms, 'us-east-1').send(new Sdk.DescribeCustomKeyStoresCommand({}));
  kms.clock.advance({ days: 4000 });
  kms.keys();
}
