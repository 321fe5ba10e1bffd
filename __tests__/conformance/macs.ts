import { bytes } from '../support/keys.js';
import { DRY_RUN, HMAC_256, incompatible, PENDING_IMPORT, SYMMETRIC, unusable } from './crypto-scenes.js';
import type { Fact } from './fact.js';
import { DISABLED, factsOf, newKey, onKey, PENDING_DELETION, refusedOn, violates } from './key-scenes.js';
import { anyBytes, matching } from './matchers.js';
import { TO_BE_SOURCED } from './source.js';

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
      TO_BE_SOURCED.LS,
      { key: SYMMETRIC },
      unusable('ENCRYPT_DECRYPT', operation),
    ),
    on('disabled', 'A disabled key is refused.', TO_BE_SOURCED.LS, { state: 'Disabled' }, DISABLED),
    on(
      'deleted',
      'A key pending deletion is refused.',
      TO_BE_SOURCED.FL,
      { state: 'PendingDeletion' },
      PENDING_DELETION,
    ),
    on(
      'import',
      'A key pending import is refused.',
      TO_BE_SOURCED.FL,
      { key: { ...HMAC_256, Origin: 'EXTERNAL' } },
      PENDING_IMPORT,
    ),
    on(
      'algorithm',
      'An algorithm of another key spec is refused.',
      TO_BE_SOURCED.LS,
      { input: { MacAlgorithm: 'HMAC_SHA_224' } },
      incompatible('HMAC_SHA_224', 'HMAC_256'),
    ),
    on(
      'algorithm-none',
      'An unknown algorithm is refused with the list of values, in an order of its own.',
      TO_BE_SOURCED.LS,
      { input: { MacAlgorithm: 'HMAC_SHA_1' } },
      violates(
        "Value 'HMAC_SHA_1' at 'macAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [HMAC_SHA_384, HMAC_SHA_256, HMAC_SHA_224, HMAC_SHA_512]",
      ),
    ),
    on(
      'algorithm-case',
      'The values are case-sensitive.',
      TO_BE_SOURCED.FL,
      { input: { MacAlgorithm: 'hmac_sha_256' } },
      violates(
        "Value 'hmac_sha_256' at 'macAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [HMAC_SHA_384, HMAC_SHA_256, HMAC_SHA_224, HMAC_SHA_512]",
      ),
    ),
    on(
      'message-empty',
      'A message has at least one byte.',
      TO_BE_SOURCED.D,
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
    TO_BE_SOURCED.LS,
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
    TO_BE_SOURCED.LS,
    onKey('GenerateMac', { key: HMAC_256, input: INPUT }),
    { Mac: anyBytes, MacAlgorithm: 'HMAC_SHA_256', KeyId: ARN },
  ),
  fact(
    'generate-dry-run',
    'GenerateMac',
    'A dry run makes no MAC.',
    TO_BE_SOURCED.LS,
    onKey('GenerateMac', { key: HMAC_256, input: { ...INPUT, DryRun: true } }),
    DRY_RUN,
  ),
  fact(
    'verify-output',
    'VerifyMac',
    'A MAC that is right is told as valid.',
    TO_BE_SOURCED.LS,
    verifying(() => ({})),
    { KeyId: ARN, MacValid: true, MacAlgorithm: 'HMAC_SHA_256' },
  ),
  fact(
    'verify-wrong',
    'VerifyMac',
    'A wrong MAC is refused without a message.',
    TO_BE_SOURCED.LS,
    verifying((mac) => ({ Mac: mac.map((byte, at) => (at === 0 ? byte ^ 1 : byte)) })),
    INVALID_MAC,
  ),
  fact(
    'verify-cut',
    'VerifyMac',
    'A cut MAC is refused: AWS KMS makes and takes whole ones.',
    TO_BE_SOURCED.D,
    verifying((mac) => ({ Mac: mac.slice(0, 16) })),
    INVALID_MAC,
  ),
  fact(
    'verify-message',
    'VerifyMac',
    'The MAC of another message is refused.',
    TO_BE_SOURCED.LS,
    verifying(() => ({ Message: bytes(101) })),
    INVALID_MAC,
  ),
  fact(
    'verify-none',
    'VerifyMac',
    'A missing MAC is shown as null.',
    TO_BE_SOURCED.FL,
    verifying(() => ({ Mac: undefined })),
    violates("Value null at 'mac' failed to satisfy constraint: Member must not be null"),
  ),
];
