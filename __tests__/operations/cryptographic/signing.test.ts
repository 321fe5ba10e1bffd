import { execFileSync } from 'node:child_process';
import { constants, createHash, type KeyObject, sign as nodeSign, verify as nodeVerify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessageType, SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { ed25519, ed25519ph } from '@noble/curves/ed25519.js';
import { shake256 } from '@noble/hashes/sha3.js';
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { concat } from '../../../src/bytes/bytes.js';
import type { KeySpecName } from '../../../src/model/key-specs.js';
import { type TestKms, testKms } from '../../support/engine.js';
import { bytes, createKey, materialOf, privateKeyOf, publicKeyOf, where } from '../../support/keys.js';

const RSA_SIGNING = [
  'RSASSA_PKCS1_V1_5_SHA_256',
  'RSASSA_PKCS1_V1_5_SHA_384',
  'RSASSA_PKCS1_V1_5_SHA_512',
  'RSASSA_PSS_SHA_256',
  'RSASSA_PSS_SHA_384',
  'RSASSA_PSS_SHA_512',
] as const;

const ALGORITHMS: readonly (readonly [KeySpecName, readonly SigningAlgorithmSpec[]])[] = [
  ['RSA_2048', RSA_SIGNING],
  ['RSA_3072', RSA_SIGNING],
  ['RSA_4096', RSA_SIGNING],
  ['ECC_NIST_P256', ['ECDSA_SHA_256']],
  ['ECC_NIST_P384', ['ECDSA_SHA_384']],
  ['ECC_NIST_P521', ['ECDSA_SHA_512']],
  ['ECC_SECG_P256K1', ['ECDSA_SHA_256']],
];
const NODE_ALGORITHMS = ALGORITHMS.flatMap(([spec, algorithms]) => algorithms.map((one) => [spec, one] as const));

const MESSAGE = bytes(1000);

/** How node:crypto signs and verifies; it hashes by itself. */
function nodeOptions(algorithm: SigningAlgorithmSpec, key: KeyObject) {
  const hash = `sha${algorithm.slice(-3)}`;
  if (!algorithm.includes('PSS')) return { hash, key };
  return { hash, key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
}

/** The forms in which a message can be given to Sign and Verify, for the same signature. */
function formsOf(algorithm: SigningAlgorithmSpec): readonly { MessageType?: MessageType; Message: Uint8Array }[] {
  const digest = new Uint8Array(
    createHash(`sha${algorithm.slice(-3)}`)
      .update(MESSAGE)
      .digest(),
  );
  return [{ Message: MESSAGE }, { MessageType: 'RAW', Message: MESSAGE }, { MessageType: 'DIGEST', Message: digest }];
}

describe('Sign and Verify', () => {
  const kms: TestKms = testKms();
  const keys = new Map<KeySpecName, Promise<string>>();
  const keyOf = (spec: KeySpecName) => {
    const known = keys.get(spec) ?? createKey(where(kms, spec), spec, 'SIGN_VERIFY');
    keys.set(spec, known);
    return known;
  };

  it.each(NODE_ALGORITHMS)(
    '%s by %s: node:crypto verifies ours, and we verify its',
    async (spec, SigningAlgorithm) => {
      const KeyId = await keyOf(spec);
      const { hash, ...theirs } = nodeOptions(SigningAlgorithm, await publicKeyOf(kms, KeyId));
      const privateKey = await privateKeyOf(kms, KeyId);
      const foreign = new Uint8Array(nodeSign(hash, MESSAGE, { ...theirs, key: privateKey }));
      for (const form of formsOf(SigningAlgorithm)) {
        const output = await kms.call('Sign', { KeyId, SigningAlgorithm, ...form });
        expect(output).toEqual({ KeyId, Signature: expect.any(Uint8Array), SigningAlgorithm });
        expect(nodeVerify(hash, MESSAGE, theirs, output.Signature)).toBe(true);
        for (const Signature of [output.Signature, foreign]) {
          const verified = await kms.call('Verify', { KeyId, SigningAlgorithm, Signature, ...form });
          expect(verified).toEqual({ KeyId, SignatureValid: true, SigningAlgorithm });
        }
      }
    },
    60_000,
  );

  it.each([
    ['RSA_2048', 256],
    ['RSA_3072', 384],
    ['RSA_4096', 512],
  ] as const)(
    '%s: signatures are as long as the modulus, %d bytes',
    async (spec, length) => {
      const KeyId = await keyOf(spec);
      for (const SigningAlgorithm of RSA_SIGNING) {
        const { Signature } = await kms.call('Sign', { KeyId, SigningAlgorithm, Message: MESSAGE });
        expect(Signature).toHaveLength(length);
      }
    },
    60_000,
  );

  it('RSASSA_PSS_*: the salt is as long as the hash', async () => {
    const KeyId = await keyOf('RSA_2048');
    const key = await publicKeyOf(kms, KeyId);
    for (const bits of [256, 384, 512] as const) {
      const SigningAlgorithm = `RSASSA_PSS_SHA_${bits}`;
      const { Signature } = await kms.call('Sign', { KeyId, SigningAlgorithm, Message: MESSAGE });
      for (const saltLength of [0, bits / 8 - 1, bits / 8]) {
        const options = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
        expect(nodeVerify(`sha${bits}`, MESSAGE, options, Signature)).toBe(saltLength === bits / 8);
      }
    }
  });

  it('ECDSA: neither half of the numbers is preferred, and both verify', async () => {
    const KeyId = await keyOf('ECC_SECG_P256K1');
    const high = new Set<boolean>();
    for (let i = 0; i < 64 && high.size < 2; i++) {
      const { Signature } = await kms.call('Sign', { KeyId, SigningAlgorithm: 'ECDSA_SHA_256', Message: MESSAGE });
      // DER writes a zero before s exactly where it is in the upper half.
      const lengthOfR = Signature[3] as number;
      high.add(Signature[5 + lengthOfR] === 33);
      const verified = kms.call('Verify', { KeyId, SigningAlgorithm: 'ECDSA_SHA_256', Message: MESSAGE, Signature });
      await expect(verified).resolves.toMatchObject({ SignatureValid: true });
    }
    expect(high.size).toBe(2);
  });

  it('ECC_NIST_EDWARDS25519: noble verifies ours, and we verify its', async () => {
    const KeyId = await keyOf('ECC_NIST_EDWARDS25519');
    const secret = (await materialOf(kms, KeyId)).raw as Uint8Array;
    const digest = new Uint8Array(createHash('sha512').update(MESSAGE).digest());
    const cases = [
      ['ED25519_SHA_512', 'RAW', MESSAGE, ed25519],
      // AWS KMS hashes the digest again: Ed25519ph of the 64 bytes.
      ['ED25519_PH_SHA_512', 'DIGEST', digest, ed25519ph],
    ] as const;
    for (const [SigningAlgorithm, MessageType, Message, scheme] of cases) {
      const { Signature } = await kms.call('Sign', { KeyId, SigningAlgorithm, MessageType, Message });
      expect(scheme.verify(Signature, Message, ed25519.getPublicKey(secret))).toBe(true);
      // The algorithm is deterministic.
      expect(Signature).toEqual(scheme.sign(Message, secret));
      await expect(kms.call('Verify', { KeyId, SigningAlgorithm, MessageType, Message, Signature })).resolves.toEqual({
        KeyId,
        SignatureValid: true,
        SigningAlgorithm,
      });
    }
  });

  it.each([
    ['ML_DSA_44', ml_dsa44, 2420],
    ['ML_DSA_65', ml_dsa65, 3309],
    ['ML_DSA_87', ml_dsa87, 4627],
  ] as const)('%s: noble verifies ours, RAW or EXTERNAL_MU, and we verify its', async (spec, scheme, length) => {
    const KeyId = await keyOf(spec);
    const SigningAlgorithm = 'ML_DSA_SHAKE_256';
    const { publicKey, secretKey } = scheme.keygen((await materialOf(kms, KeyId)).raw as Uint8Array);
    // FIPS 204 §5.4 with an empty context.
    const hashOfKey = shake256(publicKey, { dkLen: 64 });
    const mu = shake256(concat(hashOfKey, Uint8Array.of(0, 0), MESSAGE), { dkLen: 64 });
    const forms = [
      { MessageType: 'RAW', Message: MESSAGE },
      { MessageType: 'EXTERNAL_MU', Message: mu },
    ] as const;
    const foreign = scheme.sign(MESSAGE, secretKey);
    for (const form of forms) {
      const { Signature } = await kms.call('Sign', { KeyId, SigningAlgorithm, ...form });
      expect(Signature).toHaveLength(length);
      expect(scheme.verify(Signature, MESSAGE, publicKey)).toBe(true);
      const again = await kms.call('Sign', { KeyId, SigningAlgorithm, ...form });
      expect(Buffer.compare(again.Signature, Signature)).not.toBe(0);
      for (const verifyForm of forms) {
        for (const each of [Signature, foreign]) {
          const verified = kms.call('Verify', { KeyId, SigningAlgorithm, Signature: each, ...verifyForm });
          await expect(verified).resolves.toMatchObject({ SignatureValid: true });
        }
      }
    }
  });

  it('SM2: OpenSSL verifies ours with the default distinguishing ID, and we verify its', async () => {
    const china = where(kms, 'SM2');
    const KeyId = await keyOf('SM2');
    const directory = mkdtempSync(join(tmpdir(), 'sm2-'));
    const file = (name: string, content: Uint8Array | string) => {
      writeFileSync(join(directory, name), content);
      return join(directory, name);
    };
    try {
      const { PublicKey } = await china.call('GetPublicKey', { KeyId });
      const spki = `-----BEGIN PUBLIC KEY-----\n${Buffer.from(PublicKey).toString('base64')}\n-----END PUBLIC KEY-----\n`;
      const pkcs8 = Buffer.from((await materialOf(kms, KeyId)).pkcs8 as Uint8Array).toString('base64');
      const privatePem = file('private.pem', `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`);
      const [publicPem, message] = [file('public.pem', spki), file('message', MESSAGE)];
      const sm3 = ['dgst', '-sm3', '-sigopt', 'distid:1234567812345678'];
      const { Signature } = await china.call('Sign', { KeyId, SigningAlgorithm: 'SM2DSA', Message: MESSAGE });
      const verify = [...sm3, '-verify', publicPem, '-signature', file('signature', Signature), message];
      expect(execFileSync('openssl', verify).toString()).toBe('Verified OK\n');
      const foreign = new Uint8Array(execFileSync('openssl', [...sm3, '-sign', privatePem, message]));
      await expect(
        china.call('Verify', { KeyId, SigningAlgorithm: 'SM2DSA', Message: MESSAGE, Signature: foreign }),
      ).resolves.toMatchObject({ SignatureValid: true });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
