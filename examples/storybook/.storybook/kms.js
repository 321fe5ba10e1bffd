import { KMSClient } from '@aws-sdk/client-kms';
import { installLocalKms, localKms } from 'localkms';

/** The world that answers every client of every story. */
export const kms = localKms({
  region: 'eu-west-1',
  keys: [{ Alias: 'alias/cards' }, { Alias: 'alias/invoices', KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }],
});
installLocalKms(KMSClient, kms);
