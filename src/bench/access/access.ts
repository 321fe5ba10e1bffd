// What loads when a test first asks who may do what, or why.
export { accessMatrix } from './access-matrix.js';
export { can } from './can.js';
export { policyCoverage } from './coverage.js';
export { explain } from './explain.js';
export { leastPrivilege } from './least-privilege.js';
export { replay } from './replay.js';
