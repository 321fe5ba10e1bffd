import type { World } from '../../contract/world.js';
import { isPromise, type MaybePromise } from '../../ports/maybe-promise.js';
import type { RecordStore } from '../../ports/record-store.js';
import { settle } from '../../rules/settle/settle.js';
import type { Beginning, Life, LivingWorld } from '../living-world.js';
import type { SeedPlace } from '../seeds/plant-seeds.js';
import { CommitQueue } from './commit-queue.js';
import { ParticularRows } from './particular-rows.js';
import { plantAgain, plantInto } from './plant.js';
import { readStore } from './read-store.js';
import { Revisions } from './revisions.js';
import { StoreError } from './store-error.js';
import { StoreMirror } from './store-mirror.js';
import { UsedKeys } from './used-keys.js';

/** Opens the store of a world, without waiting for it. */
export function storedLife(own: LivingWorld, place: SeedPlace, options: Beginning): Life {
  const { world } = own;
  // Checked with the options.
  const store = options.store as RecordStore;
  const beginning = own.snapshot();
  const revisions = new Revisions(world.state);
  const mirror = new StoreMirror(world.state, store, revisions, new ParticularRows(own.particulars, revisions));
  const queue = new CommitQueue(world.state, mirror);
  const isSeeded = own.particulars.some(({ id }) => id === 'turns');
  const used = new UsedKeys(world.state, (keyArns) => queue.inTurn(() => mirror.writeUsages(keyArns)), isSeeded);
  let opening: Promise<void> | undefined;
  let isOpen = false;
  /** Seeds that are on their way into memory after a reset. */
  let planting: Promise<unknown> | undefined;
  let closing: Promise<void> | undefined;
  let unsubscribe: (() => void) | undefined;
  own.useWriter(async (changes) => {
    // What is no call may come before the store is open.
    if (!isOpen) await open();
    return queue.write(changes);
  });

  /** Once, and another time where the store failed. */
  function open(): Promise<void> {
    opening ??= openNow().catch((error) => {
      if (StoreError.mayPass(error)) opening = undefined;
      throw error;
    });
    return opening;
  }

  async function openNow(): Promise<void> {
    const read = await readStore(store, () => world.state.newContents());
    if (read !== undefined) mirror.adopt(read, true);
    unsubscribe ??= store.subscribe?.((revision) => mirror.tell(revision));
    // Others may have written, or begun the world, between reading and listening.
    mirror.tell();
    const opened = { ...world, write: (changes: Parameters<World['write']>[0]) => queue.write(changes) };
    await plantInto(opened, place, options, () => revisions.latest);
    // A new world without seeds, and what the program has set before.
    await writeParticulars();
    isOpen = true;
  }

  async function writeParticulars(): Promise<void> {
    while (!(await queue.inTurn(() => mirror.writeUsages([]))));
  }

  /** Waits for what a call has to wait for. Where the store cannot tell what others wrote, reads go on without it. */
  async function current(): Promise<void> {
    await open();
    await planting;
    await queue
      .inTurn(() => mirror.catchUp())
      .catch((error) => {
        if (mirror.isReplaced || !StoreError.mayPass(error)) throw error;
      });
  }

  function refuseClosed(): void {
    if (closing !== undefined) throw new Error(`[localkms] this world is closed, and with it its store ${store.name}`);
  }

  function requireOpen(): void {
    refuseClosed();
    if (!isOpen) throw new Error(`[localkms] the store ${store.name} is not open yet: await kms.ready() first`);
  }

  /** Memory has become another world: the store is to have it, and nothing else. The next call waits for that. */
  function replace(planted?: MaybePromise<unknown>): void {
    used.forget();
    mirror.replace();
    if (isPromise(planted)) {
      const waiting = planted.finally(() => {
        if (planting === waiting) planting = undefined;
      });
      planting = waiting;
    }
    current().catch(() => {});
  }

  async function closeNow(): Promise<void> {
    try {
      // What never opened has nothing to write.
      await opening?.catch(() => {});
      if (!isOpen) return;
      await planting;
      await used.write();
    } finally {
      unsubscribe?.();
      await store.close();
    }
  }

  // The first call tells why it cannot.
  open().catch(() => {});

  return {
    hooks: {
      before() {
        refuseClosed();
        return isOpen && planting === undefined && !mirror.isBehind ? undefined : current();
      },
      after({ requestId }, { keys, output }) {
        if (output !== undefined) used.note(keys, requestId);
      },
    },
    requireOpen,
    reset() {
      requireOpen();
      own.restore(beginning);
      replace(plantAgain(world, place, options));
    },
    restore(snapshot) {
      requireOpen();
      own.restore(snapshot);
      replace();
    },
    changed() {
      if (isOpen) writeParticulars().catch(() => {});
    },
    async ready() {
      refuseClosed();
      await current();
      await writeParticulars();
      await settle(world, world.clock.now());
    },
    close() {
      closing ??= closeNow();
      return closing;
    },
  };
}
