import { memoryDatabase } from '../support/memory-store.js';
import { describeRecordStore } from './record-store.js';

describeRecordStore('in memory', {
  shared: true,
  async newPlace() {
    const { store } = memoryDatabase();
    return { store, remove: async () => {} };
  },
});
