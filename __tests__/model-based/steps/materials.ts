import fc from 'fast-check';
import { DAY } from '../../support/engine.js';
import { bytesOf, importMaterial } from '../../support/key-import.js';
import { DELETED, inState, notPrimary, outcome, type Reason, tells, UNUSABLE, wrongOrigin } from '../expectations.js';
import { drop, type Family, type Key, type Material, rotateTo } from '../model.js';
import { any, isUsable, keyStep, pick, type Step } from '../step.js';

const INCORRECT: Reason = { name: 'IncorrectKeyMaterialException' };
const MAX_ON_DEMAND_ROTATIONS = 25;
const TWENTY_MINUTES = 20 * 60_000;

const period = fc.option(fc.integer({ min: 90, max: 400 }), { nil: undefined });

function rotates(key: Key): boolean {
  const { primary, external, pending } = key.family;
  return isUsable(key) && key === primary && (!external || pending !== undefined);
}

function isExternal({ family }: Key): boolean {
  return family.external;
}

function rotationReason(key: Key): Reason | undefined {
  if (key.family.external) return wrongOrigin(key);
  return inState(key, [...DELETED, 'Disabled']) ?? (key === key.family.primary ? undefined : notPrimary(key));
}

const enableKeyRotation = keyStep('EnableKeyRotation', rotates, [period], async (key, caller, model, _kms, days) => {
  const reason = rotationReason(key);
  const RotationPeriodInDays = days === undefined ? {} : { RotationPeriodInDays: days };
  await outcome(caller.call('EnableKeyRotation', { KeyId: key.arn, ...RotationPeriodInDays }), reason);
  const { family } = key;
  if (reason !== undefined || (family.rotation && days === undefined)) return;
  family.rotation = { days: days ?? 365, next: model.now + (days ?? 365) * DAY };
});

const disableKeyRotation = keyStep('DisableKeyRotation', rotates, [], async (key, caller) => {
  const reason = rotationReason(key);
  await outcome(caller.call('DisableKeyRotation', { KeyId: key.arn }), reason);
  if (reason === undefined) key.family.rotation = undefined;
});

const rotateKeyOnDemand = keyStep('RotateKeyOnDemand', rotates, [], async (key, caller, model) => {
  const { family } = key;
  const reason = onDemandReason(key, model.now);
  await outcome(caller.call('RotateKeyOnDemand', { KeyId: key.arn }), reason);
  if (reason !== undefined) return;
  rotateTo(family, family.pending ?? {}, { at: model.now, type: 'ON_DEMAND' });
  family.pending = undefined;
  family.onDemandRotations += 1;
});

function onDemandReason(key: Key, now: number): Reason | undefined {
  const { external, primary, pending, keys, rotation, onDemandRotations } = key.family;
  const unusable = inState(key, UNUSABLE);
  if (unusable) return unusable;
  if (key !== primary) return notPrimary(key);
  if (onDemandRotations >= MAX_ON_DEMAND_ROTATIONS) return { name: 'LimitExceededException' };
  if (rotation && rotation.next - now <= TWENTY_MINUTES) return { name: 'ConflictException' };
  const everywhere = pending && keys.every(({ held }) => held.has(pending));
  if (!external || everywhere) return undefined;
  const message = `No available key material pending rotation for the key: ${key.arn}.`;
  return { name: 'KMSInvalidStateException', message };
}

const fill = fc.integer({ min: 1, max: 4 });
const importType = fc.constantFrom(undefined, undefined, 'NEW_KEY_MATERIAL', 'EXISTING_KEY_MATERIAL');
const expiresIn = fc.option(fc.integer({ min: 1, max: 365 }), { nil: undefined, freq: 2 });

const importKeyMaterial = keyStep(
  'ImportKeyMaterial',
  isExternal,
  [fill, importType, expiresIn],
  async (key, caller, model, _kms, byte, ImportType, days) => {
    const { family } = key;
    const known = family.materials.find((material) => material.fill === byte);
    const reason = importReason(key, known, ImportType);
    const validTo = days === undefined ? Number.POSITIVE_INFINITY : model.now + days * DAY;
    const members = { ...(ImportType && { ImportType }), ...(days && { ValidTo: new Date(validTo) }) };
    const answer = await outcome(importMaterial(caller, key.arn, bytesOf(32, byte), members), reason);
    if (answer === undefined) return;
    const material = known ?? newMaterial(family, byte);
    tells(material, answer.KeyMaterialId);
    key.held.set(material, validTo);
  },
);

function newMaterial(family: Family, byte: number): Material {
  const material = { fill: byte };
  family.materials.push(material);
  if (family.current === undefined) family.current = material;
  else family.pending = material;
  return material;
}

function importReason(key: Key, known: Material | undefined, type: string | undefined): Reason | undefined {
  const { external, current, pending, primary } = key.family;
  if (!external) return wrongOrigin(key);
  const deleted = inState(key, DELETED);
  if (deleted) return deleted;
  const asNew = type === undefined ? current === undefined : type === 'NEW_KEY_MATERIAL';
  if (asNew === (known !== undefined)) return INCORRECT;
  if (known || current === undefined) return undefined;
  if (key !== primary) return notPrimary(key);
  return (
    pending && { name: 'KMSInvalidStateException', message: expect.stringContaining(`(id: ${pending.id}) is pending`) }
  );
}

const deleteImportedKeyMaterial = keyStep(
  'DeleteImportedKeyMaterial',
  isExternal,
  [any],
  async (key, caller, _model, _kms, at) => {
    const { external, materials, current } = key.family;
    const named = at % 3 === 0 || materials.length === 0 ? undefined : pick(materials, at);
    const input = { KeyId: key.arn, ...(named && { KeyMaterialId: named.id }) };
    const answer = await outcome(
      caller.call('DeleteImportedKeyMaterial', input),
      external ? undefined : wrongOrigin(key),
    );
    const material = named ?? current;
    if (answer === undefined || material === undefined) return;
    const held = key.held.has(material);
    expect(answer).toEqual({ KeyId: key.arn, ...(held && { KeyMaterialId: material.id }) });
    if (held) drop(key, material);
  },
);

export const MATERIAL_STEPS: readonly fc.Arbitrary<Step>[] = [
  ...[enableKeyRotation, enableKeyRotation, disableKeyRotation, rotateKeyOnDemand, rotateKeyOnDemand],
  ...[importKeyMaterial, importKeyMaterial, importKeyMaterial, deleteImportedKeyMaterial],
];
