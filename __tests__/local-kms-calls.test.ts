import { inspect } from 'node:util';
import { DescribeKeyCommand, EncryptCommand } from '@aws-sdk/client-kms';
import { localKms, type RecordedCall } from '../src/index.js';
import { clientOf, newKey } from './support/clients.js';

const SECRET = new TextEncoder().encode('very secret');

describe('calls()', () => {
  it('tells what was asked, by whom, when, and what was answered', async () => {
    const kms = localKms({ clock: '2026-05-01T00:00:00Z' });
    const { KeyId, Arn } = await newKey(kms);
    const { CiphertextBlob, $metadata } = await clientOf(kms).send(new EncryptCommand({ KeyId, Plaintext: SECRET }));
    const [call] = kms.calls({ operation: 'Encrypt' });
    expect(call).toEqual({
      operation: 'Encrypt',
      input: { KeyId, Plaintext: SECRET },
      output: { CiphertextBlob, KeyId: Arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
      decisions: [],
      keyArns: [Arn],
      caller: { principal: 'arn:aws:iam::000000000000:root', accountId: '000000000000', region: 'us-east-1' },
      requestId: $metadata.requestId,
      sendId: $metadata.requestId,
      attempt: 1,
      time: new Date('2026-05-01T00:00:00Z'),
      duration: expect.any(Number),
    });
    expect(call?.duration).toBeGreaterThanOrEqual(0);
  });

  it('tells what was refused', async () => {
    const kms = localKms();
    const call = clientOf(kms).send(new DescribeKeyCommand({ KeyId: 'alias/none' }));
    await expect(call).rejects.toThrow();
    const [refused] = kms.calls();
    expect(refused).not.toHaveProperty('output');
    expect(refused?.error).toEqual({
      name: 'NotFoundException',
      message: 'Alias arn:aws:kms:us-east-1:000000000000:alias/none is not found.',
    });
  });

  it('keeps what callers overwrite, in both directions', async () => {
    const kms = localKms();
    const { KeyId } = await newKey(kms);
    const Plaintext = new Uint8Array(SECRET);
    const output = await clientOf(kms).send(new EncryptCommand({ KeyId, Plaintext }));
    const ciphertext = new Uint8Array(output.CiphertextBlob as Uint8Array);
    Plaintext.fill(0);
    output.CiphertextBlob?.fill(0);
    const look = () => kms.calls({ operation: 'Encrypt' })[0] as RecordedCall;
    expect(look().input).toEqual({ KeyId, Plaintext: SECRET });
    (look().input.Plaintext as Uint8Array).fill(0);
    expect(look().input.Plaintext).toEqual(SECRET);
    expect(look().output?.CiphertextBlob).toEqual(ciphertext);
  });

  it('hides sensitive members where calls are printed', async () => {
    const kms = localKms();
    const { KeyId } = await newKey(kms);
    await clientOf(kms).send(new EncryptCommand({ KeyId, Plaintext: SECRET }));
    const [call] = kms.calls({ operation: 'Encrypt' });
    const printed = { KeyId, Plaintext: '***SensitiveInformation***' };
    expect(JSON.parse(JSON.stringify(call)).input).toEqual(printed);
    expect(inspect(call, { depth: null })).toContain("Plaintext: '***SensitiveInformation***'");
    expect(inspect(call, { depth: null })).not.toContain('118, 101, 114, 121');
  });

  it('forgets with clearCalls(), and keeps the keys', async () => {
    const kms = localKms();
    await newKey(kms);
    kms.clearCalls();
    expect(kms.calls()).toEqual([]);
    expect(kms.keys()).toHaveLength(1);
  });
});
