import { KMSClient } from '@aws-sdk/client-kms';
import { installLocalKms, localKms } from 'localkms';

export default function answerEveryClient() {
  const kms = localKms({ region: 'eu-west-1', keys: [{ Alias: 'alias/cards' }], allowInProduction: true });
  installLocalKms(KMSClient, kms);
}
