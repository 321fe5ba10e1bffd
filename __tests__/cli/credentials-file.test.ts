import { credentialsOfFile } from '../../src/cli/serve/credentials-file.js';

describe('a file of credentials', () => {
  it('has whose each access key is', () => {
    const text = `
# comments and empty lines mean nothing
[default]
aws_access_key_id = AKIAALICE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG=
principal = arn:aws:iam::111122223333:user/alice
region = eu-west-1

[profile ci]
; AWS's tools read both
aws_access_key_id=AKIACI
aws_session_token=token==
account_id=444455556666

[logs]
aws_access_key_id = AKIALOGS
service = logs.us-east-1.amazonaws.com
source_arn = arn:aws:logs:us-east-1:111122223333:log-group:orders

[s3]
aws_access_key_id = AKIAS3
principal = arn:aws:iam::111122223333:user/alice
via = s3
`;
    expect(credentialsOfFile(text, '--credentials file')).toEqual({
      AKIAALICE: { secretAccessKey: 'wJalrXUtnFEMI/K7MDENG=', principal: 'arn:aws:iam::111122223333:user/alice' },
      AKIACI: { sessionToken: 'token==', accountId: '444455556666' },
      AKIALOGS: {
        service: 'logs.us-east-1.amazonaws.com',
        sourceArn: 'arn:aws:logs:us-east-1:111122223333:log-group:orders',
      },
      AKIAS3: { principal: 'arn:aws:iam::111122223333:user/alice', via: 's3' },
    });
  });

  it('is read with the line ends of Windows', () => {
    expect(credentialsOfFile('[a]\r\naws_access_key_id = AKIA\r\n', '--credentials file')).toEqual({ AKIA: {} });
  });

  it.each([
    ['[a]\nregion = eu-west-1', '[localkms] --credentials file: [a] has no aws_access_key_id'],
    ['aws_access_key_id = AKIA', '[localkms] --credentials file: line 1 is neither [profile] nor name = value'],
    [
      '[a]\naws_access_key_id = AKIA\nsecret',
      '[localkms] --credentials file: line 3 is neither [profile] nor name = value',
    ],
  ])('of %j is refused', (text, message) => {
    expect(() => credentialsOfFile(text, '--credentials file')).toThrow(message);
  });
});
