export type { UnmetCondition } from './authorization/conditions/conditions.js';
export type {
  Decision,
  DeniedBy,
  NearGrant,
  NearMiss,
  NearStatement,
  PolicyReference,
  StatementReference,
} from './authorization/decision.js';
export type { PolicyType } from './authorization/policy.js';
export type { AccessDecision } from './bench/access/access-decision.js';
export type { AccessMatrix, AccessMatrixQuestion } from './bench/access/access-matrix.js';
export type { AccessQuestions } from './bench/access/access-questions.js';
export type { PolicyCoverage, UncoveredCondition, UncoveredStatement } from './bench/access/coverage.js';
export type { LeastPrivilegeOptions, PolicyDocument } from './bench/access/least-privilege.js';
export type { AccessQuestion } from './bench/access/question.js';
export type { OtherPolicies, ReplayedCall } from './bench/access/replay.js';
export type { AttestationOptions } from './bench/attestation/attestation-options.js';
export type { CallFilter } from './bench/calls/call-filter.js';
export type { CallListener } from './bench/calls/call-listener.js';
export type { CallOf, RecordedCall } from './bench/calls/recorded-call.js';
export type { Answered, Command, CommandClass, CommandInput, CommandOutput } from './bench/command.js';
export type { FaultError } from './bench/faults/fault-error.js';
export type { Fault } from './bench/faults/fault-rule.js';
export type { Faults, PendingFault } from './bench/faults/faults.js';
export type { KeyDescription } from './bench/keys.js';
export { type FailedAttempt, type NoPauseRetry, noPauseRetry, type RetryTicket } from './bench/no-pause-retry.js';
export type { ExportedKeyMaterial, PrivateJwkMembers } from './crypto/export-key-material.js';
export type { KmsEventBridgeEvent } from './events/event-bridge.js';
export type { EventFilter } from './events/event-filter.js';
export type { EventListener } from './events/event-listener.js';
export type { CloudTrailRecord, EventResource, SessionContext, UserIdentity } from './events/record.js';
export type { ServiceEventName } from './events/service-records.js';
export { type ClientClass, installLocalKms } from './every-client/install.js';
export type { KmsPlugin, LocalKms } from './local-kms.js';
export { localKms } from './local-kms.js';
export type { KeySpecName } from './model/key-specs.js';
export type { ResourceQuotas } from './model/limits.js';
export type { OperationInput, OperationName, OperationOutput, Signature } from './model/operation-types.js';
export type { XksProxyFailure } from './model/xks-failures.js';
export type {
  IamOptions,
  IdentityOptions,
  InlinePolicyOption,
  OrganizationOptions,
  PolicyOption,
} from './options/iam/iam-options.js';
export type {
  CallerOptions,
  CallerPlaceOptions,
  LocalKmsOptions,
  OnUnhandled,
  VpcEndpointOptions,
} from './options/options.js';
export type { QuotaOptions, RequestRates } from './options/quotas.js';
export type { RandomSeedOptions } from './options/random-seed.js';
export type {
  AliasSeed,
  CryptoKeySeed,
  DateSeed,
  GrantSeed,
  JwkSeed,
  KeyMaterialEntrySeed,
  KeyMaterialSeed,
  KeyObjectSeed,
  KeySeed,
  ReplicaSeed,
  Seeds,
  TagSeed,
} from './options/seeds/key-seed.js';
export type { CloudHsmCluster, ExternalKey } from './ports/key-store-backends.js';
export type {
  NewRow,
  RecordStore,
  RemovedRow,
  RowChanges,
  RowName,
  RowRevision,
  RowWrite,
  StoredRecord,
  StoredRow,
  StoredRows,
} from './ports/record-store.js';
export type { AttachableClient, Attaching } from './sdk-door/stack.js';
export type { Iam } from './world/iam/iam.js';
export type { Outside, SimulatedExternalKey, SimulatedProxy } from './world/outside.js';
export type { WorldSnapshot } from './world/snapshot.js';
export type { Duration, TestClock } from './world/test-clock.js';
