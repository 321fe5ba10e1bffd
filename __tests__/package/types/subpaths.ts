// Every subpath that needs no test runner.
import { KMSClient } from '@aws-sdk/client-kms';
import { type LocalKms, localKms } from 'localkms';
import { kms as shared } from 'localkms/auto';
import { fixtures } from 'localkms/fixtures';
import { createKmsKeySet, jwks, signJwt } from 'localkms/jose';
import 'localkms/register';

export const worlds: LocalKms[] = [shared, localKms({ ...fixtures('kms.yaml') })];
export const token: Promise<string> = signJwt(new KMSClient({}), 'alias/tokens', { sub: 'alice' }, { alg: 'ES256' });
export const keySets = [createKmsKeySet(shared), jwks(new KMSClient({}))];
