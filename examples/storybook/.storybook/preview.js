import { kms } from './kms.js';

export default {
  // Each story starts with the keys as they were, whatever the one before did.
  beforeEach: () => kms.reset(),
};
