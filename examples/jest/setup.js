const { kms } = require('localkms/auto');
const { resetBetweenTests } = require('localkms/jest');

resetBetweenTests(kms);
