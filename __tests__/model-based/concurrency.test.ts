/*
 * Calls that are under way at the same time, in an order of chance, while time passes: a call that waited goes on with the
 * keys as they are then. `LOCALKMS_TEST_SEED=<seed>` repeats a run.
 */
import fc from 'fast-check';
import type { OperationName } from '../../src/model/operation-types.js';
import { relatedId } from '../../src/state/records/key.js';
import { DAY, type TestKms, testKms } from '../support/engine.js';
import { GRANTEE, OTHER_ACCOUNT } from '../support/grants.js';
import { repeated } from '../support/property-runs.js';

const RUNS = 500;

type Input = (KeyId: string, CiphertextBlob: Uint8Array) => object;

const CALLS: readonly (readonly [OperationName, Input])[] = [
  ['CreateAlias', (TargetKeyId) => ({ AliasName: 'alias/new', TargetKeyId })],
  ['UpdateAlias', (TargetKeyId) => ({ AliasName: 'alias/old', TargetKeyId })],
  ['CreateGrant', (KeyId) => ({ KeyId, GranteePrincipal: GRANTEE, Operations: ['Encrypt'] })],
  ['Encrypt', (KeyId) => ({ KeyId, Plaintext: 'x' })],
  ['Encrypt', () => ({ KeyId: 'alias/old', Plaintext: 'x' })],
  ['Decrypt', (_KeyId, CiphertextBlob) => ({ CiphertextBlob })],
  ['ReEncrypt', (DestinationKeyId, CiphertextBlob) => ({ DestinationKeyId, CiphertextBlob })],
  ['GenerateDataKey', (KeyId) => ({ KeyId, KeySpec: 'AES_256' })],
  ['TagResource', (KeyId) => ({ KeyId, Tags: [{ TagKey: 'a', TagValue: 'b' }] })],
  ['EnableKeyRotation', (KeyId) => ({ KeyId })],
  ['RotateKeyOnDemand', (KeyId) => ({ KeyId })],
  ['ListKeyRotations', (KeyId) => ({ KeyId })],
  ['GetKeyRotationStatus', (KeyId) => ({ KeyId })],
  ['DescribeKey', (KeyId) => ({ KeyId })],
  ['DisableKey', (KeyId) => ({ KeyId })],
  ['EnableKey', (KeyId) => ({ KeyId })],
  ['ReplicateKey', (KeyId) => ({ KeyId, ReplicaRegion: 'eu-west-1' })],
  ['ScheduleKeyDeletion', (KeyId) => ({ KeyId, PendingWindowInDays: 7 })],
];

/** What a call may answer while a key is being disabled and deleted. */
const REFUSALS = new Set([
  ...['AccessDeniedException', 'AlreadyExistsException', 'DisabledException', 'KMSInvalidStateException'],
  ...['LimitExceededException', 'NotFoundException', 'UnsupportedOperationException', 'ConflictException'],
]);

/** No record is of a key that is gone, and related keys have the same material. */
function checkRecords({ world: { state } }: TestKms): void {
  const arns = new Set([...state.all('keys')].map(({ Arn }) => Arn));
  const ofKeys = [
    ...[...state.all('aliases')].map(({ targetKeyArn }) => targetKeyArn),
    ...[...state.all('grants')].map(({ keyArn }) => keyArn),
    ...[...state.all('lastUsages')].map(({ keyArn }) => keyArn),
  ];
  expect(ofKeys.filter((arn) => arn !== undefined && !arns.has(arn))).toEqual([]);
  const materials = new Map([...state.all('keys')].map((key) => [relatedId(key), key.materials]));
  for (const key of state.all('keys')) expect(key.materials).toBe(materials.get(relatedId(key)));
}

const call = fc.tuple(fc.constantFrom(...CALLS), fc.constantFrom({}, {}, { account: OTHER_ACCOUNT }));

describe('calls at the same time', () => {
  it('leave nothing of a key that was deleted, and fail only as AWS does', async () => {
    const someCalls = fc.array(call, { minLength: 3, maxLength: 10 });
    const property = fc.asyncProperty(fc.scheduler(), someCalls, async (scheduler, calls) => {
      const turn = () => scheduler.schedule(Promise.resolve());
      const hooks: { keysFound?: () => Promise<void> } = {};
      const kms = testKms({ world: { hooks } });
      const { KeyMetadata } = await kms.call('CreateKey', { MultiRegion: true });
      const KeyId = KeyMetadata.Arn as string;
      await kms.call('CreateAlias', { AliasName: 'alias/old', TargetKeyId: KeyId });
      const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: 'x' });

      hooks.keysFound = turn;
      const refused: string[] = [];
      const answers = calls.map(async ([[operation, input], place]) => {
        await turn();
        const answer = kms.as(place).call(operation, input(KeyId, CiphertextBlob));
        await answer.catch((error: Error) => refused.push(error.name));
      });
      const weeks = [1, 2, 3].map(async () => {
        await turn();
        kms.advance(7 * DAY);
      });
      await scheduler.waitFor(Promise.all([...answers, ...weeks]));
      expect(refused.filter((name) => !REFUSALS.has(name))).toEqual([]);
      checkRecords(kms);
    });
    await fc.assert(property, { numRuns: RUNS, ...repeated() });
  }, 60_000);
});
