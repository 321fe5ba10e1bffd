import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryLevel } from 'memory-level';
import { levelStore } from '../../src/stores/level/level-store.js';
import { memoryDatabase } from '../support/memory-store.js';
import { describeRecordStore } from './record-store.js';

describeRecordStore('in memory', {
  shared: true,
  async newPlace() {
    const { store } = memoryDatabase();
    return { store, remove: async () => {} };
  },
});

describeRecordStore('of memory-level', {
  shared: false,
  async newPlace() {
    const database = new MemoryLevel();
    return { store: () => levelStore(database), remove: async () => {} };
  },
});

describeRecordStore('of a sublevel', {
  shared: false,
  async newPlace() {
    const database = new MemoryLevel<string, object>({ valueEncoding: 'json' });
    await database.put('other', {});
    return { store: () => levelStore(database.sublevel('kms')), remove: async () => {} };
  },
});

describeRecordStore('of classic-level', {
  shared: false,
  async newPlace() {
    const folder = await mkdtemp(join(tmpdir(), 'localkms-level-'));
    return { store: () => levelStore.open(folder), remove: () => rm(folder, { recursive: true }) };
  },
});
