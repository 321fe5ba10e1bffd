import type { GrantSeed, KeySeed } from '../../../src/options/seeds/key-seed.js';
import { ACCOUNT, REGION, START } from '../../support/engine.js';
import { KEY_ID, refusalOf, seeded } from './support.js';

const OTHER_ACCOUNT = '999999999999';
const CAROL = `arn:aws:iam::${OTHER_ACCOUNT}:user/Carol`;
const ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/${KEY_ID}`;
const GRANT_ID = 'ab'.repeat(32);
const DECRYPT: GrantSeed = { GranteePrincipal: CAROL, Operations: ['Decrypt'] };
const SERVICE = { GranteeServicePrincipal: 'sns.amazonaws.com', Operations: ['Decrypt'] };

async function grantsOf(...Grants: GrantSeed[]) {
  const kms = await seeded({ keys: [{ KeyId: KEY_ID, Grants }] });
  return (await kms.call('ListGrants', { KeyId: KEY_ID })).Grants;
}

describe('the grants of a seeded key', () => {
  it('are listed by ListGrants with all that they were told', async () => {
    const told: GrantSeed = {
      ...DECRYPT,
      GrantId: GRANT_ID,
      Name: 'orders',
      RetiringPrincipal: `arn:aws:iam::${ACCOUNT}:root`,
      Constraints: { EncryptionContextEquals: { tenant: 'acme' } },
    };
    expect(await grantsOf(told)).toEqual([
      { ...told, KeyId: ARN, IssuingAccount: `arn:aws:iam::${ACCOUNT}:root`, CreationDate: new Date(START) },
    ]);
  });

  it('have the same ids in each world, another one each', async () => {
    const ids = async () => (await grantsOf(DECRYPT, DECRYPT)).map(({ GrantId }) => GrantId);
    const first = await ids();
    expect(new Set(first).size).toBe(2);
    for (const id of first) expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(await ids()).toEqual(first);
  });

  it('allow a principal of another account what they name, and nothing else', async () => {
    const Constraints = { EncryptionContextEquals: { tenant: 'acme' } };
    const kms = await seeded({ keys: [{ KeyId: KEY_ID, Grants: [{ ...DECRYPT, Constraints }] }] });
    const EncryptionContext = { tenant: 'acme' };
    const { CiphertextBlob } = await kms.call('Encrypt', { KeyId: KEY_ID, Plaintext: 'tea', EncryptionContext });
    const carol = kms.as({ account: OTHER_ACCOUNT, principal: CAROL });
    const { Plaintext } = await carol.call('Decrypt', { KeyId: ARN, CiphertextBlob, EncryptionContext });
    expect(new TextDecoder().decode(Plaintext)).toBe('tea');
    await expect(carol.call('Encrypt', { KeyId: ARN, Plaintext: 'tea', EncryptionContext })).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  it('of a service has its retiring principal and SourceArn', async () => {
    const service: GrantSeed = {
      GranteeServicePrincipal: 'sns.amazonaws.com',
      RetiringServicePrincipal: 'sns.amazonaws.com',
      Operations: ['Decrypt'],
      Constraints: { SourceArn: `arn:aws:sns:${REGION}:${ACCOUNT}:orders` },
    };
    expect(await grantsOf(service)).toMatchObject([service]);
  });
});

/** `[localkms] options.keys[0].Grants` begins every one of these messages. */
const REFUSED: readonly (readonly [grants: unknown, rest: string])[] = [
  [{}, ': expected a list of grants, each { GranteePrincipal, Operations }; got an object'],
  [[{ GranteePrincipal: CAROL }], '[0].Operations is missing'],
  [[{ ...DECRYPT, Operations: 'Decrypt' }], '[0].Operations: expected a list of operations; got text of 7 characters'],
  [[{ ...DECRYPT, Operations: ['Fly'] }], '[0].Operations[0]: expected one of '],
  [[{ ...DECRYPT, GrantId: 'AB' }], '[0].GrantId: expected 64 lower-case hexadecimal digits; got "AB"'],
  [[{ ...DECRYPT, Name: 'a b' }], '[0].Name: expected text of 1 to 256 characters that match ^[a-zA-Z0-9:/_-]+$'],
  [[{ ...DECRYPT, GranteePrincipal: '' }], '[0].GranteePrincipal: expected text of 1 to 256 characters'],
  [[{ ...DECRYPT, RetiringPrincipal: 'a b' }], '[0].RetiringPrincipal: expected text of 1 to 256 characters'],
  [[{ ...SERVICE, GranteeServicePrincipal: 'sns' }], '[0].GranteeServicePrincipal: expected text'],
  [[{ ...DECRYPT, RetiringServicePrincipal: 'sns' }], '[0].RetiringServicePrincipal: expected text'],
  [[{ ...DECRYPT, Constraints: { SourceArn: 'x' } }], '[0].Constraints.SourceArn: expected text of 20 to 512'],
  [
    [{ ...DECRYPT, Constraints: { EncryptionContextSubset: { a: 1 } } }],
    '[0].Constraints.EncryptionContextSubset.a: expected text; got 1',
  ],
  [
    [{ ...DECRYPT, Constraints: { EncryptionContextEquals: 'a' } }],
    '[0].Constraints.EncryptionContextEquals: expected an encryption context: an object of texts; got "a"',
  ],
  [[DECRYPT, { ...DECRYPT, Operations: [] }], '[1]: AWS KMS refuses this with ValidationException'],
  [[{ Operations: ['Decrypt'] }], '[0]: AWS KMS refuses this with '],
  [[SERVICE], '[0]: AWS KMS refuses this with '],
  [[{ ...DECRYPT, GranteePrincipal: 'Carol' }], '[0]: AWS KMS refuses this with InvalidArnException'],
  [[{ ...DECRYPT, Operations: ['Sign'] }], '[0]: AWS KMS refuses this with ValidationException'],
  [
    [
      { ...DECRYPT, GrantId: GRANT_ID },
      { ...DECRYPT, GrantId: GRANT_ID },
    ],
    '[1].GrantId: options.keys[0].Grants[0] has this GrantId already',
  ],
  [
    [
      { ...DECRYPT, Name: 'a' },
      { ...DECRYPT, Name: 'a' },
    ],
    '[1]: this is the grant of options.keys[0].Grants[0] again',
  ],
];

describe('a grant that CreateGrant would not make', () => {
  it.each(REFUSED)('%j is refused with its path', async (Grants, rest) => {
    const seed = { KeyId: KEY_ID, Grants } as KeySeed;
    expect((await refusalOf({ keys: [seed] })).startsWith(`[localkms] options.keys[0].Grants${rest}`)).toBe(true);
  });
});
