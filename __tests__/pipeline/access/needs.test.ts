/*
 * Which permissions a call takes, in which order.
 * https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
 */
import { type AccessQuestion, localKms } from '../../../src/index.js';
import { SESSION } from '../../authorization/call-scene.js';
import { ACCOUNT, REGION } from '../../support/engine.js';
import { ofRole } from './outcome.js';

const TAGS = [{ TagKey: 'team', TagValue: 'orders' }];

describe('A call takes', () => {
  const KeyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
  const PRIMARY = 'mrk-1234abcd12ab34cd56ef1234567890ab';
  const prefix = `arn:aws:kms:${REGION}:${ACCOUNT}:`;
  const [key, primary] = [`${prefix}key/${KeyId}`, `${prefix}key/${PRIMARY}`];
  const ALIAS = `${prefix}alias/orders`;

  it.each<[question: AccessQuestion, needs: readonly (readonly [permission: string, resource: string])[]]>([
    [{ operation: 'ListKeys' }, [['ListKeys', '*']]],
    // The key only narrows what is listed.
    [{ operation: 'ListAliases', KeyId }, [['ListAliases', '*']]],
    [{ operation: 'ListAliases' }, [['ListAliases', '*']]],
    [{ operation: 'CreateKey' }, [['CreateKey', '*']]],
    [{ operation: 'CreateKey', Tags: [] }, [['CreateKey', '*']]],
    // A pattern of all keys covers the key that is not there yet, the ARN of another key does not.
    [
      { operation: 'CreateKey', Tags: TAGS },
      [
        ['CreateKey', '*'],
        ['TagResource', `${prefix}key/*`],
      ],
    ],
    [
      { operation: 'CreateAlias', AliasName: 'alias/new', TargetKeyId: KeyId },
      [
        ['CreateAlias', `${prefix}alias/new`],
        ['CreateAlias', key],
      ],
    ],
    [
      { operation: 'UpdateAlias', AliasName: 'alias/orders', TargetKeyId: PRIMARY },
      [
        ['UpdateAlias', ALIAS],
        ['UpdateAlias', primary],
        ['UpdateAlias', key],
      ],
    ],
    [
      { operation: 'DeleteAlias', AliasName: 'alias/orders' },
      [
        ['DeleteAlias', ALIAS],
        ['DeleteAlias', key],
      ],
    ],
    [{ operation: 'Encrypt', KeyId: 'alias/orders' }, [['Encrypt', key]]],
    [
      { operation: 'ReEncrypt', SourceKeyId: KeyId, DestinationKeyId: PRIMARY },
      [
        ['ReEncryptFrom', key],
        ['ReEncryptTo', primary],
      ],
    ],
    [
      { operation: 'ReplicateKey', KeyId: PRIMARY, ReplicaRegion: 'eu-west-1', Tags: TAGS },
      [
        ['ReplicateKey', primary],
        ['CreateKey', '*'],
        ['TagResource', `${prefix}key/*`],
      ],
    ],
  ])('%j', async (question, needs) => {
    const kms = localKms({
      region: REGION,
      keys: [
        { KeyId, Alias: 'alias/orders' },
        { KeyId: PRIMARY, MultiRegion: true },
      ],
      iam: ofRole(),
    });
    const { decisions } = await kms.can({ ...question, principal: SESSION });
    expect(decisions.map(({ action, resource }) => [action.replace('kms:', ''), resource])).toEqual(needs);
  });
});
