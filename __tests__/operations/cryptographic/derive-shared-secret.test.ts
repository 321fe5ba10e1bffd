import { createECDH, diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { refusal, testKms } from '../../support/engine.js';
import { bytes, createKey, materialOf, privateKeyOf, publicKeyOf, where } from '../../support/keys.js';

const CURVES = [
  ['ECC_NIST_P256', 'P-256', 32],
  ['ECC_NIST_P384', 'P-384', 48],
  ['ECC_NIST_P521', 'P-521', 66],
] as const;

const INVALID = { name: 'ValidationException', message: undefined };
const KeyAgreementAlgorithm = 'ECDH';

function spki(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ format: 'der', type: 'spki' }));
}

describe('DeriveSharedSecret', () => {
  const kms = testKms();

  it.each(CURVES)(
    '%s: agrees with node:crypto on the x-coordinate of a point of %s',
    async (spec, namedCurve, length) => {
      const KeyId = await createKey(kms, spec, 'KEY_AGREEMENT');
      for (let i = 0; i < 5; i++) {
        const peer = generateKeyPairSync('ec', { namedCurve });
        const PublicKey = spki(peer.publicKey);
        const output = await kms.call('DeriveSharedSecret', { KeyId, KeyAgreementAlgorithm, PublicKey });
        const theirs = diffieHellman({ privateKey: peer.privateKey, publicKey: await publicKeyOf(kms, KeyId) });
        expect(output).toEqual({
          KeyId,
          SharedSecret: new Uint8Array(theirs),
          KeyAgreementAlgorithm,
          KeyOrigin: 'AWS_KMS',
        });
        expect(output.SharedSecret).toHaveLength(length);
      }
    },
  );

  it('gives two KMS keys one secret, in China also of SM2', async () => {
    for (const spec of ['ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521', 'SM2'] as const) {
      const place = where(kms, spec);
      const [one, other] = [
        await createKey(place, spec, 'KEY_AGREEMENT'),
        await createKey(place, spec, 'KEY_AGREEMENT'),
      ];
      const derive = async (KeyId: string, peer: string) => {
        const { PublicKey } = await place.call('GetPublicKey', { KeyId: peer });
        return (await place.call('DeriveSharedSecret', { KeyId, KeyAgreementAlgorithm, PublicKey })).SharedSecret;
      };
      expect(await derive(one, other)).toEqual(await derive(other, one));
      expect(await derive(one, other)).not.toEqual(await derive(one, one));
    }
  });

  it('pads a secret that begins with zeros', async () => {
    const KeyId = await createKey(kms, 'ECC_NIST_P256', 'KEY_AGREEMENT');
    const privateKey = await privateKeyOf(kms, KeyId);
    for (let tries = 0; tries < 5000; tries++) {
      const peer = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const theirs = diffieHellman({ privateKey, publicKey: peer.publicKey });
      if (theirs[0] !== 0) continue;
      const PublicKey = spki(peer.publicKey);
      const { SharedSecret } = await kms.call('DeriveSharedSecret', { KeyId, KeyAgreementAlgorithm, PublicKey });
      expect(SharedSecret).toEqual(new Uint8Array(theirs));
      return;
    }
    throw new Error('no secret began with a zero');
  });

  it('takes a compressed point too', async () => {
    const KeyId = await createKey(kms, 'ECC_NIST_P256', 'KEY_AGREEMENT');
    const peer = createECDH('prime256v1');
    peer.generateKeys();
    const algorithm = '301306072a8648ce3d020106082a8648ce3d030107';
    const point = peer.getPublicKey('hex', 'compressed');
    const PublicKey = Buffer.from(`3039${algorithm}032200${point}`, 'hex');
    const { SharedSecret } = await kms.call('DeriveSharedSecret', { KeyId, KeyAgreementAlgorithm, PublicKey });
    const scalar = Buffer.from((await materialOf(kms, KeyId)).raw as Uint8Array);
    const own = createECDH('prime256v1');
    own.setPrivateKey(scalar);
    expect(SharedSecret).toEqual(new Uint8Array(own.computeSecret(peer.getPublicKey())));
  });

  it('refuses, without a message, a public key that cannot be read or is of another curve', async () => {
    const KeyId = await createKey(kms, 'ECC_NIST_P256', 'KEY_AGREEMENT');
    const sound = spki(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey);
    const offCurve = sound.slice();
    offCurve[offCurve.length - 1] = (offCurve[offCurve.length - 1] as number) ^ 1;
    const cases: Uint8Array[] = [
      bytes(1),
      bytes(91),
      bytes(8192),
      offCurve,
      sound.slice(0, -1),
      sound.slice(1),
      new Uint8Array([...sound, 0]),
      // The point alone, as many libraries give it.
      sound.slice(26),
      ...['P-384', 'P-521', 'secp256k1'].map((namedCurve) => spki(generateKeyPairSync('ec', { namedCurve }).publicKey)),
      spki(generateKeyPairSync('ed25519').publicKey),
      spki(generateKeyPairSync('x25519').publicKey),
      spki(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey),
    ];
    for (const [at, PublicKey] of cases.entries()) {
      const call = kms.call('DeriveSharedSecret', { KeyId, KeyAgreementAlgorithm, PublicKey });
      expect([at, await refusal(call)]).toEqual([at, INVALID]);
    }
  });

  it('refuses algorithms and lengths that are none', async () => {
    const KeyId = await createKey(kms, 'ECC_NIST_P256', 'KEY_AGREEMENT');
    const cases = [
      [
        { KeyAgreementAlgorithm: 'X25519' },
        "Value 'X25519' at 'keyAgreementAlgorithm'",
        'satisfy enum value set: [ECDH]',
      ],
      [{ KeyAgreementAlgorithm: undefined }, "Value null at 'keyAgreementAlgorithm'", 'not be null'],
      [{ PublicKey: undefined }, "Value null at 'publicKey'", 'not be null'],
      [{ PublicKey: bytes(0) }, "Value at 'publicKey'", 'have length greater than or equal to 1'],
      [{ PublicKey: bytes(8193) }, "Value at 'publicKey'", 'have length less than or equal to 8192'],
    ] as const;
    for (const [input, what, constraint] of cases) {
      const call = kms.call('DeriveSharedSecret', { KeyId, KeyAgreementAlgorithm, PublicKey: bytes(1), ...input });
      expect(await refusal(call)).toEqual({
        name: 'ValidationException',
        message: `1 validation error detected: ${what} failed to satisfy constraint: Member must ${constraint}`,
      });
    }
  });
});
