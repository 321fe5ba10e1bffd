import type { CloudTrailRecord } from '../../src/events/record.js';
import type { OperationName } from '../../src/model/operation-types.js';
import { OPERATIONS } from '../../src/operations/all-operations.js';
import { cloudTrailEventId } from '../../src/rules/event-id.js';
import { ACCOUNT, REGION } from '../support/engine.js';
import { toldKms } from '../support/events.js';
import { CRYPTOGRAPHIC_SCENES } from './scenes/cryptographic-scenes.js';
import { KEY_SCENES } from './scenes/key-scenes.js';
import { KEY_STORE_SCENES } from './scenes/key-store-scenes.js';
import { READING_SCENES } from './scenes/reading-scenes.js';
import type { Told } from './scenes/scene.js';
import { SHARING_SCENES } from './scenes/sharing-scenes.js';

const SCENES = {
  ...CRYPTOGRAPHIC_SCENES,
  ...READING_SCENES,
  ...KEY_SCENES,
  ...SHARING_SCENES,
  ...KEY_STORE_SCENES,
};

/** The whole record of a successful call of the account's root user. */
function wholeRecord(operation: string, { requestID }: CloudTrailRecord, told: Partial<Told>): CloudTrailRecord {
  const { additionalEventData, resources } = told;
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'Root',
      principalId: ACCOUNT,
      arn: `arn:aws:iam::${ACCOUNT}:root`,
      accountId: ACCOUNT,
      accessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{9}EXAMPLE$/),
    },
    eventTime: '2026-01-01T00:00:00Z',
    eventSource: 'kms.amazonaws.com',
    eventName: operation,
    awsRegion: REGION,
    sourceIPAddress: '127.0.0.1',
    userAgent: 'aws-sdk-js/3',
    requestParameters: told.requestParameters ?? null,
    responseElements: told.responseElements ?? null,
    ...(additionalEventData && { additionalEventData }),
    requestID: expect.stringMatching(/^request-\d+$/),
    eventID: cloudTrailEventId(requestID as string, { account: ACCOUNT, region: REGION }),
    readOnly: told.readOnly ?? true,
    ...(resources && {
      resources: resources.map((ARN) => ({ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN })),
    }),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_256_GCM_SHA384',
      clientProvidedHostHeader: `kms.${REGION}.amazonaws.com`,
      keyExchange: 'X25519MLKEM768',
    },
  };
}

describe('the record of a call that succeeded', () => {
  it('is known for every operation', () => {
    expect(Object.keys(SCENES).sort()).toEqual(Object.keys(OPERATIONS).sort());
  });

  it.each(Object.entries(SCENES))('of %s is whole', async (operation, scene) => {
    const kms = toldKms();
    const told = await scene(kms);
    const [record] = kms.news({ eventName: operation as OperationName }) as [CloudTrailRecord];
    const expected = wholeRecord(operation, record, told);
    expect(record).toEqual(expected);
    // The order of members is AWS's, too.
    expect(Object.keys(record)).toEqual(Object.keys(expected));
    expect(Object.keys(record.requestParameters ?? {}).sort()).toEqual(
      Object.keys(told.requestParameters ?? {}).sort(),
    );
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
  });
});
