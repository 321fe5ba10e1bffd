// Every subpath that needs no test runner.
import { KMSClient } from '@aws-sdk/client-kms';
import { type LocalKms, localKms } from 'localkms';
import { kms as shared } from 'localkms/auto';
import { fromCloudFormation } from 'localkms/infrastructure';
import { createKmsKeySet, jwks, signJwt } from 'localkms/jose';
import 'localkms/register';
import { readSeeds } from 'localkms/seeds';
import * as snapshots from 'localkms/snapshots';

export const worlds: LocalKms[] = [
  shared,
  localKms({ ...readSeeds('kms.yaml') }),
  localKms({ ...fromCloudFormation('') }),
];
export const token: Promise<string> = signJwt(new KMSClient({}), 'alias/tokens', { sub: 'alice' }, { alg: 'ES256' });
export const keySets = [createKmsKeySet(shared), jwks(new KMSClient({}))];
export const snapshotFunctions: object = snapshots;
