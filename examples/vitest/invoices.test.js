import { createPublicKey, verify } from 'node:crypto';
import { KMSClient, KMSInvalidStateException, ScheduleKeyDeletionCommand, SignCommand } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { resetBetweenTests } from 'localkms/vitest';
import { describe, expect, it } from 'vitest';
import { Invoices } from './src/invoices.js';

const kms = resetBetweenTests(
  localKms({ keys: [{ Alias: 'alias/invoices', KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }] }),
);
const client = kms.attach(new KMSClient({}));
const invoices = new Invoices(client, 'alias/invoices');

describe('invoices', () => {
  it('are signed so that others can verify it', async () => {
    const signature = await invoices.sign('4711: 99.00 EUR');
    const key = createPublicKey({ key: Buffer.from(await invoices.publicKey()), format: 'der', type: 'spki' });
    expect(verify('sha256', Buffer.from('4711: 99.00 EUR'), key, signature)).toBe(true);
    expect(verify('sha256', Buffer.from('4711: 9.00 EUR'), key, signature)).toBe(false);
    expect(kms).toHaveReceivedKmsCommandOnce(SignCommand);
  });

  it('are not signed under a key that is to be deleted', async () => {
    const { KeyId } = kms.key('alias/invoices');
    await client.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    await expect(invoices.sign('4711: 99.00 EUR')).rejects.toBeInstanceOf(KMSInvalidStateException);
    kms.clock.advance({ days: 7 });
    await expect(invoices.sign('4711: 99.00 EUR')).rejects.toMatchObject({ name: 'NotFoundException' });
  });
});
