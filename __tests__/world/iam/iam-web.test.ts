import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { type KmsPlugin, localKms } from '../../../src/local-kms.js';

jest.mock('#seeds', () => jest.requireActual('../../../src/world/seeds/seeds-web.js'));

const mockLoads = jest.fn();

jest.mock('../../../src/options/iam/policy-option.js', () => {
  mockLoads();
  return jest.requireActual('../../../src/options/iam/policy-option.js');
});

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/app/s`;
const policyOf = (Action: string) => ({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*' } });

function listKeys(kms: KmsPlugin): Promise<unknown> {
  return kms.attach(new KMSClient({ region: 'us-east-1' })).send(new ListKeysCommand({}));
}

const refusal = (kind: string) =>
  `User: ${SESSION} is not authorized to perform: kms:ListKeys on resource: * because no ${kind} allows the kms:ListKeys action`;

describe('in a browser', () => {
  it('a world without identities loads nothing that reads policies', async () => {
    const kms = localKms({ caller: { principal: SESSION } });
    await listKeys(kms);
    await listKeys(kms.as({ accountId: ACCOUNT }));
    expect(mockLoads).not.toHaveBeenCalled();
  });

  it('identities are there before the first call is answered', async () => {
    const kms = localKms({ iam: { roles: { [ROLE]: { policies: [policyOf('kms:Decrypt')] } } } });
    await expect(listKeys(kms.as({ principal: SESSION }))).rejects.toThrow(refusal('identity-based policy'));
    await kms.iam.putRole(ROLE, { policies: [policyOf('kms:List*')] });
    await expect(listKeys(kms.as({ principal: SESSION }))).resolves.toBeDefined();
  });

  it('wrong ones are the answer to every call', async () => {
    const kms = localKms({ iam: { accounts: ['1'] } });
    const message = '[localkms] options.iam.accounts[0]: expected a 12-digit account id; got "1"';
    await expect(listKeys(kms)).rejects.toThrow(new TypeError(message));
    await expect(listKeys(kms)).rejects.toThrow(new TypeError(message));
  });

  it('session policies count from the first call on', async () => {
    const visitor = localKms().as({ principal: SESSION, sessionPolicies: [policyOf('kms:Decrypt')] });
    await expect(listKeys(visitor)).rejects.toThrow(refusal('session policy'));
    await expect(listKeys(visitor)).rejects.toThrow(refusal('session policy'));
  });

  it('a wrong caller is the answer to every call', async () => {
    const kms = localKms();
    const visitor = kms.as({ via: 'S3' });
    const message =
      '[localkms] as.via: expected the name of a service as kms:ViaService begins, such as "s3"; got "S3"';
    await expect(listKeys(visitor)).rejects.toThrow(new TypeError(message));
    await expect(listKeys(visitor)).rejects.toThrow(new TypeError(message));
  });
});
