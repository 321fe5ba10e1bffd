import { type KeySpecName, keySpec } from '../../../src/model/key-specs.js';
import { refusal, testKms } from '../../support/engine.js';

/** One key of each type and usage that AWS tells apart, and a second spec of some. */
const KINDS: readonly [KeySpecName, string][] = [
  ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'],
  ['RSA_2048', 'ENCRYPT_DECRYPT'],
  ['RSA_4096', 'ENCRYPT_DECRYPT'],
  ['RSA_2048', 'SIGN_VERIFY'],
  ['ECC_NIST_P256', 'SIGN_VERIFY'],
  ['ECC_NIST_P256', 'KEY_AGREEMENT'],
  ['ML_DSA_44', 'SIGN_VERIFY'],
  ['ML_KEM_768', 'ENCAPSULATE_DECAPSULATE'],
  ['HMAC_256', 'GENERATE_VERIFY_MAC'],
  ['HMAC_512', 'GENERATE_VERIFY_MAC'],
];
const PAIRS = KINDS.flatMap((from) => KINDS.map((to) => [...from, ...to] as const));

describe('UpdateAlias', () => {
  it.each(PAIRS)('from a key %s for %s to a key %s for %s', async (spec, usage, newSpec, newUsage) => {
    const kms = testKms();
    const create = async (KeySpec: string, KeyUsage: string) =>
      (await kms.call('CreateKey', { KeySpec, KeyUsage })).KeyMetadata.KeyId as string;
    const [current, next] = [await create(spec, usage), await create(newSpec, newUsage)];
    await kms.call('CreateAlias', { AliasName: 'alias/a', TargetKeyId: current });
    const call = kms.call('UpdateAlias', { AliasName: 'alias/a', TargetKeyId: next });
    const targetNow = async () => (await kms.call('DescribeKey', { KeyId: 'alias/a' })).KeyMetadata.KeyId;
    const [type, newType] = [keySpec(spec).type, keySpec(newSpec).type];
    if (usage === newUsage && type === newType) {
      expect(await call).toEqual({});
      expect(await targetNow()).toBe(next);
      return;
    }
    const [what, from, to] = usage === newUsage ? ['type', type, newType] : ['usage', usage, newUsage];
    expect(await refusal(call)).toEqual({
      name: 'ValidationException',
      message: `Alias alias/a cannot be changed from a CMK with key ${what} ${from} to a CMK with key ${what} ${to}. The key ${what} of the current CMK and the new CMK must be the same.`,
    });
    expect(await targetNow()).toBe(current);
  });

  it('takes any key state of the current key, and none pending deletion of the new one', async () => {
    const kms = testKms();
    const [current, next] = [
      (await kms.call('CreateKey', {})).KeyMetadata,
      (await kms.call('CreateKey', {})).KeyMetadata,
    ];
    await kms.call('CreateAlias', { AliasName: 'alias/a', TargetKeyId: current.KeyId });
    await kms.call('ScheduleKeyDeletion', { KeyId: current.KeyId });
    await kms.call('DisableKey', { KeyId: next.KeyId });
    expect(await kms.call('UpdateAlias', { AliasName: 'alias/a', TargetKeyId: next.KeyId })).toEqual({});
    const back = kms.call('UpdateAlias', { AliasName: 'alias/a', TargetKeyId: current.KeyId });
    expect(await refusal(back)).toEqual({
      name: 'KMSInvalidStateException',
      message: `${current.Arn} is pending deletion.`,
    });
  });
});
