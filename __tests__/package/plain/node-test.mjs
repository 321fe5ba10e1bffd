import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import * as sdk from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import mainJob from './main-job.cjs';

test('the main job', () => mainJob({ sdk, localKms, equal, ok }));
