import { update } from '../../src/state/changes.js';
import { currentMaterial } from '../../src/state/current-material.js';
import { type KeyRecord, relatedId } from '../../src/state/records/key.js';
import { type Records, TABLE_NAMES, TABLES, type TableName } from '../../src/state/tables.js';

const SCOPE = { account: '000000000000', region: 'eu-west-1' };
const KEY = {
  ...SCOPE,
  Arn: 'arn:aws:kms:eu-west-1:000000000000:key/k',
  KeyId: 'k',
  KeyManager: 'CUSTOMER',
} as KeyRecord;
const GRANT = { id: 'i', GrantId: 'g', keyArn: KEY.Arn, region: 'eu-west-1' } as Records['grants'];
const ROLE = { Arn: 'arn:aws:iam::000000000000:role/path/name', account: '000000000000' } as Records['identities'];

/** Records, and by which id and in which groups their tables find them. */
const ROWS: readonly (readonly [what: string, table: TableName, record: object, id: string, groups: object])[] = [
  [
    'a customer managed key',
    'keys',
    KEY,
    KEY.Arn,
    { scope: '000000000000/eu-west-1', awsManaged: undefined, keyId: 'k', customKeyStore: undefined },
  ],
  [
    'an AWS managed key, and one in a custom key store',
    'keys',
    { ...KEY, KeyManager: 'AWS', CustomKeyStoreId: 'cks-1' },
    KEY.Arn,
    { scope: '000000000000/eu-west-1', awsManaged: '000000000000/eu-west-1', keyId: 'k', customKeyStore: 'cks-1' },
  ],
  [
    'an alias',
    'aliases',
    { ...SCOPE, AliasArn: 'arn:alias', targetKeyArn: KEY.Arn },
    'arn:alias',
    { scope: '000000000000/eu-west-1', key: KEY.Arn },
  ],
  ['a grant that nobody retires', 'grants', GRANT, 'i', { key: KEY.Arn, grantId: 'g', retiringPrincipal: undefined }],
  [
    'a grant that a principal retires',
    'grants',
    { ...GRANT, RetiringPrincipal: 'arn:role' },
    'i',
    { key: KEY.Arn, grantId: 'g', retiringPrincipal: 'eu-west-1/arn:role' },
  ],
  [
    'a grant that a service retires',
    'grants',
    { ...GRANT, RetiringServicePrincipal: 'dynamodb.amazonaws.com' },
    'i',
    { key: KEY.Arn, grantId: 'g', retiringPrincipal: 'eu-west-1/dynamodb.amazonaws.com' },
  ],
  [
    'a custom key store',
    'customKeyStores',
    { ...SCOPE, CustomKeyStoreId: 'cks-1' },
    'cks-1',
    { scope: '000000000000/eu-west-1' },
  ],
  ['a last usage', 'lastUsages', { keyArn: KEY.Arn }, KEY.Arn, {}],
  ['a role', 'identities', ROLE, ROLE.Arn, { role: '000000000000/name' }],
  [
    'a user',
    'identities',
    { ...ROLE, Arn: 'arn:aws:iam::000000000000:user/name' },
    'arn:aws:iam::000000000000:user/name',
    { role: undefined },
  ],
  ['a managed policy', 'managedPolicies', { Arn: 'arn:policy' }, 'arn:policy', {}],
  ['an account', 'accounts', { account: '000000000000' }, '000000000000', {}],
];

describe('tables', () => {
  it('are these', () => {
    expect(TABLE_NAMES).toEqual([...new Set(ROWS.map(([, table]) => table))]);
  });

  it.each(ROWS)('find %s', (_, table, record, id, groups) => {
    const { id: idOf, indexes = {} } = TABLES[table] as {
      id(of: object): string;
      indexes?: Record<string, (of: object) => unknown>;
    };
    expect(idOf(record)).toBe(id);
    expect(Object.fromEntries(Object.entries(indexes).map(([name, groupOf]) => [name, groupOf(record)]))).toEqual(
      groups,
    );
  });
});

describe('the current key material', () => {
  const entries = ['a', 'b'].map((KeyMaterialId) => ({ KeyMaterialId }));

  it('is the one that the key names', () => {
    const key = { ...KEY, materials: { entries, current: 'b', onDemandRotations: 0 } } as unknown as KeyRecord;
    expect(currentMaterial(key)).toBe(entries[1]);
  });

  it('is missing from no key that can be used', () => {
    const key = { ...KEY, materials: { entries, onDemandRotations: 0 } } as unknown as KeyRecord;
    expect(() => currentMaterial(key)).toThrow(new Error(`[localkms] ${KEY.Arn} has no current key material`));
  });
});

describe('a record', () => {
  it('of a multi-Region key has an id that its related keys share', () => {
    expect(relatedId({ account: '000000000000', KeyId: 'mrk-1' })).toBe('000000000000/mrk-1');
  });

  it('is changed in a copy, without the members that are given as undefined', () => {
    const change = update('keys', { ...KEY, XksKeyId: 'x' }, { Description: 'new', XksKeyId: undefined });
    expect(change.to).toStrictEqual({ ...KEY, Description: 'new' });
  });
});
