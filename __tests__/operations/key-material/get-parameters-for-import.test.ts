import { createPublicKey } from 'node:crypto';
import type { AlgorithmSpec, WrappingKeySpec } from '@aws-sdk/client-kms';
import { backend } from '../../../src/crypto/backend/node/node-backend.js';
import { KEY_SPEC_NAMES, type KeySpecName, keySpec } from '../../../src/model/key-specs.js';
import { LAZY_ENUMS } from '../../../src/model/lazy-enums.js';
import type { CryptoBackend, KeyMaterial } from '../../../src/ports/crypto-backend.js';
import { DAY, refusal, START, testKms } from '../../support/engine.js';
import { bytesOf, externalKey, importKms, importMaterial, wrapped } from '../../support/key-import.js';
import { putKey } from '../../support/records.js';

const OAEP: readonly AlgorithmSpec[] = ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'];
const HYBRID: readonly AlgorithmSpec[] = ['RSA_AES_KEY_WRAP_SHA_1', 'RSA_AES_KEY_WRAP_SHA_256'];
const RSA: readonly WrappingKeySpec[] = ['RSA_2048', 'RSA_3072', 'RSA_4096'];

/** The table of the Developer Guide, "Select a wrapping algorithm". */
function isDocumented(algorithm: AlgorithmSpec, wrapping: WrappingKeySpec, spec: KeySpecName, china: boolean): boolean {
  const ecc = spec.startsWith('ECC');
  if (algorithm === 'SM2PKE') return china && wrapping === 'SM2' && (ecc || spec === 'SM2' || spec.startsWith('RSA'));
  if (!RSA.includes(wrapping)) return false;
  if (HYBRID.includes(algorithm)) return !china && (ecc || spec.startsWith('RSA'));
  if (!OAEP.includes(algorithm) || spec.startsWith('RSA')) return false;
  return !(spec === 'ECC_NIST_P521' && wrapping === 'RSA_2048');
}

const WRAPPING_KEY_SPECS = ['RSA_2048', 'RSA_3072', 'RSA_4096', 'SM2'] as const;
const SPECS = KEY_SPEC_NAMES.filter((spec) => keySpec(spec).origins.includes('EXTERNAL'));

describe('GetParametersForImport', () => {
  it('gives the key ARN, an import token, a public key and when they expire: in 24 hours', async () => {
    const kms = testKms();
    const KeyId = await externalKey(kms);
    const id = KeyId.slice(KeyId.lastIndexOf('/') + 1);
    const request = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' };
    const answer = await kms.call('GetParametersForImport', { KeyId: id, ...request });
    expect(Object.keys(answer)).toEqual(['KeyId', 'ImportToken', 'PublicKey', 'ParametersValidTo']);
    expect(answer.KeyId).toBe(KeyId);
    expect(answer.ParametersValidTo).toEqual(new Date(START + DAY));
    expect(answer.ImportToken.length).toBeGreaterThan(64);
    expect(answer.ImportToken.length).toBeLessThanOrEqual(6144);
  });

  it.each(RSA)('gives the public key of an %s wrapping key as SubjectPublicKeyInfo', async (WrappingKeySpec) => {
    const kms = importKms();
    const KeyId = await externalKey(kms);
    const request = { KeyId, WrappingAlgorithm: 'RSAES_OAEP_SHA_1', WrappingKeySpec };
    const { PublicKey } = await kms.call('GetParametersForImport', request);
    const key = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
    expect(key.asymmetricKeyType).toBe('rsa');
    expect(key.asymmetricKeyDetails?.modulusLength).toBe(Number(WrappingKeySpec.slice(4)));
  });

  it('gives another wrapping key and token at each call', async () => {
    const kms = testKms();
    const KeyId = await externalKey(kms);
    const request = { KeyId, WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' };
    const first = await kms.call('GetParametersForImport', request);
    const second = await kms.call('GetParametersForImport', request);
    expect(second.PublicKey).not.toEqual(first.PublicKey);
    expect(second.ImportToken).not.toEqual(first.ImportToken);
  });

  it('keeps older wrapping keys valid beside newer ones', async () => {
    const kms = testKms();
    const KeyId = await externalKey(kms);
    const first = await wrapped(kms, KeyId, bytesOf(32));
    await wrapped(kms, KeyId, bytesOf(32));
    const forever = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' };
    expect(await kms.call('ImportKeyMaterial', { ...first, ...forever })).toMatchObject({ KeyId });
  });

  describe.each([
    ['us-east-1', false],
    ['cn-north-1', true],
  ] as const)('in %s', (region, china) => {
    const offered = SPECS.filter((spec) => china || keySpec(spec).regions !== 'china');

    it.each(offered)(
      'takes the documented wrapping algorithms and wrapping key specs for %s, and no others',
      async (KeySpec) => {
        const kms = importKms();
        const here = kms.as({ region });
        const [KeyUsage] = Object.keys(keySpec(KeySpec).usages);
        const KeyId = await externalKey(here, { KeySpec, KeyUsage });
        for (const WrappingAlgorithm of LAZY_ENUMS.WrappingAlgorithm) {
          for (const WrappingKeySpec of WRAPPING_KEY_SPECS) {
            const call = here.call('GetParametersForImport', { KeyId, WrappingAlgorithm, WrappingKeySpec });
            if (isDocumented(WrappingAlgorithm, WrappingKeySpec, KeySpec, china)) {
              expect((await call).KeyId).toBe(KeyId);
              continue;
            }
            expect(await refusal(call)).toEqual({
              name: 'UnsupportedOperationException',
              message: `Wrapping algorithm ${WrappingAlgorithm} and wrapping key spec ${WrappingKeySpec} are not supported for key spec ${KeySpec}.`,
            });
          }
        }
      },
    );
  });

  it('is refused for a key of another origin, whatever its key state', async () => {
    const kms = testKms();
    const { KeyMetadata } = await kms.call('CreateKey', {});
    const KeyId = KeyMetadata.Arn as string;
    const request = { KeyId, WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' };
    const refused = {
      name: 'UnsupportedOperationException',
      message: `${KeyId} origin is AWS_KMS which is not valid for this operation.`,
    };
    expect(await refusal(kms.call('GetParametersForImport', request))).toEqual(refused);
    await kms.call('ScheduleKeyDeletion', { KeyId });
    expect(await refusal(kms.call('GetParametersForImport', request))).toEqual(refused);
  });

  it.each([
    ['PendingDeletion', 'is pending deletion.'],
    ['PendingReplicaDeletion', 'is pending replica deletion.'],
    ['Creating', 'is creating.'],
    ['Updating', 'is updating.'],
  ] as const)(
    'is refused for a key in state %s, before the wrapping algorithm is looked at',
    async (KeyState, text) => {
      const kms = testKms();
      const KeyId = await externalKey(kms);
      putKey(kms, KeyId, { KeyState });
      const request = { KeyId, WrappingAlgorithm: 'RSAES_PKCS1_V1_5', WrappingKeySpec: 'RSA_2048' };
      expect(await refusal(kms.call('GetParametersForImport', request))).toEqual({
        name: 'KMSInvalidStateException',
        message: `${KeyId} ${text}`,
      });
    },
  );

  it('answers for enabled and disabled keys too', async () => {
    const kms = importKms();
    const KeyId = await externalKey(kms);
    await importMaterial(kms, KeyId, bytesOf(32));
    expect(await wrapped(kms, KeyId, bytesOf(32))).toMatchObject({ KeyId });
    await kms.call('DisableKey', { KeyId });
    expect(await wrapped(kms, KeyId, bytesOf(32))).toMatchObject({ KeyId });
  });
});

describe('the wrapping key', () => {
  it('is derived once: the public key and the unwrapping come from one object', async () => {
    const seen: unknown[] = [];
    const crypto = {
      ...backend,
      publicKey: (key: KeyMaterial) => {
        seen.push(key);
        return backend.publicKey(key);
      },
      decrypt: (...[key, ...rest]: Parameters<CryptoBackend['decrypt']>) => {
        seen.push(key);
        return backend.decrypt(key, ...rest);
      },
    };
    const kms = testKms({ crypto });
    await importMaterial(kms, await externalKey(kms), bytesOf(32));
    expect(seen).toHaveLength(2);
    expect(seen[0]).toBe(seen[1]);
  });
});
