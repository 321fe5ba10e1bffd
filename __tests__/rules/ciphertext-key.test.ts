import type { OperationName } from '../../src/model/operation-types.js';
import { insert } from '../../src/state/changes.js';
import { ACCOUNT, REGION, refusal, testKms } from '../support/engine.js';
import { bytes, createKey } from '../support/keys.js';

const OTHER_ACCOUNT = '111122223333';
const IGNORED = ['IGNORE_CIPHERTEXT'];

async function withCiphertext() {
  const kms = testKms();
  const KeyId = await createKey(kms);
  const { CiphertextBlob } = await kms.call('Encrypt', { KeyId, Plaintext: bytes(8) });
  return { kms, KeyId, CiphertextBlob };
}

/** What the operations that take a ciphertext need beside it. */
const OPERATIONS: readonly (readonly [
  OperationName & ('Decrypt' | 'ReEncrypt'),
  (KeyId: string) => { readonly source: object; readonly more: object },
  permission: string,
])[] = [
  ['Decrypt', (KeyId) => ({ source: { KeyId }, more: {} }), 'kms:Decrypt'],
  [
    'ReEncrypt',
    (KeyId) => ({ source: { SourceKeyId: KeyId }, more: { DestinationKeyId: KeyId } }),
    'kms:ReEncryptFrom',
  ],
];

describe.each(OPERATIONS)('the ciphertext of %s', (operation, membersFor, permission) => {
  it('is not needed where a dry run ignores it', async () => {
    const { kms, KeyId } = await withCiphertext();
    const { source, more } = membersFor(KeyId);
    const dryRun = { ...source, ...more, DryRun: true, DryRunModifiers: IGNORED };
    expect((await refusal(kms.call(operation, dryRun))).name).toBe('DryRunOperationException');
  });

  it('is needed with its modifiers alone', async () => {
    const { kms, KeyId } = await withCiphertext();
    const { source, more } = membersFor(KeyId);
    expect(await refusal(kms.call(operation, { ...source, ...more, DryRunModifiers: IGNORED }))).toEqual({
      name: 'ValidationException',
      message:
        "1 validation error detected: Value null at 'ciphertextBlob' failed to satisfy constraint: Member must not be null",
    });
  });

  it('has no modifiers without a dry run', async () => {
    const { kms, KeyId, CiphertextBlob } = await withCiphertext();
    const { source, more } = membersFor(KeyId);
    const input = { ...source, ...more, CiphertextBlob, DryRunModifiers: IGNORED };
    expect(await refusal(kms.call(operation, input))).toEqual({
      name: 'ValidationException',
      message: 'DryRunModifiers can only be specified when DryRun is true',
    });
  });

  it('names no key that another Region has', async () => {
    const { kms, CiphertextBlob } = await withCiphertext();
    const there = kms.as({ region: 'eu-west-1' });
    const { more } = membersFor(await createKey(there));
    expect(await refusal(there.call(operation, { CiphertextBlob, ...more }))).toEqual({
      name: 'AccessDeniedException',
      message: `User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform: ${permission} on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
    });
  });

  it('is not of a key of the same id in another account', async () => {
    const { kms, KeyId, CiphertextBlob } = await withCiphertext();
    const key = kms.world.state.get('keys', KeyId);
    if (key === undefined) throw new Error('no key');
    const twin = KeyId.replace(ACCOUNT, OTHER_ACCOUNT);
    await kms.world.write(() => [
      insert('keys', {
        ...key,
        Arn: twin,
        account: OTHER_ACCOUNT,
        Policy: key.Policy.replaceAll(ACCOUNT, OTHER_ACCOUNT),
      }),
    ]);
    const there = kms.as({ account: OTHER_ACCOUNT, region: REGION });
    const { source, more } = membersFor(twin);
    expect(await refusal(there.call(operation, { ...source, ...more, CiphertextBlob }))).toEqual({
      name: 'IncorrectKeyException',
      message: 'The key ID in the request does not identify a CMK that can perform this operation.',
    });
    // The other account's own key stays the one that is found.
    expect((await kms.call('DescribeKey', { KeyId: key.KeyId })).KeyMetadata.Arn).toBe(KeyId);
    expect((await there.call('DescribeKey', { KeyId: key.KeyId })).KeyMetadata.Arn).toBe(twin);
  });
});
