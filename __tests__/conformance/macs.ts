import { bytes } from '../support/keys.js';
import { DRY_RUN, HMAC_256, incompatible, PENDING_IMPORT, SYMMETRIC, unusable } from './crypto-scenes.js';
import type { Fact } from './fact.js';
import { DISABLED, factsOf, newKey, onKey, PENDING_DELETION, refusedOn, violates } from './key-scenes.js';
import { anyBytes, matching } from './matchers.js';
import { inferred } from './source.js';
import { apiReference, developerGuide } from './sources/aws.js';
import { DRY_RUN_OF_ANOTHER } from './sources/common.js';
import { measured } from './sources/floci.js';
import { recorded } from './sources/localstack.js';

const fact = factsOf('macs');
const ARN = matching(/^arn:aws:kms:us-east-1:\d{12}:key\/[0-9a-f-]{36}$/);
const INPUT = { MacAlgorithm: 'HMAC_SHA_256', Message: bytes(100) };
const INVALID_MAC = { name: 'KMSInvalidMacException', message: undefined };

const common = (['GenerateMac', 'VerifyMac'] as const).flatMap((operation) => {
  const mac = operation === 'VerifyMac' ? { Mac: bytes(32) } : {};
  const slug = operation === 'GenerateMac' ? 'generate' : 'verify';
  const on = (
    id: string,
    says: string,
    source: Fact['source'],
    options: Parameters<typeof onKey>[1],
    expected: unknown,
  ) =>
    fact(
      `${slug}-${id}`,
      operation,
      says,
      source,
      onKey(operation, { key: HMAC_256, ...options, input: { ...INPUT, ...mac, ...options?.input } }),
      expected,
    );
  return [
    on(
      'usage',
      'A symmetric encryption key is refused.',
      measured('macOperationsRejectKeysWhoseUsageIsNotGenerateVerifyMac'),
      { key: SYMMETRIC },
      unusable('ENCRYPT_DECRYPT', operation),
    ),
    on(
      'disabled',
      'A disabled key is refused.',
      measured('cryptoOperationsRejectADisabledKey'),
      { state: 'Disabled' },
      DISABLED,
    ),
    on(
      'deleted',
      'A key pending deletion is refused.',
      measured('cryptoOperationsRejectAKeyPendingDeletion'),
      { state: 'PendingDeletion' },
      PENDING_DELETION,
    ),
    on(
      'import',
      'A key pending import is refused.',
      measured('operationsRejectAKeyPendingImport'),
      { key: { ...HMAC_256, Origin: 'EXTERNAL' } },
      PENDING_IMPORT,
    ),
    on(
      'algorithm',
      'An algorithm of another key spec is refused.',
      measured('macOperationsRejectAnAlgorithmTheKeySpecDoesNotSupport'),
      { input: { MacAlgorithm: 'HMAC_SHA_224' } },
      incompatible('HMAC_SHA_224', 'HMAC_256'),
    ),
    on(
      'algorithm-none',
      'An unknown algorithm is refused with the list of values, in an order of its own.',
      operation === 'GenerateMac'
        ? recorded('test_invalid_generate_mac[HMAC_256-INVALID]')
        : recorded('test_invalid_verify_mac[HMAC_256-INVALID-some important message]'),
      { input: { MacAlgorithm: 'HMAC_SHA_1' } },
      violates(
        "Value 'HMAC_SHA_1' at 'macAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [HMAC_SHA_384, HMAC_SHA_256, HMAC_SHA_224, HMAC_SHA_512]",
      ),
    ),
    on(
      'algorithm-case',
      'The values are case-sensitive.',
      measured('macOperationsRejectAnUnknownMacAlgorithmBeforeLookingUpTheKey'),
      { input: { MacAlgorithm: 'hmac_sha_256' } },
      violates(
        "Value 'hmac_sha_256' at 'macAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [HMAC_SHA_384, HMAC_SHA_256, HMAC_SHA_224, HMAC_SHA_512]",
      ),
    ),
    on(
      'message-empty',
      'A message has at least one byte.',
      measured('blobMembersAreValidatedBeforeTheKeyIsLookedUp'),
      { input: { Message: bytes(0) } },
      violates("Value at 'message' failed to satisfy constraint: Member must have length greater than or equal to 1"),
    ),
  ];
});

function verifying(change: (mac: Uint8Array) => object): Fact['run'] {
  return async (kms) => {
    const key = await newKey(kms, HMAC_256);
    const { Mac } = await kms.call('GenerateMac', { KeyId: key.KeyId, ...INPUT });
    const call = kms.call('VerifyMac', { KeyId: key.KeyId, ...INPUT, Mac, ...change(Mac) });
    return call.catch(() => refusedOn(key, call));
  };
}

const sizes = (
  [
    ['HMAC_224', 28],
    ['HMAC_256', 32],
    ['HMAC_384', 48],
    ['HMAC_512', 64],
  ] as const
).map(([KeySpec, length]) =>
  fact(
    `length-${KeySpec.slice(5)}`,
    'GenerateMac',
    `A MAC of an ${KeySpec} key has ${length} bytes.`,
    inferred(
      'A MAC is as long as its hash (RFC 2104)',
      developerGuide('hmac', 'Key specs for HMAC KMS keys', 'hmac-key-specs'),
    ),
    async (kms) => {
      const { KeyId } = await newKey(kms, { KeySpec, KeyUsage: 'GENERATE_VERIFY_MAC' });
      const MacAlgorithm = KeySpec.replace('HMAC_', 'HMAC_SHA_');
      return (await kms.call('GenerateMac', { KeyId, MacAlgorithm, Message: bytes(1) })).Mac.length;
    },
    length,
  ),
);

export const MAC_FACTS: readonly Fact[] = [
  ...common,
  ...sizes,
  fact(
    'generate-output',
    'GenerateMac',
    'The output has the MAC, the algorithm and the key ARN.',
    recorded('test_generate_and_verify_mac[HMAC_256-HMAC_SHA_256]'),
    onKey('GenerateMac', { key: HMAC_256, input: INPUT }),
    { Mac: anyBytes, MacAlgorithm: 'HMAC_SHA_256', KeyId: ARN },
  ),
  fact(
    'generate-dry-run',
    'GenerateMac',
    'A dry run makes no MAC.',
    DRY_RUN_OF_ANOTHER,
    onKey('GenerateMac', { key: HMAC_256, input: { ...INPUT, DryRun: true } }),
    DRY_RUN,
  ),
  fact(
    'verify-output',
    'VerifyMac',
    'A MAC that is right is told as valid.',
    recorded('test_generate_and_verify_mac[HMAC_256-HMAC_SHA_256]'),
    verifying(() => ({})),
    { KeyId: ARN, MacValid: true, MacAlgorithm: 'HMAC_SHA_256' },
  ),
  fact(
    'verify-wrong',
    'VerifyMac',
    'A wrong MAC is refused without a message.',
    apiReference('VerifyMac'),
    verifying((mac) => ({ Mac: mac.map((byte, at) => (at === 0 ? byte ^ 1 : byte)) })),
    INVALID_MAC,
  ),
  fact(
    'verify-cut',
    'VerifyMac',
    'A cut MAC is refused: AWS KMS makes and takes whole ones.',
    apiReference('VerifyMac'),
    verifying((mac) => ({ Mac: mac.slice(0, 16) })),
    INVALID_MAC,
  ),
  fact(
    'verify-message',
    'VerifyMac',
    'The MAC of another message is refused.',
    recorded('test_invalid_verify_mac[HMAC_256-HMAC_SHA_256-some different important message]'),
    verifying(() => ({ Message: bytes(101) })),
    INVALID_MAC,
  ),
  fact(
    'verify-none',
    'VerifyMac',
    'A missing MAC is shown as null.',
    measured('blobMembersAreValidatedBeforeTheKeyIsLookedUp'),
    verifying(() => ({ Mac: undefined })),
    violates("Value null at 'mac' failed to satisfy constraint: Member must not be null"),
  ),
];
