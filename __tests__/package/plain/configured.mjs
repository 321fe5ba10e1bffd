// Run with LOCALKMS_CONFIG=orders.config.mjs: a module, as `localkms.config.mjs` is one.
import { equal } from 'node:assert/strict';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { kms } from 'localkms/auto';

const { KeyMetadata } = await new KMSClient({}).send(new DescribeKeyCommand({ KeyId: 'alias/orders' }));
equal(KeyMetadata.Arn, 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab');
equal(kms.keys().length, 1);
