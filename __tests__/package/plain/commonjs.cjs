const { equal, ok } = require('node:assert/strict');
const sdk = require('@aws-sdk/client-kms');
const { localKms } = require('localkms');
const mainJob = require('./main-job.cjs');

mainJob({ sdk, localKms, equal, ok });
