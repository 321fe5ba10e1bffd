import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as Sdk from '@aws-sdk/client-kms';
import { localKms } from '../../src/index.js';
import { readSnapshot } from '../../src/readers/snapshots.js';
import { MIGRATIONS } from '../../src/world/records/migrations.js';
import { FORM } from '../../src/world/snapshot.js';
import { clientOf } from '../support/clients.js';

interface Fixture {
  readonly clock: number;
  readonly rotated: string;
  readonly multiRegion: string;
  readonly blobs: { readonly rotated: string; readonly multiRegion: string };
  readonly GrantToken: string;
  readonly keys: readonly { readonly Arn: string }[];
  // biome-ignore lint/suspicious/noExplicitAny: it is of any form, and damage does not keep to types
  readonly snapshot: any;
}

/** A world of each form of records, made by the code of its day: the same calls in a seeded world. */
function fixture(form: number): Fixture {
  return JSON.parse(readFileSync(join(__dirname, 'snapshots', `form-${form}.json`), 'utf8'));
}

const FORMS = Array.from({ length: FORM }, (_, at) => at + 1);

describe('readSnapshot', () => {
  it('knows a migration from each form to the next', () => {
    expect(MIGRATIONS).toHaveLength(FORM - 1);
  });

  it.each(FORMS)('brings a snapshot of form %i up to date', async (form) => {
    const { clock, rotated, multiRegion, blobs, GrantToken, keys, snapshot } = fixture(form);
    const kms = localKms({ clock, randomSeed: 'snapshot' });
    kms.restore(readSnapshot(snapshot));
    expect(kms.keys()).toMatchObject(keys);
    const client = clientOf(kms, 'us-east-1');
    for (const [KeyId, blob, byte] of [
      [rotated, blobs.rotated, 7],
      [multiRegion, blobs.multiRegion, 8],
      [multiRegion.replace('us-east-1', 'eu-west-1'), blobs.multiRegion, 8],
    ] as const) {
      const region = KeyId.split(':')[3] as string;
      const opened = await clientOf(kms, region).send(
        new Sdk.DecryptCommand({ KeyId, CiphertextBlob: Buffer.from(blob, 'base64') }),
      );
      expect(opened.Plaintext).toEqual(new Uint8Array([byte]));
    }
    const { Rotations = [] } = await client.send(new Sdk.ListKeyRotationsCommand({ KeyId: rotated }));
    expect(Rotations.map(({ RotationType }) => RotationType)).toEqual(['AUTOMATIC', 'ON_DEMAND']);
    const { Tags } = await client.send(new Sdk.ListResourceTagsCommand({ KeyId: rotated }));
    expect(Tags).toEqual([
      { TagKey: 'a', TagValue: '1' },
      { TagKey: 'b', TagValue: '2' },
    ]);
    kms.clock.advance({ days: 80 });
    const { KeyRotationEnabled, NextRotationDate } = await client.send(
      new Sdk.GetKeyRotationStatusCommand({ KeyId: rotated }),
    );
    expect([KeyRotationEnabled, NextRotationDate]).toEqual([true, new Date('2026-09-28T00:00:00Z')]);
    await client.send(new Sdk.RetireGrantCommand({ GrantToken }));
  });

  it('gives the tags of the first snapshots a place each, and puts rows in order', () => {
    const { snapshot } = fixture(1);
    const { tables } = snapshot.state;
    for (const [, { Tags }] of tables.keys) for (const tag of Tags) delete tag.place;
    tables.keys.reverse();
    expect(readSnapshot(snapshot).state).toEqual(readSnapshot(fixture(1).snapshot).state);
  });

  it('seals what was changed on purpose', () => {
    const { snapshot } = fixture(FORM);
    snapshot.state.tables.keys[0][1].Description = 'changed';
    const kms = localKms();
    kms.restore(readSnapshot(snapshot));
    expect(kms.keys()[0]?.Description).toBe('changed');
  });

  const path = (table: string, at: number) => {
    const [, record] = fixture(FORM).snapshot.state.tables[table][at];
    const id = record.CustomKeyStoreId ?? record.AliasArn ?? record.Arn ?? record.keyArn;
    return `snapshot.state.tables.${table}[${at}][1]${table === 'grants' ? '' : ` (${id})`}`;
  };
  const key = path('keys', 1);
  const external = fixture(FORM).snapshot.state.tables.keys.findIndex(
    ([, { Origin }]: [number, { Origin: string }]) => Origin === 'EXTERNAL',
  );

  // biome-ignore lint/suspicious/noExplicitAny: damage does not keep to types
  it.each<[string, (snapshot: any) => void, string]>([
    ['no version', (s) => delete s.localkms, 'snapshot.localkms is missing: expected the number of a form'],
    ...[0, -1, 1.5, null, '2'].map((form): [string, (s: { localkms: unknown }) => void, string] => [
      `version ${form}`,
      (s) => Object.assign(s, { localkms: form }),
      `snapshot.localkms: expected the number of a form; got ${JSON.stringify(form)}`,
    ]),
    [
      'a newer version',
      (s) => Object.assign(s, { localkms: FORM + 1 }),
      `snapshot.localkms: a newer version of localkms made it: it is of form ${FORM + 1}, known here is ${FORM}`,
    ],
    [
      'a short secret',
      (s) => Object.assign(s, { tokenSecret: 'c2hvcnQ=' }),
      'snapshot.tokenSecret: expected 32 bytes in base64; got text of 8 characters',
    ],
    [
      'turns that are none',
      (s) => Object.assign(s, { turns: { 'data key': -1 } }),
      'snapshot.turns.data key: expected a whole number from 0; got -1',
    ],
    [
      'no records',
      (s) => Object.assign(s, { state: null }),
      'snapshot.state: expected the tables of a world; got null',
    ],
    [
      'a place too many',
      (s) => Object.assign(s.state, { nextSequence: 2 }),
      'snapshot.state.tables.keys[1][0]: expected a place from 2, below 2; got 3',
    ],
    [
      'no next place',
      (s) => delete s.state.nextSequence,
      'snapshot.state.nextSequence is missing: expected a whole number from 0',
    ],
    [
      'rows out of order',
      (s) => s.state.tables.keys.reverse(),
      'snapshot.state.tables.keys[1][0]: expected a place from',
    ],
    [
      'a table that is none',
      (s) => Object.assign(s.state.tables, { grants: {} }),
      'snapshot.state.tables.grants: expected a list of records',
    ],
    [
      'a key without materials',
      (s) => delete s.state.tables.keys[1][1].materials,
      `${key}.materials: expected an object; got undefined`,
    ],
    [
      'no entries',
      (s) => Object.assign(s.state.tables.keys[1][1].materials, { entries: null }),
      `${key}.materials.entries: expected a list of key materials; got null`,
    ],
    [
      'a rotation every 0 days',
      (s) => Object.assign(s.state.tables.keys[1][1].materials.rotation, { RotationPeriodInDays: 0 }),
      `${key}.materials.rotation.RotationPeriodInDays: expected a whole number from 90 to 2560; got 0`,
    ],
    [
      'an unknown KeySpec',
      (s) => Object.assign(s.state.tables.keys[1][1], { KeySpec: 'NOPE' }),
      `${key}.KeySpec: expected one of RSA_2048, RSA_3072`,
    ],
    [
      'a KeyId that is a number',
      (s) => Object.assign(s.state.tables.keys[1][1], { KeyId: 5 }),
      `${key}.KeyId: expected a key id; got 5`,
    ],
    ['no Tags', (s) => delete s.state.tables.keys[1][1].Tags, `${key}.Tags: expected a list of tags; got undefined`],
    [
      'material that is not base64',
      (s) => Object.assign(s.state.tables.keys[1][1].materials.entries[0].material, { value: '~secret~' }),
      `${key}.materials.entries[0].material.value: expected base64; got text of 8 characters`,
    ],
    [
      'short material',
      (s) => Object.assign(s.state.tables.keys[1][1].materials.entries[0].material, { value: 'c2VjcmV0' }),
      `${key}.materials.entries[0].material.value: no key material of this key spec`,
    ],
    [
      'another member',
      (s) => Object.assign(s.state.tables.keys[1][1], { Color: 'red' }),
      `${key}.Color: no record has such a member`,
    ],
    [
      'a prototype',
      (s) => Object.defineProperty(s.state.tables.keys[1][1], '__proto__', { value: {}, enumerable: true }),
      `${key}.__proto__: no record has such a member`,
    ],
    [
      'a current material that there is not',
      (s) => Object.assign(s.state.tables.keys[1][1].materials, { current: '0'.repeat(64) }),
      `${key}.materials.current: the key has no such material`,
    ],
    [
      'no current material',
      (s) => delete s.state.tables.keys[1][1].materials.current,
      `${key}.materials.current is missing: expected the id of a key material`,
    ],
    [
      'no current material of an imported key',
      (s) => delete s.state.tables.keys[external][1].materials.current,
      `${path('keys', external)}.materials.current is missing: expected the id of a key material`,
    ],
    [
      'a key usage that is of no such key',
      (s) => Object.assign(s.state.tables.keys[1][1], { KeyUsage: 'SIGN_VERIFY' }),
      `${key}.KeyUsage: a SYMMETRIC_DEFAULT key has no such usage`,
    ],
    [
      'no key policy',
      (s) => Object.assign(s.state.tables.keys[1][1], { Policy: '{}' }),
      `${key}.Policy: it is no key policy`,
    ],
    [
      'a key twice',
      (s) => Object.assign(s.state.tables.keys[2], { 1: s.state.tables.keys[1][1] }),
      `${key.replace('[1][1]', '[2][1]')}: it is there twice`,
    ],
    [
      'an alias of no key',
      (s) =>
        Object.assign(s.state.tables.aliases[0][1], { targetKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/none' }),
      `${path('aliases', 0)}.targetKeyArn: there is no such key`,
    ],
    [
      'a grant on no key',
      (s) => Object.assign(s.state.tables.grants[0][1], { keyArn: 'none' }),
      'snapshot.state.tables.grants[0][1].keyArn: there is no such key',
    ],
    [
      'an external key store without its proxy',
      (s) => delete s.state.tables.customKeyStores[1][1].proxy,
      `${path('customKeyStores', 1)}.proxy: an external key store has one, and no other`,
    ],
    [
      'a password that is a number',
      (s) => Object.assign(s.state.tables.customKeyStores[0][1], { KeyStorePassword: 1234567 }),
      `${path('customKeyStores', 0)}.KeyStorePassword: expected text; got a number`,
    ],
  ])('refuses %s', (_, damage, message) => {
    const { snapshot } = fixture(FORM);
    damage(snapshot);
    const damaged = JSON.stringify(snapshot);
    expect(() => readSnapshot(snapshot)).toThrow(TypeError);
    expect(() => readSnapshot(snapshot)).toThrow(`[localkms] ${message}`);
    expect(JSON.stringify(snapshot)).toBe(damaged);
  });

  it('refuses what JSON cannot hold', () => {
    const { snapshot } = fixture(FORM);
    snapshot.state.tables.keys[0][1].Description = 1n;
    expect(() => readSnapshot(snapshot)).toThrow(new TypeError('[localkms] snapshot: it holds what JSON cannot'));
  });
});
