import { keySpec } from '../model/key-specs.js';
import { anything, type Check, expectedKind, listOf, members, oneOfTexts, refuse } from '../options/checks.js';
import type { AliasSeed, KeySeed } from '../options/seeds/key-seed.js';
import { readPem } from '../world/seeds/material/pem.js';
import { listIn } from './document.js';
import type { SeedFormat } from './seed-format.js';

// The seed file of nsmithuk/local-kms, https://github.com/nsmithuk/local-kms#seeding. It skips what it cannot read; here
// everything that it would skip or ignore is an error. Fields that it takes under one spec only are read under all.

interface Entry {
  readonly Metadata: { readonly [member in 'KeyId' | 'Description' | 'Origin' | 'KeyUsage' | 'KeySpec']?: string };
  readonly BackingKeys?: readonly string[];
  readonly NextKeyRotation?: string;
  readonly PrivateKeyPem?: string;
}

const checkMetadata: Check = members(
  {
    KeyId: anything,
    Description: anything,
    Origin: oneOfTexts(['AWS_KMS', 'EXTERNAL']),
    KeyUsage: anything,
    KeySpec: anything,
    // local-kms enables every key, whatever this says.
    Enabled: oneOfTexts(['true']),
  },
  ['KeyId'],
);

const checkSecretKey = members(
  {
    Metadata: checkMetadata,
    BackingKeys: listOf(hex, 'a list of keys in hexadecimal'),
    NextKeyRotation: anything,
  },
  ['Metadata'],
);

const checkPrivateKey = members({ Metadata: checkMetadata, PrivateKeyPem: pem }, ['Metadata', 'PrivateKeyPem']);

const checkAlias = members({ AliasName: anything, TargetKeyId: anything, AliasArn: anything });

const checkDocument = members({ Keys: anything, Aliases: anything });

export const LOCAL_KMS_SEED: SeedFormat = {
  name: 'nsmithuk/local-kms',
  /** By its spelling: the options of `localKms` have `keys`. */
  recognises(document) {
    return typeof document === 'object' && document !== null && ('Keys' in document || 'Aliases' in document);
  },
  read(document, source) {
    checkDocument(document, source);
    const { Keys, Aliases } = document as { Keys?: unknown; Aliases?: unknown };
    return {
      keys: readKeys(Keys, `${source}: Keys`),
      aliases: readEach(Aliases, `${source}: Aliases`, checkAlias, aliasSeed),
    };
  },
};

function readKeys(keys: unknown, path: string): KeySeed[] {
  // The older form: a list of AES keys.
  if (Array.isArray(keys)) return readEach(keys, path, checkSecretKey, aesKey);
  const { Symmetric, Asymmetric } = groups(keys, path, ['Symmetric', 'Asymmetric']);
  const { Aes, Hmac } = groups(Symmetric, `${path}.Symmetric`, ['Aes', 'Hmac']);
  const { Rsa, Ecc } = groups(Asymmetric, `${path}.Asymmetric`, ['Rsa', 'Ecc']);
  return [
    ...readEach(Aes, `${path}.Symmetric.Aes`, checkSecretKey, aesKey),
    ...readEach(Hmac, `${path}.Symmetric.Hmac`, checkSecretKey, secretKey),
    ...readEach(Rsa, `${path}.Asymmetric.Rsa`, checkPrivateKey, privateKey('rsa')),
    ...readEach(Ecc, `${path}.Asymmetric.Ecc`, checkPrivateKey, privateKey('ec')),
  ];
}

function groups<Name extends string>(
  value: unknown,
  path: string,
  names: readonly Name[],
): { [name in Name]?: unknown } {
  const given = value === undefined || value === '' ? {} : value;
  members(Object.fromEntries(names.map((name) => [name, anything])))(given, path);
  return given as { [name in Name]?: unknown };
}

function readEach<Given, Seed extends object>(
  list: unknown,
  path: string,
  check: Check,
  read: (entry: Given, path: string) => Seed,
): Seed[] {
  const entries = listIn(list);
  listOf(check, 'a list')(entries, path);
  return (entries as Given[]).map((entry, at) => {
    const source = `${path}[${at}]`;
    return { ...read(entry, source), source };
  });
}

function aesKey(entry: Entry, path: string): KeySeed {
  for (const [at, key] of (entry.BackingKeys ?? []).entries()) {
    if (key.length !== 64) expectedKind(`${path}.BackingKeys[${at}]`, key, '64 hexadecimal digits');
  }
  return secretKey(entry, path);
}

function secretKey({ Metadata, BackingKeys = [], NextKeyRotation }: Entry, path: string): KeySeed {
  // Without its key material a key of Origin EXTERNAL waits for an import.
  if (BackingKeys.length === 0 && Metadata.Origin !== 'EXTERNAL') {
    refuse(`${path}.BackingKeys`, 'expected at least one key in hexadecimal; there is none');
  }
  return {
    ...identity(Metadata),
    ...(BackingKeys.length > 0 && { KeyMaterials: BackingKeys.map((key) => ({ KeyMaterial: { hex: key } })) }),
    ...(NextKeyRotation !== undefined && { NextRotationDate: NextKeyRotation }),
  };
}

/** SEC 1, PKCS#8 and PKCS#1, whatever local-kms takes where. */
function privateKey(family: 'rsa' | 'ec') {
  return function readPrivateKey({ Metadata, PrivateKeyPem = '' }: Entry, path: string): KeySeed {
    const { spec } = readPem(PrivateKeyPem, `${path}.PrivateKeyPem`);
    if (keySpec(spec).family !== family) {
      refuse(`${path}.PrivateKeyPem`, `this is a private key of ${spec}, which belongs to another list`);
    }
    return { ...identity(Metadata), KeyMaterial: PrivateKeyPem };
  };
}

function aliasSeed({ AliasArn: _computed, ...seed }: AliasSeed & { AliasArn?: string }): AliasSeed {
  return seed;
}

function identity({ Enabled: _always, ...metadata }: Entry['Metadata'] & { Enabled?: string }): KeySeed {
  return metadata as KeySeed;
}

function hex(value: unknown, path: string): void {
  if (typeof value !== 'string' || !/^([0-9a-f]{2})+$/i.test(value)) {
    expectedKind(path, value, 'an even number of hexadecimal digits');
  }
}

function pem(value: unknown, path: string): void {
  if (typeof value !== 'string' || value === '') expectedKind(path, value, 'PEM text');
}
