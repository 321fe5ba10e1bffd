export type {
  CloudFormationOptions,
  StackSource,
} from './infrastructure/cloudformation/cloudformation-options.js';
export { fromCloudFormation } from './infrastructure/cloudformation/from-cloudformation.js';
export type {
  FollowedReference,
  Infrastructure,
  InfrastructureReport,
  ReadResource,
} from './infrastructure/infrastructure.js';
export type { UnresolvedValue } from './infrastructure/resources.js';
export { fromTerraform } from './infrastructure/terraform/from-terraform.js';
export type { TerraformOptions } from './infrastructure/terraform/terraform-options.js';
