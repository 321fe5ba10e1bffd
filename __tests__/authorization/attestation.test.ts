/*
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-attestation.html
 */
import { generateKeyPairSync } from 'node:crypto';
import { attestationDocument } from '../support/attestation-document.js';
import { ACCOUNT, START, type TestKms, testKms } from '../support/engine.js';
import { plant, ROLE, SESSION } from './call-scene.js';

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PCRS = { 0: new Uint8Array(48).fill(0xa0), 3: new Uint8Array(48).fill(0xb3) };

async function recipientOf(options: object = {}) {
  const AttestationDocument = await attestationDocument({
    publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    timestamp: START,
    pcrs: PCRS,
    ...options,
  });
  return { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256', AttestationDocument };
}

/** What GenerateDataKey answers a role that a key policy lets in under a condition. */
async function outcome(kms: TestKms, key: string, value: string, Recipient: object | undefined): Promise<string> {
  const statement = { Effect: 'Allow', Action: 'kms:GenerateDataKey', Resource: '*', Principal: { AWS: ROLE } };
  const own = { ...statement, Action: 'kms:*', Principal: { AWS: ACCOUNT } };
  const Condition = { StringEqualsIgnoreCase: { [`kms:RecipientAttestation:${key}`]: value } };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [own, { ...statement, Condition }] });
  const { KeyMetadata } = await kms.call('CreateKey', { Policy });
  plant(kms, { roles: { [ROLE]: {} } });
  const input = { KeyId: KeyMetadata.Arn, KeySpec: 'AES_256', ...(Recipient && { Recipient }) };
  return kms
    .as({ principal: SESSION })
    .call('GenerateDataKey', input)
    .then(
      () => 'answered',
      ({ name }: Error) => name,
    );
}

const PCR0 = 'a0'.repeat(48);
const PCR3 = 'B3'.repeat(48);

describe('kms:RecipientAttestation', () => {
  it.each([
    ['ImageSha384', PCR0],
    ['PCR0', PCR0],
    ['PCR3', PCR3],
    ['pcr3', PCR3],
  ])('%s is a register of the enclave', async (key, value) => {
    expect(await outcome(testKms(), key, value, await recipientOf())).toBe('answered');
  });

  it.each([
    ['another value', 'PCR0', PCR3],
    ['a register that the document does not have', 'PCR4', PCR0],
    ['a register of NitroTPM', 'NitroTPMPCR0', PCR0],
    ['no register', 'PCR', PCR0],
  ])('is not met by %s', async (_what, key, value) => {
    expect(await outcome(testKms(), key, value, await recipientOf())).toBe('AccessDeniedException');
  });

  it('is not met without Recipient', async () => {
    expect(await outcome(testKms(), 'PCR0', PCR0, undefined)).toBe('AccessDeniedException');
  });

  it('is not met by a document that does not verify', async () => {
    const { AttestationDocument, ...recipient } = await recipientOf();
    const altered = AttestationDocument.slice();
    altered[altered.length - 1] = (altered.at(-1) as number) ^ 1;
    expect(await outcome(testKms(), 'PCR0', PCR0, { ...recipient, AttestationDocument: altered })).toBe(
      'AccessDeniedException',
    );
  });
});
