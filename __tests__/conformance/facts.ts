import { CREATE_GRANT_FACTS } from './create-grant.js';
import type { Fact } from './fact.js';
import { GRANT_FACTS } from './grants.js';
import { ON_DEMAND_ROTATION_FACTS } from './on-demand-rotation.js';
import { ROTATION_FACTS } from './rotation.js';

/** Every recorded fact; one file per area. */
export const FACTS: readonly Fact[] = [
  ...CREATE_GRANT_FACTS,
  ...GRANT_FACTS,
  ...ROTATION_FACTS,
  ...ON_DEMAND_ROTATION_FACTS,
];
