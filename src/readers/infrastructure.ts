export type {
  CloudFormationOptions,
  StackSource,
} from './infrastructure/cloudformation/cloudformation-options.js';
export { fromCloudFormation } from './infrastructure/cloudformation/from-cloudformation.js';
export type { Infrastructure, InfrastructureReport, ReadResource } from './infrastructure/infrastructure.js';
export type { UnresolvedValue } from './infrastructure/resources.js';
