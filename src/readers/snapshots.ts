export type { WorldSnapshot } from '../world/snapshot.js';
export { readSnapshot } from './snapshots/read-snapshot.js';
