import type { Fact } from './fact.js';
import { ON_DEMAND_ROTATION_FACTS } from './on-demand-rotation.js';
import { ROTATION_FACTS } from './rotation.js';

/** Every recorded fact; one file per area. */
export const FACTS: readonly Fact[] = [...ROTATION_FACTS, ...ON_DEMAND_ROTATION_FACTS];
