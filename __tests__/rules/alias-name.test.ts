import { KmsFault } from '../../src/model/fault.js';
import { checkAliasName } from '../../src/rules/alias-name.js';

const PREFIX_MISSING = {
  name: 'ValidationException',
  wireMessage:
    'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
};
const RESERVED = { name: 'NotAuthorizedException', wireMessage: undefined };

function faultOf(aliasName: string): unknown {
  try {
    checkAliasName(aliasName);
  } catch (error) {
    return error;
  }
}

describe('the name of an alias', () => {
  it.each([
    ['', PREFIX_MISSING],
    ['a', PREFIX_MISSING],
    ['alias', PREFIX_MISSING],
    ['alias/', PREFIX_MISSING],
    ['Alias/a', PREFIX_MISSING],
    ['my/alias/a', PREFIX_MISSING],
    ['alias/a:b', { name: 'ValidationException', wireMessage: 'alias/a:b contains invalid characters for an alias' }],
    ['alias/aws', RESERVED],
    ['alias/aws/', RESERVED],
    ['alias/aws/s3', RESERVED],
  ])('is refused: %p', (aliasName, fault) => {
    expect(faultOf(aliasName)).toBeInstanceOf(KmsFault);
    expect(faultOf(aliasName)).toMatchObject(fault);
  });

  it.each(['alias/a', 'alias/a/b', 'alias/awsome', 'alias/AWS/s3', 'alias/my/aws/s3'])('may be %p', (aliasName) => {
    expect(faultOf(aliasName)).toBeUndefined();
  });
});
