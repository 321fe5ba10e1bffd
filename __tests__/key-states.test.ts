import type { KeySpec, KeyState, KeyUsageType, OriginType } from '@aws-sdk/client-kms';
import type { OperationName } from '../src/model/operation-types.js';
import { OPERATIONS } from '../src/operations/all-operations.js';
import { update } from '../src/state/changes.js';
import type { KeyRecord } from '../src/state/records/key.js';
import { validInput } from './support/api-model.js';
import { refusal, type TestKms, testKms } from './support/engine.js';

/*
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html, with what was measured where it differs.
 * Columns: Enabled, Disabled, PendingDeletion, PendingReplicaDeletion, PendingImport, Unavailable, Creating, Updating.
 * ok: the key state does not stand in the way; D disabled, P pending deletion, R pending replica deletion,
 * N not pending deletion, I pending import, U unavailable, C creating, W updating.
 */
const STATES: readonly KeyState[] = [
  'Enabled',
  'Disabled',
  'PendingDeletion',
  'PendingReplicaDeletion',
  'PendingImport',
  'Unavailable',
  'Creating',
  'Updating',
];

const CRYPTOGRAPHIC = 'ok D P R I U C ok';
const ANY = 'ok ok ok ok ok ok ok ok';
const NOT_DELETED = 'ok ok P R ok ok ok ok';

const DOCUMENTED: { readonly [N in OperationName]?: string } = {
  CancelKeyDeletion: 'N N ok ok N N N N',
  CreateAlias: NOT_DELETED,
  CreateGrant: 'ok D P R I ok C ok',
  Decapsulate: CRYPTOGRAPHIC,
  Decrypt: CRYPTOGRAPHIC,
  DeleteAlias: ANY,
  DeleteImportedKeyMaterial: 'ok ok ok ok ok ok C W',
  DeriveSharedSecret: CRYPTOGRAPHIC,
  DescribeKey: ANY,
  DisableKey: 'ok ok P R I ok C W',
  DisableKeyRotation: 'ok D P R ok ok C ok',
  EnableKey: 'ok ok P R I ok C W',
  EnableKeyRotation: 'ok D P R ok ok C ok',
  Encapsulate: CRYPTOGRAPHIC,
  Encrypt: CRYPTOGRAPHIC,
  GenerateDataKey: CRYPTOGRAPHIC,
  GenerateDataKeyPair: CRYPTOGRAPHIC,
  GenerateDataKeyPairWithoutPlaintext: CRYPTOGRAPHIC,
  GenerateDataKeyWithoutPlaintext: CRYPTOGRAPHIC,
  GenerateMac: CRYPTOGRAPHIC,
  GetKeyLastUsage: ANY,
  GetKeyPolicy: ANY,
  GetKeyRotationStatus: ANY,
  GetParametersForImport: 'ok ok P R ok ok C W',
  GetPublicKey: 'ok ok P R I ok C ok',
  ImportKeyMaterial: 'ok ok P R ok ok C ok',
  ListAliases: ANY,
  ListGrants: ANY,
  ListKeyPolicies: ANY,
  ListKeyRotations: ANY,
  ListResourceTags: ANY,
  PutKeyPolicy: ANY,
  ReEncrypt: CRYPTOGRAPHIC,
  ReplicateKey: 'ok D P R I ok C W',
  RetireGrant: ANY,
  RevokeGrant: ANY,
  RotateKeyOnDemand: 'ok D P R I ok C W',
  ScheduleKeyDeletion: 'ok ok P R ok ok ok W',
  Sign: CRYPTOGRAPHIC,
  TagResource: NOT_DELETED,
  UntagResource: NOT_DELETED,
  UpdateAlias: NOT_DELETED,
  UpdateKeyDescription: NOT_DELETED,
  UpdatePrimaryRegion: 'ok D P R I ok C ok',
  Verify: CRYPTOGRAPHIC,
  VerifyMac: CRYPTOGRAPHIC,
};

const OBSTACLES: Readonly<Record<string, readonly [name: string, is: string]>> = {
  D: ['DisabledException', 'is disabled.'],
  P: ['KMSInvalidStateException', 'is pending deletion.'],
  R: ['KMSInvalidStateException', 'is pending replica deletion.'],
  N: ['KMSInvalidStateException', 'is not pending deletion.'],
  I: ['KMSInvalidStateException', 'is pending import.'],
  U: ['KMSInvalidStateException', 'is unavailable.'],
  C: ['KMSInvalidStateException', 'is creating.'],
  W: ['KMSInvalidStateException', 'is updating.'],
};

const NAMES = Object.keys(OPERATIONS) as OperationName[];
const WITH_KEY = NAMES.filter((name) => OPERATIONS[name].keys.length > 0);

/** A spec for each usage that an operation may ask for. */
const SPECS: Readonly<Record<KeyUsageType, KeySpec>> = {
  ENCRYPT_DECRYPT: 'SYMMETRIC_DEFAULT',
  SIGN_VERIFY: 'ECC_NIST_P256',
  GENERATE_VERIFY_MAC: 'HMAC_256',
  KEY_AGREEMENT: 'ECC_NIST_P256',
  ENCAPSULATE_DECAPSULATE: 'ML_KEM_512',
};

async function keyFor(kms: TestKms, operation: OperationName): Promise<KeyRecord> {
  const uses: readonly { keyUsage?: KeyUsageType; origins?: readonly OriginType[] }[] = OPERATIONS[operation].keys;
  const [use] = uses;
  const KeyUsage = use?.keyUsage ?? 'ENCRYPT_DECRYPT';
  const Origin = use?.origins?.includes('AWS_KMS') === false ? 'EXTERNAL' : 'AWS_KMS';
  const { KeyMetadata } = await kms.call('CreateKey', {
    KeyUsage,
    KeySpec: SPECS[KeyUsage],
    Origin,
    MultiRegion: true,
  });
  return kms.world.state.get('keys', KeyMetadata.Arn as string) as KeyRecord;
}

/** Input that reaches the check of the key state. */
async function inputFor(kms: TestKms, operation: OperationName, KeyId: string): Promise<Record<string, unknown>> {
  const input = validInput(operation);
  for (const { member } of OPERATIONS[operation].keys) if (member.endsWith('KeyId')) input[member] = KeyId;
  if (operation === 'Decrypt' || operation === 'ReEncrypt') {
    input.CiphertextBlob = (await kms.call('Encrypt', { KeyId, Plaintext: 'x' })).CiphertextBlob;
  }
  if (operation === 'GenerateDataKey' || operation === 'GenerateDataKeyWithoutPlaintext') input.NumberOfBytes = 16;
  if (operation === 'RetireGrant') input.GrantId = '0'.repeat(64);
  if (operation === 'UpdatePrimaryRegion') {
    await kms.call('ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' });
    input.PrimaryRegion = 'eu-west-1';
  }
  if (operation === 'CreateGrant') input.GranteePrincipal = 'arn:aws:iam::111122223333:role/app';
  return input;
}

/** Puts the key into a state as if something had brought it there. */
function enter(kms: TestKms, { Arn }: KeyRecord, KeyState: KeyState): void {
  const key = kms.world.state.get('keys', Arn) as KeyRecord;
  const store =
    KeyState === 'Unavailable'
      ? {
          CustomKeyStoreId: 'cks-1234567890abcdef0',
          account: key.account,
          region: key.region,
          CustomKeyStoreName: 'store',
          CustomKeyStoreType: 'AWS_CLOUDHSM' as const,
          ConnectionState: 'DISCONNECTED' as const,
          CreationDate: kms.now,
        }
      : undefined;
  const applied = kms.world.state.apply([
    ...(store ? [{ table: 'customKeyStores' as const, from: undefined, to: store }] : []),
    update('keys', key, store ? { CustomKeyStoreId: store.CustomKeyStoreId } : { KeyState }),
  ]);
  expect(applied).toBe(true);
}

describe('key states', () => {
  it('are documented for every operation that uses a key', () => {
    expect(WITH_KEY.filter((name) => DOCUMENTED[name] === undefined)).toEqual([]);
  });

  describe.each(WITH_KEY)('%s', (operation) => {
    const row = (DOCUMENTED[operation] ?? '').split(' ');

    it.each(STATES.map((state, at) => [state, row[at] as string] as const))('%s: %s', async (state, code) => {
      const kms = testKms();
      const key = await keyFor(kms, operation);
      const input = await inputFor(kms, operation, key.Arn);
      enter(kms, key, state);
      const call = kms.call(operation, input);
      const obstacle = OBSTACLES[code];
      if (obstacle !== undefined) {
        expect(await refusal(call)).toEqual({ name: obstacle[0], message: `${key.Arn} ${obstacle[1]}` });
        return;
      }
      const message = await call.then(
        () => '',
        (error: Error) => error.message,
      );
      const refusals = Object.values(OBSTACLES).map(([, is]) => `${key.Arn} ${is}`);
      expect(refusals).not.toContain(message);
    });
  });
});
