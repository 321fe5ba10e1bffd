import fc from 'fast-check';
import { ACCOUNT, type TestKms } from '../../support/engine.js';
import { OTHER_ACCOUNT } from '../../support/grants.js';
import { DELETED, inState, outcome, type Reason, UNUSABLE } from '../expectations.js';
import type { Key, Model } from '../model.js';
import { any, isUsable, keyStep, pick, region, type Step, step } from '../step.js';

const FOREIGNER = `arn:aws:iam::${OTHER_ACCOUNT}:root`;
const aliasName = fc.integer({ min: 1, max: 3 }).map((n) => `alias/name-${n}`);

function aliasArn(inRegion: string, name: string): string {
  return `arn:aws:kms:${inRegion}:${ACCOUNT}:${name}`;
}

function noAlias(arn: string): Reason {
  return { name: 'NotFoundException', message: `Alias ${arn} is not found.` };
}

const createAlias = keyStep('CreateAlias', isUsable, [aliasName], async (key, caller, model, _kms, AliasName) => {
  const arn = aliasArn(key.region, AliasName);
  const message = `An alias with the name ${arn} already exists`;
  const exists = model.aliases.has(arn) ? { name: 'AlreadyExistsException', message } : undefined;
  const reason = inState(key, DELETED) ?? exists;
  await outcome(caller.call('CreateAlias', { AliasName, TargetKeyId: key.arn }), reason);
  if (reason === undefined) model.aliases.set(arn, { arn, key });
});

const updateAlias = keyStep('UpdateAlias', isUsable, [aliasName], async (key, caller, model, _kms, AliasName) => {
  const arn = aliasArn(key.region, AliasName);
  const reason = inState(key, DELETED) ?? (model.aliases.has(arn) ? undefined : noAlias(arn));
  await outcome(caller.call('UpdateAlias', { AliasName, TargetKeyId: key.arn }), reason);
  const alias = model.aliases.get(arn);
  if (alias !== undefined && reason === undefined) alias.key = key;
});

const deleteAlias = step('DeleteAlias', [region, aliasName], async (model, kms, inRegion, AliasName) => {
  const arn = aliasArn(inRegion, AliasName);
  const reason = model.aliases.has(arn) ? undefined : noAlias(arn);
  await outcome(kms.as({ region: inRegion }).call('DeleteAlias', { AliasName }), reason);
  model.aliases.delete(arn);
});

const encryptByAlias = step('Encrypt by alias', [region, aliasName], async (model, kms, inRegion, KeyId) => {
  const arn = aliasArn(inRegion, KeyId);
  const key = model.aliases.get(arn)?.key;
  const reason = key === undefined ? noAlias(arn) : inState(key, UNUSABLE);
  const answer = await outcome(kms.as({ region: inRegion }).call('Encrypt', { KeyId, Plaintext: 'x' }), reason);
  if (answer !== undefined) expect(answer.KeyId).toBe(key?.arn);
});

const createGrant = keyStep('CreateGrant', isUsable, [], async (key, caller, model) => {
  const input = { KeyId: key.arn, GranteePrincipal: FOREIGNER, Operations: ['Encrypt'] };
  const answer = await outcome(caller.call('CreateGrant', input), inState(key, UNUSABLE));
  if (answer) model.grants.set(answer.GrantId, { id: answer.GrantId, token: answer.GrantToken, key });
});

function hasGrant({ grants }: Model): boolean {
  return grants.size > 0;
}

const revokeGrant = step(
  'RevokeGrant',
  [any],
  async (model, kms, at) => {
    const grant = pick([...model.grants.values()], at);
    await kms.as({ region: grant.key.region }).call('RevokeGrant', { KeyId: grant.key.arn, GrantId: grant.id });
    model.grants.delete(grant.id);
  },
  hasGrant,
);

const retireGrant = step(
  'RetireGrant',
  [any],
  async (model, kms, at) => {
    const grant = pick([...model.grants.values()], at);
    const caller = kms.as({ region: grant.key.region });
    await caller.call('RetireGrant', { GrantToken: grant.token });
    model.grants.delete(grant.id);
    await outcome(caller.call('RetireGrant', { GrantToken: grant.token }), { name: 'InvalidGrantTokenException' });
  },
  hasGrant,
);

const encryptByGrant = keyStep('Encrypt from another account', isUsable, [], async (key, _caller, model, kms) => {
  const granted = [...model.grants.values()].some((grant) => grant.key === key);
  await mayEncrypt(kms, key, granted ? inState(key, UNUSABLE) : { name: 'AccessDeniedException' });
});

async function mayEncrypt(kms: TestKms, { arn, region }: Key, reason: Reason | undefined): Promise<void> {
  const foreigner = kms.as({ region, account: OTHER_ACCOUNT });
  await outcome(foreigner.call('Encrypt', { KeyId: arn, Plaintext: 'x' }), reason);
}

export const NAME_AND_GRANT_STEPS: readonly fc.Arbitrary<Step>[] = [
  ...[createAlias, createAlias, updateAlias, deleteAlias, encryptByAlias],
  ...[createGrant, revokeGrant, retireGrant, encryptByGrant],
];
