import type { SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import type { KeySpecName } from '../../../src/model/key-specs.js';
import { refusal, testKms } from '../../support/engine.js';
import { bytes, createKey, where } from '../../support/keys.js';

/** The order in which the service prints them. */
const SIGNING_ALGORITHMS = [
  'RSASSA_PSS_SHA_256',
  'RSASSA_PSS_SHA_384',
  'RSASSA_PSS_SHA_512',
  'RSASSA_PKCS1_V1_5_SHA_256',
  'RSASSA_PKCS1_V1_5_SHA_384',
  'RSASSA_PKCS1_V1_5_SHA_512',
  'ECDSA_SHA_256',
  'ECDSA_SHA_384',
  'ECDSA_SHA_512',
  'ED25519_SHA_512',
  'ED25519_PH_SHA_512',
  'SM2DSA',
  'ML_DSA_SHAKE_256',
] as const satisfies readonly SigningAlgorithmSpec[];

const RSA = SIGNING_ALGORITHMS.slice(0, 6);

const OF_SPEC: readonly (readonly [KeySpecName, readonly SigningAlgorithmSpec[]])[] = [
  ['RSA_2048', RSA],
  ['RSA_3072', RSA],
  ['RSA_4096', RSA],
  ['ECC_NIST_P256', ['ECDSA_SHA_256']],
  ['ECC_NIST_P384', ['ECDSA_SHA_384']],
  ['ECC_NIST_P521', ['ECDSA_SHA_512']],
  ['ECC_SECG_P256K1', ['ECDSA_SHA_256']],
  ['ECC_NIST_EDWARDS25519', ['ED25519_SHA_512', 'ED25519_PH_SHA_512']],
  ['SM2', ['SM2DSA']],
  ['ML_DSA_44', ['ML_DSA_SHAKE_256']],
  ['ML_DSA_65', ['ML_DSA_SHAKE_256']],
  ['ML_DSA_87', ['ML_DSA_SHAKE_256']],
];

const DIGEST_BYTES: { readonly [algorithm in SigningAlgorithmSpec]?: number } = {
  RSASSA_PSS_SHA_256: 32,
  RSASSA_PSS_SHA_384: 48,
  RSASSA_PSS_SHA_512: 64,
  RSASSA_PKCS1_V1_5_SHA_256: 32,
  RSASSA_PKCS1_V1_5_SHA_384: 48,
  RSASSA_PKCS1_V1_5_SHA_512: 64,
  ECDSA_SHA_256: 32,
  ECDSA_SHA_384: 48,
  ECDSA_SHA_512: 64,
  ED25519_PH_SHA_512: 64,
  SM2DSA: 32,
};

const invalid = (message: string) => ({ name: 'ValidationException', message });

/** Sign and Verify refuse alike. */
const CALLS = [
  ['Sign', {}],
  ['Verify', { Signature: bytes(64) }],
] as const;

describe.each(CALLS)('%s', (operation, more) => {
  const kms = testKms();
  const refuse = async (spec: KeySpecName, input: object) => {
    const place = where(kms, spec);
    const KeyId = await createKey(place, spec, 'SIGN_VERIFY');
    return refusal(place.call(operation, { KeyId, Message: bytes(32), ...more, ...input }));
  };

  it.each(OF_SPEC)('%s: refuses the algorithms of other key specs, whatever the message', async (spec, own) => {
    const others = SIGNING_ALGORITHMS.filter((algorithm) => !own.includes(algorithm));
    expect(others.length).toBeGreaterThan(6);
    for (const SigningAlgorithm of [...others, 'SYMMETRIC_DEFAULT']) {
      for (const MessageType of ['RAW', 'DIGEST', 'EXTERNAL_MU']) {
        expect(await refuse(spec, { SigningAlgorithm, MessageType, Message: bytes(1) })).toEqual({
          name: 'InvalidKeyUsageException',
          message: `Algorithm ${SigningAlgorithm} is incompatible with key spec ${spec}.`,
        });
      }
    }
  });

  it.each(OF_SPEC)('%s: refuses message types that it does not sign', async (spec, own) => {
    for (const SigningAlgorithm of own) {
      const external = await (spec.startsWith('ML_DSA')
        ? refuse(spec, { SigningAlgorithm, MessageType: 'DIGEST' })
        : refuse(spec, { SigningAlgorithm, MessageType: 'EXTERNAL_MU' }));
      const type = spec.startsWith('ML_DSA') ? 'DIGEST' : 'EXTERNAL_MU';
      expect(external).toEqual(invalid(`Message type ${type} is incompatible with key spec ${spec}.`));
    }
  });

  it('ECC_NIST_EDWARDS25519: each algorithm has its message type', async () => {
    const spec = 'ECC_NIST_EDWARDS25519';
    expect(await refuse(spec, { SigningAlgorithm: 'ED25519_SHA_512', MessageType: 'DIGEST' })).toEqual(
      invalid('Message type DIGEST is incompatible with algorithm ED25519_SHA_512.'),
    );
    for (const MessageType of ['RAW', undefined]) {
      expect(await refuse(spec, { SigningAlgorithm: 'ED25519_PH_SHA_512', MessageType })).toEqual(
        invalid('Message type RAW is incompatible with algorithm ED25519_PH_SHA_512.'),
      );
    }
  });

  it.each(OF_SPEC)('%s: refuses a digest of another length', async (spec, own) => {
    for (const SigningAlgorithm of own) {
      const length = DIGEST_BYTES[SigningAlgorithm];
      if (length === undefined) continue;
      for (const wrong of [1, length - 1, length + 1, 4096]) {
        expect(await refuse(spec, { SigningAlgorithm, MessageType: 'DIGEST', Message: bytes(wrong) })).toEqual(
          invalid(`Digest is invalid length for algorithm ${SigningAlgorithm}.`),
        );
      }
    }
  });

  it.each(['ML_DSA_44', 'ML_DSA_65', 'ML_DSA_87'] as const)('%s: an external mu has 64 bytes', async (spec) => {
    for (const wrong of [1, 32, 63, 65]) {
      const input = { SigningAlgorithm: 'ML_DSA_SHAKE_256', MessageType: 'EXTERNAL_MU', Message: bytes(wrong) };
      expect(await refuse(spec, input)).toEqual(invalid('Digest is invalid length for algorithm ML_DSA_SHAKE_256.'));
    }
  });

  it('refuses values that are none', async () => {
    expect(await refuse('ECC_NIST_P256', { SigningAlgorithm: 'RSAES_OAEP_SHA_256' })).toEqual(
      invalid(
        `1 validation error detected: Value 'RSAES_OAEP_SHA_256' at 'signingAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [${SIGNING_ALGORITHMS.join(', ')}]`,
      ),
    );
    expect(await refuse('ECC_NIST_P256', { SigningAlgorithm: 'ECDSA_SHA_256', MessageType: 'raw' })).toEqual(
      invalid(
        "1 validation error detected: Value 'raw' at 'messageType' failed to satisfy constraint: Member must satisfy enum value set: [RAW, DIGEST, EXTERNAL_MU]",
      ),
    );
    for (const [Message, constraint] of [
      [bytes(0), 'Member must have length greater than or equal to 1'],
      [bytes(4097), 'Member must have length less than or equal to 4096'],
      [undefined, 'Member must not be null'],
    ] as const) {
      expect(await refuse('ECC_NIST_P256', { SigningAlgorithm: 'ECDSA_SHA_256', Message })).toEqual(
        invalid(`1 validation error detected: Value at 'message' failed to satisfy constraint: ${constraint}`),
      );
    }
  });
});

describe('Verify', () => {
  const kms = testKms();
  const INVALID = { name: 'KMSInvalidSignatureException', message: undefined };

  it.each(OF_SPEC.filter(([spec]) => spec !== 'RSA_3072' && spec !== 'RSA_4096'))(
    '%s: refuses every signature but one that verifies',
    async (spec, own) => {
      const place = where(kms, spec);
      const KeyId = await createKey(place, spec, 'SIGN_VERIFY');
      for (const SigningAlgorithm of own) {
        const MessageType = SigningAlgorithm === 'ED25519_PH_SHA_512' ? 'DIGEST' : 'RAW';
        const Message = bytes(64);
        const input = { KeyId, SigningAlgorithm, MessageType, Message };
        const { Signature } = await place.call('Sign', input);
        const cases: Uint8Array[] = [
          bytes(1),
          bytes(Signature.length),
          bytes(6144),
          new Uint8Array(Signature.length),
          new Uint8Array(Signature.length).fill(0xff),
          Signature.slice(1),
          Signature.slice(0, -1),
          new Uint8Array([...Signature, 0]),
        ];
        for (let at = 0; at < Signature.length; at += Math.ceil(Signature.length / 40)) {
          const altered = Signature.slice();
          altered[at] = (altered[at] as number) ^ 0x10;
          cases.push(altered);
        }
        for (const wrong of cases) {
          expect(await refusal(place.call('Verify', { ...input, Signature: wrong }))).toEqual(INVALID);
        }
        const otherMessage = place.call('Verify', { ...input, Message: bytes(64, 2), Signature });
        expect(await refusal(otherMessage)).toEqual(INVALID);
        const otherKey = await createKey(place, spec, 'SIGN_VERIFY');
        expect(await refusal(place.call('Verify', { ...input, KeyId: otherKey, Signature }))).toEqual(INVALID);
      }
    },
    60_000,
  );

  it('wants a signature of 1 to 6144 bytes', async () => {
    const KeyId = await createKey(kms, 'ECC_NIST_P256', 'SIGN_VERIFY');
    const input = { KeyId, SigningAlgorithm: 'ECDSA_SHA_256', Message: bytes(1) };
    for (const [Signature, value, constraint] of [
      [undefined, 'Value null', 'Member must not be null'],
      [bytes(0), 'Value', 'Member must have length greater than or equal to 1'],
      [bytes(6145), 'Value', 'Member must have length less than or equal to 6144'],
    ] as const) {
      expect(await refusal(kms.call('Verify', { ...input, Signature }))).toEqual(
        invalid(`1 validation error detected: ${value} at 'signature' failed to satisfy constraint: ${constraint}`),
      );
    }
  });
});
