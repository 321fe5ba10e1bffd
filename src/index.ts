export { type Attaching, type ClientClass, installLocalKms } from './doors/install.js';
export type { AttachableClient, KmsPlugin, LocalKms } from './local-kms.js';
export { localKms } from './local-kms.js';
export type { KeySpecName } from './model/key-specs.js';
export type { CallerOptions, CallerPlaceOptions, LocalKmsOptions, OnUnhandled } from './options/options.js';
export type { QuotaOptions } from './options/quotas.js';
export type { SeedOptions } from './options/seed.js';
export { attestationDocument } from './testing/attestation.js';
export type { AttestationOptions } from './testing/attestation-options.js';
export type { CallFilter } from './testing/call-filter.js';
export type { RecordedCall } from './testing/calls.js';
export type { Duration, TestClock } from './testing/clock.js';
export type { FaultError } from './testing/faults/fault-error.js';
export type { CommandClass, Fault } from './testing/faults/fault-rule.js';
export type { Faults } from './testing/faults/faults.js';
export type { KeyDescription } from './testing/keys.js';
export type { SimulatedExternalKey, SimulatedOutsideWorld, SimulatedProxy } from './testing/outside-world.js';
export type {
  AliasSeed,
  CryptoKeySeed,
  DateSeed,
  JwkSeed,
  KeyMaterialEntrySeed,
  KeyMaterialSeed,
  KeyObjectSeed,
  KeySeed,
  Seeds,
  TagSeed,
} from './testing/seeds/key-seed.js';
export type { WorldSnapshot } from './testing/snapshot.js';
