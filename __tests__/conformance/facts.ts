import type { Fact } from './fact.js';

/** Every recorded fact; one file per area. */
export const FACTS: readonly Fact[] = [];
