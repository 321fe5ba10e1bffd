import type { Scope } from '../../../model/arn.js';
import type { Value } from '../values.js';
import type { Instance } from './plan.js';

/** A plan in which attributes are asked for, whether they are known already or not. */
export interface PlanReader {
  /** The value of an attribute; undefined where it has none, or the provider chooses one that changes no answer. */
  attribute(instance: Instance, name: string): Value;
  /** As `attribute`, of what stands in the plan alone: without identifiers that are made here. */
  planned(instance: Instance, name: string): Value;
  /** Where a resource is. */
  scopeOf(instance: Instance): Scope;
}
