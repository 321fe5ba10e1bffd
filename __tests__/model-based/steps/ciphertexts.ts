import fc from 'fast-check';
import type { TestKms } from '../../support/engine.js';
import { inState, noSuchKey, outcome, type Reason, tells, UNUSABLE } from '../expectations.js';
import type { Ciphertext, Key, Model } from '../model.js';
import { any, isUsable, keyStep, pick, region, type Step, step } from '../step.js';

const INVALID: Reason = { name: 'InvalidCiphertextException' };
const CONTEXTS = [{}, { purpose: 'test' }, { purpose: 'other', more: '1' }] as const;
const context = fc.constantFrom(...CONTEXTS);
const plaintext = fc.uint8Array({ minLength: 1, maxLength: 40 });

function hasCiphertext({ ciphertexts }: Model): boolean {
  return ciphertexts.length > 0;
}

const encrypt = keyStep(
  'Encrypt',
  isUsable,
  [plaintext, context],
  async (key, caller, model, _kms, Plaintext, EncryptionContext) => {
    const reason = inState(key, UNUSABLE);
    const answer = await outcome(caller.call('Encrypt', { KeyId: key.arn, Plaintext, EncryptionContext }), reason);
    if (answer === undefined) return;
    const { CiphertextBlob: blob } = answer;
    await remember(model, caller, { blob, family: key.family, plaintext: Plaintext, context: EncryptionContext }, key);
  },
);

/** Encrypt does not tell which material it used; Decrypt does. */
async function remember(
  model: Model,
  caller: Pick<TestKms, 'call'>,
  made: Omit<Ciphertext, 'material'>,
  key: Key,
): Promise<void> {
  const ciphertext = { ...made, material: key.family.current as Ciphertext['material'] };
  model.ciphertexts.push(ciphertext);
  await opens(caller, ciphertext, key, {});
}

/** Decrypt gives the plaintext, and names the key and the material. */
async function opens(caller: Pick<TestKms, 'call'>, { material, ...made }: Ciphertext, key: Key, input: object) {
  const { blob: CiphertextBlob, context: EncryptionContext } = made;
  const answer = await caller.call('Decrypt', { CiphertextBlob, EncryptionContext, ...input });
  expect([...answer.Plaintext]).toEqual([...made.plaintext]);
  expect(answer.KeyId).toBe(key.arn);
  tells(material, answer.KeyMaterialId);
}

function keyIn(inRegion: string, { family }: Ciphertext): Key | undefined {
  return family.keys.find((key) => key.region === inRegion);
}

/** Old ciphertext opens in every Region that has the key, or fails for the one right reason. */
export async function checkCiphertext(kms: TestKms, inRegion: string, ciphertext: Ciphertext): Promise<void> {
  const caller = kms.as({ region: inRegion });
  const key = keyIn(inRegion, ciphertext);
  const reason = key === undefined ? noSuchKey('Decrypt') : inState(key, UNUSABLE);
  if (reason === undefined) return opens(caller, ciphertext, key as Key, {});
  const { blob: CiphertextBlob, context: EncryptionContext } = ciphertext;
  await outcome(caller.call('Decrypt', { CiphertextBlob, EncryptionContext }), reason);
}

const decrypt = step(
  'Decrypt',
  [region, any],
  async (model, kms, inRegion, at) => {
    await checkCiphertext(kms, inRegion, pick(model.ciphertexts, at));
  },
  hasCiphertext,
);

const decryptUnderKey = keyStep(
  'Decrypt under key',
  isUsable,
  [any, context],
  async (key, caller, model, _kms, at, given) => {
    const ciphertext = pick(model.ciphertexts, at);
    const { blob: CiphertextBlob, family } = ciphertext;
    const wrongKey: Reason | undefined = family === key.family ? undefined : { name: 'IncorrectKeyException' };
    const wrongContext = given === ciphertext.context ? undefined : INVALID;
    const reason = wrongKey ?? inState(key, UNUSABLE) ?? wrongContext;
    if (reason === undefined) return opens(caller, ciphertext, key, { KeyId: key.arn });
    await outcome(caller.call('Decrypt', { CiphertextBlob, EncryptionContext: given, KeyId: key.arn }), reason);
  },
  hasCiphertext,
);

const reEncrypt = keyStep(
  'ReEncrypt',
  isUsable,
  [any, context],
  async (key, caller, model, _kms, at, destination) => {
    const ciphertext = pick(model.ciphertexts, at);
    const source = keyIn(key.region, ciphertext);
    const reason =
      source === undefined ? noSuchKey('ReEncryptFrom') : (inState(source, UNUSABLE) ?? inState(key, UNUSABLE));
    const call = caller.call('ReEncrypt', {
      CiphertextBlob: ciphertext.blob,
      SourceEncryptionContext: ciphertext.context,
      DestinationKeyId: key.arn,
      DestinationEncryptionContext: destination,
    });
    const answer = await outcome(call, reason);
    if (answer === undefined) return;
    tells(ciphertext.material, answer.SourceKeyMaterialId);
    expect(answer).toMatchObject({ SourceKeyId: source?.arn, KeyId: key.arn });
    const { family } = key;
    await remember(model, caller, { ...ciphertext, blob: answer.CiphertextBlob, family, context: destination }, key);
  },
  hasCiphertext,
);

export const CIPHERTEXT_STEPS: readonly fc.Arbitrary<Step>[] = [
  encrypt,
  encrypt,
  encrypt,
  decrypt,
  decrypt,
  decryptUnderKey,
  reEncrypt,
];
