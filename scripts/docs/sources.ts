// What the generated pages tell of.
export { KEY_STATES } from '../../src/model/key-states.js';
export { OPERATIONS } from '../../src/operations/index.js';
