// At once: in Node the keys of `localKms({ keys })` are there when it returns.
export { plantSeeds } from './plant-seeds.js';
