import { equal, ok } from 'node:assert/strict';
import * as sdk from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import mainJob from './main-job.cjs';

await mainJob({ sdk, localKms, equal, ok });
