// At once: in Node the keys of `localKms({ keys })` are there when it returns.
export { checkCaller } from '../../options/iam/caller-option.js';
export { plantSeeds } from './plant-seeds.js';
