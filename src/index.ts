export { type Attaching, type ClientClass, installLocalKms } from './doors/install.js';
export type { AttachableClient, KmsPlugin, LocalKms } from './local-kms.js';
export { localKms } from './local-kms.js';
export type { CallerOptions, CallerPlaceOptions, LocalKmsOptions } from './options/options.js';
export type { CallFilter, RecordedCall } from './testing/calls.js';
export type { Duration, TestClock } from './testing/clock.js';
export type { KeyDescription } from './testing/keys.js';
