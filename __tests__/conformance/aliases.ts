import type { OperationName } from '../../src/model/operation-types.js';
import { ACCOUNT, REGION, START } from '../support/engine.js';
import { type Fact, refused } from './fact.js';
import { factsOf, invalid, newKey, PENDING_DELETION, refusedOn, violates } from './key-scenes.js';
import { inferred } from './source.js';
import { apiReference, memberOf, requestMember } from './sources/aws.js';
import { KEY_STATE_TABLE, UNKNOWN_KEY_OF_ANOTHER } from './sources/common.js';
import { emulated } from './sources/emulators.js';
import { measured } from './sources/floci.js';
import { quoted } from './sources/issues.js';
import { recorded } from './sources/localstack.js';

const fact = factsOf('aliases');
const PREFIX = `arn:aws:kms:${REGION}:${ACCOUNT}:alias/`;
const RSA = { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' };

const NO_PREFIX = recorded('test_create_alias');

const COLON = emulated('moto', 'responses.py#L228');

/** Where local-kms keeps the names of AWS. */
const RESERVED = {
  CreateAlias: 'create_alias.go#L47',
  UpdateAlias: 'update_alias.go#L47',
  DeleteAlias: 'delete_alias.go#L39',
} as const;

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
    operation === 'CreateAlias' ? NO_PREFIX : inferred('CreateAlias refuses it so', NO_PREFIX),
    named(operation, 'mine'),
    invalid(
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    ),
  ),
  fact(
    `${operation.toLowerCase()}-colon`,
    operation,
    'A colon passes the pattern, and is refused all the same.',
    operation === 'DeleteAlias' ? inferred('moto answers so to CreateAlias', COLON) : COLON,
    named(operation, 'alias/foo:bar'),
    invalid('alias/foo:bar contains invalid characters for an alias'),
  ),
  fact(
    `${operation.toLowerCase()}-pattern`,
    operation,
    'A character outside of the pattern is refused.',
    requestMember(operation, 'AliasName'),
    named(operation, 'alias/x!'),
    violates(
      "Value 'alias/x!' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$",
    ),
  ),
  fact(
    `${operation.toLowerCase()}-reserved`,
    operation,
    'Names that begin with alias/aws/ are reserved for AWS.',
    emulated('local-kms', RESERVED[operation]),
    named(operation, 'alias/aws/mine'),
    { name: 'NotAuthorizedException', message: undefined },
  ),
]);

const unknown = (['UpdateAlias', 'DeleteAlias'] as const).map((operation) =>
  fact(
    `${operation.toLowerCase()}-unknown`,
    operation,
    'An unknown alias is named by its ARN.',
    measured('operationsNameAMissingAlias'),
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
    quoted('cloudbees-oss/terraform-aws-cloudbees-ci-eks-addon#66'),
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
    emulated('moto', 'responses.py#L239'),
    (kms) => refused(kms.call('CreateAlias', { AliasName: 'alias/a', TargetKeyId: 'alias/b' })),
    invalid('Aliases must refer to keys. Not aliases'),
  ),
  fact(
    'create-pending-deletion',
    'CreateAlias',
    'A key pending deletion is no target.',
    measured('keyManagementRejectsAKeyPendingDeletion'),
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
      KEY_STATE_TABLE,
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
    inferred('the same message is shown with a usage of 60', quoted('scylladb/scylla-cluster-tests#7611')),
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
    emulated('local-kms', 'update_alias.go#L102'),
    moved({}, RSA),
    invalid(
      'Alias alias/a cannot be changed from a CMK with key usage ENCRYPT_DECRYPT to a CMK with key usage SIGN_VERIFY. The key usage of the current CMK and the new CMK must be the same.',
    ),
  ),
  fact(
    'update-type',
    'UpdateAlias',
    'A symmetric key cannot give way to an asymmetric one of the same usage.',
    apiReference('UpdateAlias'),
    async (kms) => ((await moved({}, { ...RSA, KeyUsage: 'ENCRYPT_DECRYPT' })(kms)) as { name: string }).name,
    'ValidationException',
  ),
  fact(
    'update-spec',
    'UpdateAlias',
    'Another key spec of the same type and usage is fine.',
    apiReference('UpdateAlias'),
    moved(RSA, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
    {},
  ),
  fact(
    'update-dates',
    'UpdateAlias',
    'The target and LastUpdatedDate change, CreationDate stays.',
    memberOf('AliasListEntry', 'LastUpdatedDate'),
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
    apiReference('DeleteAlias'),
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
    apiReference('ListAliases'),
    async (kms) => (await kms.call('ListAliases', {})).Aliases.filter(({ AliasName }) => AliasName === 'alias/aws/s3'),
    [{ AliasName: 'alias/aws/s3', AliasArn: `${PREFIX}aws/s3` }],
  ),
  fact(
    'list-unknown-key',
    'ListAliases',
    'The key that it is asked for must exist.',
    UNKNOWN_KEY_OF_ANOTHER,
    (kms) => refused(kms.call('ListAliases', { KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' })),
    {
      name: 'NotFoundException',
      message: `Key 'arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab' does not exist`,
    },
  ),
];
