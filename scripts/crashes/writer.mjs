// A program that uses a world in a store until it is killed. It tells each answer, in a line, once it has it, and what it
// asks for where that takes something away: it may happen although its answer came too late to be told.
import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  EncryptCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
} from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { isDatabase, storeAt } from './store-at.mjs';

const AT_ONCE = 8;
const DAY = 86_400_000;
const PENDING_WINDOW_IN_DAYS = 7;

/** Written at once: what was told is told, whatever happens next. */
const tell = (...told) => writeSync(1, `${JSON.stringify(told)}\n`);

const place = process.argv[2];

tell('opens');
const kms = localKms({ store: storeAt(place), calls: false });
const client = kms.attach(new KMSClient({ region: 'eu-west-1' }));

async function useKey(worker, turn) {
  const { KeyMetadata } = await client.send(new CreateKeyCommand({ Description: `${worker} ${turn}` }));
  const { KeyId } = KeyMetadata;
  tell('key', KeyId);
  const name = `alias/${KeyId}`;
  await client.send(new CreateAliasCommand({ AliasName: name, TargetKeyId: KeyId }));
  tell('alias', name, KeyId);
  const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId: name, Plaintext: Buffer.from(KeyId) }));
  tell('ciphertext', KeyId, Buffer.from(CiphertextBlob).toString('base64'));
  await client.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: 'turn', TagValue: `${turn}` }] }));
  tell('tag', KeyId, `${turn}`);
  if (turn % 5 !== 4) return;
  // Goes with its alias, in one.
  tell('deleting', KeyId, kms.clock.now() + PENDING_WINDOW_IN_DAYS * DAY);
  const deletion = { KeyId, PendingWindowInDays: PENDING_WINDOW_IN_DAYS };
  const { DeletionDate } = await client.send(new ScheduleKeyDeletionCommand(deletion));
  tell('deletion', KeyId, DeletionDate.getTime());
  kms.clock.advance({ milliseconds: DAY });
}

async function useKeys(worker) {
  for (let turn = 0; ; turn++) {
    try {
      await useKey(worker, turn);
    } catch (error) {
      // A server may be restarted; a folder has no reason to fail.
      if (error.name !== 'StoreError' || !isDatabase(place)) throw error;
      await wait(20);
    }
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, (_, worker) => useKeys(worker)));
