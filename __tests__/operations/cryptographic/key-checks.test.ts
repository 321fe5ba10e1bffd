import { generateKeyPairSync } from 'node:crypto';
import type { KeyState, KeyUsageType } from '@aws-sdk/client-kms';
import { backend } from '../../../src/crypto/backend/node/node-backend.js';
import { KmsFault } from '../../../src/model/fault.js';
import type { KeySpecName } from '../../../src/model/key-specs.js';
import type { OperationName } from '../../../src/model/operation-types.js';
import { KeyGenerationError } from '../../../src/ports/crypto-backend.js';
import { refusal, type TestKms, testKms } from '../../support/engine.js';
import { bytes, createKey } from '../../support/keys.js';

interface Scene {
  readonly operation: OperationName;
  readonly spec: KeySpecName;
  readonly usage: KeyUsageType;
  /** Everything but the key, made with the key while it is still usable. */
  readonly input: (kms: TestKms, KeyId: string) => Promise<object>;
  /** The member that names the key. */
  readonly member?: string;
  /** The operation's word in an InvalidKeyUsageException. */
  readonly word?: string;
}

const MESSAGE = { Message: bytes(32) };
const ECDSA = { SigningAlgorithm: 'ECDSA_SHA_256', ...MESSAGE };
const HMAC = { MacAlgorithm: 'HMAC_SHA_256', ...MESSAGE };
const ML_KEM = { EncapsulationAlgorithm: 'ML_KEM' };
const peer = new Uint8Array(
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'der', type: 'spki' }),
);

function symmetric(operation: OperationName, input: Scene['input'], more: Partial<Scene> = {}): Scene {
  return { operation, spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT', input, ...more };
}

const ciphertext = async (kms: TestKms, KeyId: string) => {
  const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: bytes(8) });
  return { CiphertextBlob };
};

/** The cryptographic operations, each with a key that it can use. */
const SCENES: readonly Scene[] = [
  symmetric('Encrypt', async () => ({ Plaintext: bytes(8) })),
  symmetric('Decrypt', ciphertext),
  symmetric('GenerateDataKey', async () => ({ KeySpec: 'AES_256' })),
  symmetric('GenerateDataKeyWithoutPlaintext', async () => ({ KeySpec: 'AES_256' })),
  symmetric('GenerateDataKeyPair', async () => ({ KeyPairSpec: 'ECC_NIST_P256' })),
  symmetric('GenerateDataKeyPairWithoutPlaintext', async () => ({ KeyPairSpec: 'ECC_NIST_P256' })),
  symmetric(
    'ReEncrypt',
    async (kms, KeyId) => ({ ...(await ciphertext(kms, KeyId)), DestinationKeyId: await createKey(kms) }),
    {
      member: 'SourceKeyId',
      word: 'ReEncryptFrom',
    },
  ),
  symmetric('ReEncrypt', async (kms) => ciphertext(kms, await createKey(kms)), {
    member: 'DestinationKeyId',
    word: 'ReEncryptTo',
  }),
  { operation: 'Sign', spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY', input: async () => ECDSA },
  {
    operation: 'Verify',
    spec: 'ECC_NIST_P256',
    usage: 'SIGN_VERIFY',
    input: async (kms, KeyId) => ({ ...ECDSA, Signature: (await kms.call('Sign', { KeyId, ...ECDSA })).Signature }),
  },
  { operation: 'GenerateMac', spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC', input: async () => HMAC },
  {
    operation: 'VerifyMac',
    spec: 'HMAC_256',
    usage: 'GENERATE_VERIFY_MAC',
    input: async (kms, KeyId) => ({ ...HMAC, Mac: (await kms.call('GenerateMac', { KeyId, ...HMAC })).Mac }),
  },
  {
    operation: 'DeriveSharedSecret',
    spec: 'ECC_NIST_P256',
    usage: 'KEY_AGREEMENT',
    input: async () => ({ KeyAgreementAlgorithm: 'ECDH', PublicKey: peer }),
  },
  { operation: 'Encapsulate', spec: 'ML_KEM_512', usage: 'ENCAPSULATE_DECAPSULATE', input: async () => ML_KEM },
  {
    operation: 'Decapsulate',
    spec: 'ML_KEM_512',
    usage: 'ENCAPSULATE_DECAPSULATE',
    input: async (kms, KeyId) => {
      const { SharedSecretCiphertextBlob } = await kms.call('Encapsulate', { KeyId, ...ML_KEM });
      return { ...ML_KEM, SharedSecretCiphertextBlob };
    },
  },
];

const NAMED = SCENES.map((scene) => [scene.word ?? scene.operation, scene] as const);

const KEYS_OF_USAGE: { readonly [usage in KeyUsageType]: KeySpecName } = {
  ENCRYPT_DECRYPT: 'SYMMETRIC_DEFAULT',
  SIGN_VERIFY: 'ECC_NIST_P256',
  GENERATE_VERIFY_MAC: 'HMAC_256',
  KEY_AGREEMENT: 'ECC_NIST_P256',
  ENCAPSULATE_DECAPSULATE: 'ML_KEM_512',
};

const STATES: readonly (readonly [KeyState, string, string])[] = [
  ['Disabled', 'DisabledException', 'disabled'],
  ['PendingDeletion', 'KMSInvalidStateException', 'pending deletion'],
  ['PendingReplicaDeletion', 'KMSInvalidStateException', 'pending replica deletion'],
  ['PendingImport', 'KMSInvalidStateException', 'pending import'],
  ['Creating', 'KMSInvalidStateException', 'creating'],
];

/** Puts a key into a state that its own operations would take long to bring about. */
function setState(kms: TestKms, keyArn: string, KeyState: KeyState): void {
  const from = kms.world.state.get('keys', keyArn);
  if (from === undefined) throw new Error(`no key ${keyArn}`);
  kms.world.state.apply([{ table: 'keys', from, to: { ...from, KeyState } }]);
}

const DRY_RUN = {
  name: 'DryRunOperationException',
  message: 'The request would have succeeded, but the DryRun option is set.',
};

describe.each(NAMED)('%s', (word, scene) => {
  const { operation, spec, usage, member = 'KeyId' } = scene;
  const stage = async () => {
    const kms = testKms();
    const keyArn = await createKey(kms, spec, usage);
    const input = await scene.input(kms, keyArn);
    return { kms, keyArn, call: (more: object = {}) => kms.call(operation, { [member]: keyArn, ...input, ...more }) };
  };

  it.each(STATES)('refuses a key that is %s', async (state, name, obstacle) => {
    const { kms, keyArn, call } = await stage();
    setState(kms, keyArn, state);
    expect(await refusal(call())).toEqual({ name, message: `${keyArn} is ${obstacle}.` });
  });

  it('uses a key that is Enabled or Updating', async () => {
    const { kms, keyArn, call } = await stage();
    await expect(call()).resolves.toBeDefined();
    setState(kms, keyArn, 'Updating');
    await expect(call()).resolves.toBeDefined();
  });

  it('answers a dry run where the call itself would have succeeded', async () => {
    const { kms, keyArn, call } = await stage();
    expect(await refusal(call({ DryRun: true }))).toEqual(DRY_RUN);
    await expect(call({ DryRun: false })).resolves.toBeDefined();
    setState(kms, keyArn, 'Disabled');
    expect(await refusal(call({ DryRun: true }))).toMatchObject({ name: 'DisabledException' });
  });

  it('refuses keys of every other usage, before it looks at their state', async () => {
    const { kms, call } = await stage();
    for (const [other, otherSpec] of Object.entries(KEYS_OF_USAGE) as [KeyUsageType, KeySpecName][]) {
      if (other === usage) continue;
      const otherKey = await createKey(kms, otherSpec, other);
      setState(kms, otherKey, 'Disabled');
      const refused = await refusal(call({ [member]: otherKey }));
      const ofCiphertext = operation === 'Decrypt' || member === 'SourceKeyId';
      expect(refused).toEqual(
        ofCiphertext
          ? {
              name: 'IncorrectKeyException',
              message: 'The key ID in the request does not identify a CMK that can perform this operation.',
            }
          : {
              name: 'InvalidKeyUsageException',
              message: `${otherKey} key usage is ${other} which is not valid for ${word}.`,
            },
      );
    }
  });

  it('is told by the last usage of its key', async () => {
    const { kms, keyArn, call } = await stage();
    kms.advance(1000);
    await call();
    expect(kms.world.state.get('lastUsages', keyArn)).toMatchObject({ Operation: operation, Timestamp: kms.now });
    const used = kms.now;
    kms.advance(1000);
    await refusal(call({ DryRun: true }));
    expect(kms.world.state.get('lastUsages', keyArn)).toMatchObject({ Timestamp: used });
  });

  it('takes the key by id, ARN, alias name and alias ARN', async () => {
    const { kms, keyArn, call } = await stage();
    await kms.call('CreateAlias', { AliasName: 'alias/one', TargetKeyId: keyArn });
    const aliasArn = keyArn.replace(/key\/.*/, 'alias/one');
    for (const name of [keyArn.split('/')[1], keyArn, 'alias/one', aliasArn]) {
      const output = (await call({ [member]: name })) as { KeyId?: string; SourceKeyId?: string };
      expect(member === 'SourceKeyId' ? output.SourceKeyId : output.KeyId).toBe(keyArn);
    }
  });
});

describe('An RSA key pair that cannot be generated', () => {
  it('is KMSInternalException on use, and on the next use tried again', async () => {
    let fails = true;
    const crypto = {
      ...backend,
      async sign(...given: Parameters<typeof backend.sign>) {
        if (fails) throw new KeyGenerationError('the RSA key pair could not be derived');
        return backend.sign(...given);
      },
    };
    const kms = testKms({ crypto });
    const KeyId = await createKey(kms, 'RSA_2048', 'SIGN_VERIFY');
    const input = { KeyId, SigningAlgorithm: 'RSASSA_PSS_SHA_256', Message: bytes(1) };
    const fault = await kms.call('Sign', input).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(KmsFault);
    expect(fault).toMatchObject({ name: 'KMSInternalException', status: 500 });
    fails = false;
    await expect(kms.call('Sign', input)).resolves.toBeDefined();
  });

  it('leaves bugs of the engine as they are', async () => {
    const bug = new TypeError('a bug');
    const crypto = { ...backend, sign: () => Promise.reject(bug) };
    const kms = testKms({ crypto });
    const KeyId = await createKey(kms, 'RSA_2048', 'SIGN_VERIFY');
    await expect(kms.call('Sign', { KeyId, SigningAlgorithm: 'RSASSA_PSS_SHA_256', Message: bytes(1) })).rejects.toBe(
      bug,
    );
  });
});
