import type { OperationName } from '../../src/model/operation.js';
import { ACCOUNT, REGION, START } from '../support/engine.js';
import { type Fact, refused } from './fact.js';
import { factsOf, invalid, newKey, PENDING_DELETION, refusedOn, violates } from './key-scenes.js';
import { TO_BE_SOURCED } from './source.js';

const fact = factsOf('aliases');
const PREFIX = `arn:aws:kms:${REGION}:${ACCOUNT}:alias/`;
const RSA = { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' };

/** What an operation says to a name. */
function named(operation: OperationName, AliasName: string): Fact['run'] {
  return async (kms) => {
    const target = operation === 'DeleteAlias' ? {} : { TargetKeyId: (await newKey(kms)).KeyId };
    return refused(kms.call(operation, { AliasName, ...target }));
  };
}

const names = (['CreateAlias', 'UpdateAlias', 'DeleteAlias'] as const).flatMap((operation) => [
  fact(
    `${operation.toLowerCase()}-no-prefix`,
    operation,
    'A name without the prefix alias/ is refused.',
    operation === 'CreateAlias' ? TO_BE_SOURCED.LS : TO_BE_SOURCED.I,
    named(operation, 'mine'),
    invalid(
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    ),
  ),
  fact(
    `${operation.toLowerCase()}-colon`,
    operation,
    'A colon passes the pattern, and is refused all the same.',
    TO_BE_SOURCED.E,
    named(operation, 'alias/foo:bar'),
    invalid('alias/foo:bar contains invalid characters for an alias'),
  ),
  fact(
    `${operation.toLowerCase()}-pattern`,
    operation,
    'A character outside of the pattern is refused.',
    TO_BE_SOURCED.D,
    named(operation, 'alias/x!'),
    violates(
      "Value 'alias/x!' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$",
    ),
  ),
  fact(
    `${operation.toLowerCase()}-reserved`,
    operation,
    'Names that begin with alias/aws/ are reserved for AWS.',
    TO_BE_SOURCED.E,
    named(operation, 'alias/aws/mine'),
    { name: 'NotAuthorizedException', message: undefined },
  ),
]);

const unknown = (['UpdateAlias', 'DeleteAlias'] as const).map((operation) =>
  fact(
    `${operation.toLowerCase()}-unknown`,
    operation,
    'An unknown alias is named by its ARN.',
    TO_BE_SOURCED.FL,
    named(operation, 'alias/none'),
    { name: 'NotFoundException', message: `Alias ${PREFIX}none is not found.` },
  ),
);

function moved(from: object, to: object): Fact['run'] {
  return async (kms) => {
    await kms.call('CreateAlias', { AliasName: 'alias/a', TargetKeyId: (await newKey(kms, from)).KeyId });
    const call = kms.call('UpdateAlias', { AliasName: 'alias/a', TargetKeyId: (await newKey(kms, to)).KeyId });
    return call.catch(() => refused(call));
  };
}

export const ALIAS_FACTS: readonly Fact[] = [
  ...names,
  ...unknown,
  fact(
    'create-exists',
    'CreateAlias',
    'A name that exists is refused, whatever its key.',
    TO_BE_SOURCED.IS,
    async (kms) => {
      for (const _ of [1, 2]) {
        const call = kms.call('CreateAlias', { AliasName: 'alias/foo', TargetKeyId: (await newKey(kms)).KeyId });
        if (_ === 2) return refused(call);
        await call;
      }
      return undefined;
    },
    { name: 'AlreadyExistsException', message: `An alias with the name ${PREFIX}foo already exists` },
  ),
  fact(
    'create-target-alias',
    'CreateAlias',
    'An alias cannot be the target of another.',
    TO_BE_SOURCED.E,
    (kms) => refused(kms.call('CreateAlias', { AliasName: 'alias/a', TargetKeyId: 'alias/b' })),
    invalid('Aliases must refer to keys. Not aliases'),
  ),
  fact(
    'create-pending-deletion',
    'CreateAlias',
    'A key pending deletion is no target.',
    TO_BE_SOURCED.FL,
    async (kms) => {
      const key = await newKey(kms);
      await kms.call('ScheduleKeyDeletion', { KeyId: key.KeyId });
      return refusedOn(key, kms.call('CreateAlias', { AliasName: 'alias/a', TargetKeyId: key.KeyId }));
    },
    PENDING_DELETION,
  ),
  ...(['Disabled', 'PendingImport'] as const).map((state) =>
    fact(
      `create-${state.toLowerCase()}`,
      'CreateAlias',
      `A key that is ${state} is a target.`,
      TO_BE_SOURCED.D,
      async (kms) => {
        const { KeyId } = await newKey(kms, state === 'PendingImport' ? { Origin: 'EXTERNAL' } : {});
        if (state === 'Disabled') await kms.call('DisableKey', { KeyId });
        return kms.call('CreateAlias', { AliasName: 'alias/a', TargetKeyId: KeyId });
      },
      {},
    ),
  ),
  fact(
    'create-quota',
    'CreateAlias',
    'A key has at most 50 aliases.',
    TO_BE_SOURCED.IS,
    async (kms) => {
      const { KeyId } = await newKey(kms);
      for (let n = 0; n < 50; n++) await kms.call('CreateAlias', { AliasName: `alias/${n}`, TargetKeyId: KeyId });
      return refused(kms.call('CreateAlias', { AliasName: 'alias/50', TargetKeyId: KeyId }));
    },
    {
      name: 'LimitExceededException',
      message: 'Aliases per key quota for this account in this region is 50, current usage is 50.',
    },
  ),
  fact(
    'update-usage',
    'UpdateAlias',
    'The new key must have the same key usage.',
    TO_BE_SOURCED.E,
    moved({}, RSA),
    invalid(
      'Alias alias/a cannot be changed from a CMK with key usage ENCRYPT_DECRYPT to a CMK with key usage SIGN_VERIFY. The key usage of the current CMK and the new CMK must be the same.',
    ),
  ),
  fact(
    'update-type',
    'UpdateAlias',
    'A symmetric key cannot give way to an asymmetric one of the same usage.',
    TO_BE_SOURCED.D,
    async (kms) => ((await moved({}, { ...RSA, KeyUsage: 'ENCRYPT_DECRYPT' })(kms)) as { name: string }).name,
    'ValidationException',
  ),
  fact(
    'update-spec',
    'UpdateAlias',
    'Another key spec of the same type and usage is fine.',
    TO_BE_SOURCED.D,
    moved(RSA, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
    {},
  ),
  fact(
    'update-dates',
    'UpdateAlias',
    'The target and LastUpdatedDate change, CreationDate stays.',
    TO_BE_SOURCED.D,
    async (kms) => {
      const [one, two] = [await newKey(kms), await newKey(kms)];
      await kms.call('CreateAlias', { AliasName: 'alias/a', TargetKeyId: one.KeyId });
      kms.advance(1000);
      await kms.call('UpdateAlias', { AliasName: 'alias/a', TargetKeyId: two.KeyId });
      const { Aliases } = await kms.call('ListAliases', { KeyId: two.KeyId });
      return Aliases.map(({ TargetKeyId, ...rest }) => ({ ...rest, moved: TargetKeyId === two.KeyId }));
    },
    [
      {
        AliasName: 'alias/a',
        AliasArn: `${PREFIX}a`,
        CreationDate: new Date(START),
        LastUpdatedDate: new Date(START + 1000),
        moved: true,
      },
    ],
  ),
  fact(
    'delete-keeps-key',
    'DeleteAlias',
    'Its key stays as it is.',
    TO_BE_SOURCED.D,
    async (kms) => {
      const { KeyId } = await newKey(kms);
      await kms.call('CreateAlias', { AliasName: 'alias/a', TargetKeyId: KeyId });
      const answer = await kms.call('DeleteAlias', { AliasName: 'alias/a' });
      return { answer, state: (await kms.call('DescribeKey', { KeyId })).KeyMetadata.KeyState };
    },
    { answer: {}, state: 'Enabled' },
  ),
  fact(
    'list-predefined',
    'ListAliases',
    'An alias of AWS that has no key yet has no TargetKeyId.',
    TO_BE_SOURCED.D,
    async (kms) => (await kms.call('ListAliases', {})).Aliases.filter(({ AliasName }) => AliasName === 'alias/aws/s3'),
    [{ AliasName: 'alias/aws/s3', AliasArn: `${PREFIX}aws/s3` }],
  ),
  fact(
    'list-unknown-key',
    'ListAliases',
    'The key that it is asked for must exist.',
    TO_BE_SOURCED.D,
    (kms) => refused(kms.call('ListAliases', { KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' })),
    {
      name: 'NotFoundException',
      message: `Key 'arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab' does not exist`,
    },
  ),
];
