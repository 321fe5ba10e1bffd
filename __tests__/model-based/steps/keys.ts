import fc from 'fast-check';
import { ACCOUNT, DAY } from '../../support/engine.js';
import { DELETED, inState, notPrimary, outcome, type Reason } from '../expectations.js';
import { type Family, type Key, lacksMaterial, type Model, stateOf } from '../model.js';
import { isUsable, keyStep, region, type Step, step } from '../step.js';

function newKey(family: Family, inRegion: string): Key {
  const arn = `arn:aws:kms:${inRegion}:${ACCOUNT}:key/${family.id}`;
  return { arn, region: inRegion, family, disabled: false, held: new Map() };
}

function add(model: Model, family: Family, inRegion: string): Key {
  const key = newKey(family, inRegion);
  family.keys.push(key);
  model.everyKey.push(key);
  return key;
}

const createKey = step(
  'CreateKey',
  [region, fc.boolean(), fc.nat(2).map((n) => n > 0)],
  async (model, kms, inRegion, external, multiRegion) => {
    const { KeyMetadata } = await kms.as({ region: inRegion }).call('CreateKey', {
      ...(external && { Origin: 'EXTERNAL' }),
      MultiRegion: multiRegion,
    });
    const material = external ? undefined : {};
    const family = {
      ...{ id: KeyMetadata.KeyId as string, external, multiRegion, keys: [], onDemandRotations: 0 },
      ...{ materials: material ? [material] : [], current: material },
    } as unknown as Family;
    model.families.push(family);
    family.primary = add(model, family, inRegion);
    expect(KeyMetadata).toMatchObject({ Arn: family.primary.arn, KeyState: stateOf(family.primary) });
  },
);

function isPrimary(key: Key): boolean {
  return isUsable(key) && noPrimary(key) === undefined;
}

function hasReplica(key: Key): boolean {
  return isPrimary(key) && key.family.keys.length > 1;
}

function isDisabled(key: Key): boolean {
  return stateOf(key) === 'Disabled';
}

function isScheduled(key: Key): boolean {
  return DELETED.includes(stateOf(key));
}

const replicateKey = keyStep('ReplicateKey', isPrimary, [region], async (key, caller, model, _kms, ReplicaRegion) => {
  const { family } = key;
  const reason =
    noPrimary(key) ?? inState(key, [...DELETED, 'Disabled', 'PendingImport']) ?? exists(family, ReplicaRegion);
  await outcome(caller.call('ReplicateKey', { KeyId: key.arn, ReplicaRegion }), reason);
  if (reason === undefined) add(model, family, ReplicaRegion);
});

function noPrimary(key: Key): Reason | undefined {
  return key.family.multiRegion && key === key.family.primary ? undefined : notPrimary(key);
}

function exists({ keys }: Family, inRegion: string): Reason | undefined {
  return keys.some((key) => key.region === inRegion) ? { name: 'AlreadyExistsException' } : undefined;
}

const updatePrimaryRegion = keyStep(
  'UpdatePrimaryRegion',
  hasReplica,
  [region],
  async (key, caller, _model, _kms, PrimaryRegion) => {
    const { family } = key;
    const replica = family.keys.find((related) => related.region === PrimaryRegion);
    const reason = noPrimary(key) ?? roleReason(key, replica);
    await outcome(caller.call('UpdatePrimaryRegion', { KeyId: key.arn, PrimaryRegion }), reason);
    if (reason === undefined) family.primary = replica as Key;
  },
);

function roleReason(key: Key, replica: Key | undefined): Reason | undefined {
  if (replica === undefined) return { name: 'NotFoundException' };
  if (replica === key) return { name: 'UnsupportedOperationException' };
  const states = [...DELETED, 'Disabled', 'PendingImport'] as const;
  return inState(key, states) ?? inState(replica, states);
}

const enableKey = keyStep('EnableKey', isDisabled, [], async (key, caller, model) => {
  const reason = inState(key, [...DELETED, 'PendingImport']);
  await outcome(caller.call('EnableKey', { KeyId: key.arn }), reason);
  if (reason !== undefined) return;
  key.disabled = false;
  const { rotation, primary } = key.family;
  // What was due while the key was not enabled is done now, once.
  if (rotation && key === primary) rotation.next = Math.max(rotation.next, model.now);
  model.advanceTo(model.now);
});

const disableKey = keyStep('DisableKey', isUsable, [], async (key, caller) => {
  const reason = inState(key, [...DELETED, 'PendingImport']);
  await outcome(caller.call('DisableKey', { KeyId: key.arn }), reason);
  if (reason === undefined) key.disabled = true;
});

const days = fc.integer({ min: 7, max: 30 });

const scheduleKeyDeletion = keyStep(
  'ScheduleKeyDeletion',
  isUsable,
  [days],
  async (key, caller, model, _kms, PendingWindowInDays) => {
    const reason = inState(key, DELETED);
    await outcome(caller.call('ScheduleKeyDeletion', { KeyId: key.arn, PendingWindowInDays }), reason);
    if (reason !== undefined) return;
    const waits = key.family.primary === key && key.family.keys.length > 1;
    if (waits) key.waitsForReplicas = PendingWindowInDays;
    else key.deletesAt = model.now + PendingWindowInDays * DAY;
  },
);

const cancelKeyDeletion = keyStep('CancelKeyDeletion', isScheduled, [], async (key, caller) => {
  const scheduled = isScheduled(key);
  const reason = { name: 'KMSInvalidStateException', message: `${key.arn} is not pending deletion.` };
  await outcome(caller.call('CancelKeyDeletion', { KeyId: key.arn }), scheduled ? undefined : reason);
  if (!scheduled) return;
  key.deletesAt = undefined;
  key.waitsForReplicas = undefined;
  key.disabled = !lacksMaterial(key);
});

const clock = step('clock', [fc.integer({ min: 1, max: 200 * 24 })], async (model, kms, hours) => {
  kms.advance((hours * DAY) / 24);
  model.advanceTo(kms.now);
});

export const KEY_STEPS: readonly fc.Arbitrary<Step>[] = [
  ...[createKey, createKey, replicateKey, replicateKey, updatePrimaryRegion, enableKey, enableKey],
  ...[disableKey, scheduleKeyDeletion, cancelKeyDeletion, cancelKeyDeletion, clock, clock],
];
