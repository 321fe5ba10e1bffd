import * as SDK from '@aws-sdk/client-kms';
import type { OperationName } from '../src/model/operation-types.js';
import { OPERATIONS } from '../src/operations/all-operations.js';
import { API_MODEL, type ModelShape, validInput, validText } from './support/api-model.js';
import { refusal, testKms } from './support/engine.js';

const NAMES = Object.keys(OPERATIONS) as OperationName[];

/** `KeyId` and its like also carry a pattern that AWS does not publish. */
const KEY_ID_MEMBERS = new Set(['KeyId', 'SourceKeyId', 'DestinationKeyId', 'TargetKeyId']);
const ASCII = '^\\p{ASCII}+$';

/** Recorded from the live service; where nothing was recorded, the order of the API model. */
const PRINTED: Readonly<Record<string, string>> = {
  KeySpec:
    'RSA_2048, RSA_3072, RSA_4096, ECC_NIST_P256, ECC_NIST_P384, ECC_NIST_P521, ECC_SECG_P256K1, ECC_NIST_EDWARDS25519, SYMMETRIC_DEFAULT, HMAC_224, HMAC_256, HMAC_384, HMAC_512, SM2, ML_DSA_44, ML_DSA_65, ML_DSA_87, ML_KEM_512, ML_KEM_768, ML_KEM_1024',
  SigningAlgorithm:
    'RSASSA_PSS_SHA_256, RSASSA_PSS_SHA_384, RSASSA_PSS_SHA_512, RSASSA_PKCS1_V1_5_SHA_256, RSASSA_PKCS1_V1_5_SHA_384, RSASSA_PKCS1_V1_5_SHA_512, ECDSA_SHA_256, ECDSA_SHA_384, ECDSA_SHA_512, ED25519_SHA_512, ED25519_PH_SHA_512, SM2DSA, ML_DSA_SHAKE_256',
  EncryptionAlgorithm: 'RSAES_OAEP_SHA_1, RSAES_OAEP_SHA_256, SM2PKE, SYMMETRIC_DEFAULT',
  SourceEncryptionAlgorithm: 'RSAES_OAEP_SHA_1, RSAES_OAEP_SHA_256, SM2PKE, SYMMETRIC_DEFAULT',
  DestinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_1, RSAES_OAEP_SHA_256, SM2PKE, SYMMETRIC_DEFAULT',
  MacAlgorithm: 'HMAC_SHA_384, HMAC_SHA_256, HMAC_SHA_224, HMAC_SHA_512',
  KeyUsage: 'ENCRYPT_DECRYPT, SIGN_VERIFY, GENERATE_VERIFY_MAC, KEY_AGREEMENT, ENCAPSULATE_DECAPSULATE',
};

function path(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function enumSet(name: string, shape: ModelShape): string {
  return `Member must satisfy enum value set: [${PRINTED[name] ?? shape.enum?.join(', ')}]`;
}

function one(error: string): { name: string; message: string } {
  return { name: 'ValidationException', message: `1 validation error detected: ${error}` };
}

/** Members of one kind, of every operation. */
function membersWhere(
  test: (shape: ModelShape, name: string) => boolean,
): [operation: OperationName, member: string, shape: ModelShape][] {
  return NAMES.flatMap((operation) =>
    Object.entries(API_MODEL[operation])
      .filter(([name, shape]) => test(shape, name))
      .map(([name, shape]): [OperationName, string, ModelShape] => [operation, name, shape]),
  );
}

function refusalOf(operation: OperationName, input: Record<string, unknown>) {
  return refusal(testKms().call(operation, { ...validInput(operation), ...input }));
}

/** What the operation says of valid input to that member: anything but a violated constraint of it. */
async function complaintAbout(operation: OperationName, member: string, value: unknown): Promise<string> {
  const call = testKms().call(operation, { ...validInput(operation), [member]: value });
  const message = await call.then(
    () => '',
    (error: Error) => error.message,
  );
  return message.includes(`at '${path(member)}' failed to satisfy constraint`) ? message : '';
}

describe('the table of operations', () => {
  const commands = Object.keys(SDK)
    .filter((name) => name.endsWith('Command') && name !== '$Command')
    .map((name) => name.slice(0, -'Command'.length));

  it('has every operation of the installed SDK, 56 of them', () => {
    expect([...NAMES].sort()).toEqual(commands.sort());
    expect(NAMES).toHaveLength(56);
  });

  it.each(NAMES)('%s declares every input member of the API model, and those alone', (operation) => {
    expect(Object.keys(OPERATIONS[operation].input).sort()).toEqual(Object.keys(API_MODEL[operation]).sort());
  });

  it.each(NAMES)("%s declares the SDK's members, and requires what the SDK requires", (operation) => {
    // [3, namespace, name, traits, member names, member types, count of required members, which come first]
    const schemas = SDK as unknown as Record<
      string,
      readonly [number, string, string, number, string[], unknown[], number?]
    >;
    const schema = schemas[`${operation}Request$`];
    if (schema === undefined) throw new Error(`the SDK exports no schema for ${operation}`);
    const declared = OPERATIONS[operation].input as Record<string, { required?: boolean }>;
    expect(Object.keys(declared).sort()).toEqual([...schema[4]].sort());
    const required = Object.keys(declared).filter((name) => declared[name]?.required);
    expect(required.sort()).toEqual(schema[4].slice(0, schema[6] ?? 0).sort());
  });
});

describe('required members', () => {
  const withRequired = NAMES.filter((name) => Object.values(API_MODEL[name]).some(({ required }) => required));

  it.each(withRequired)('%s without input names all that is missing', async (operation) => {
    const declared = Object.keys(OPERATIONS[operation].input);
    const missing = declared
      .filter((name) => API_MODEL[operation][name]?.required || mustHaveCiphertext(operation, name))
      .map((name) => {
        const shown = API_MODEL[operation][name]?.sensitive ? 'Value' : 'Value null';
        return `${shown} at '${path(name)}' failed to satisfy constraint: Member must not be null`;
      });
    const count = `${missing.length} validation error${missing.length === 1 ? '' : 's'} detected: `;
    expect(await refusal(testKms().call(operation, {}))).toEqual({
      name: 'ValidationException',
      message: count + missing.join('; '),
    });
  });

  function mustHaveCiphertext(operation: OperationName, name: string): boolean {
    return name === 'CiphertextBlob' && (operation === 'Decrypt' || operation === 'ReEncrypt');
  }
});

describe('lengths', () => {
  const texts = membersWhere(({ type, enum: values }) => type === 'string' && values === undefined);
  const blobs = membersWhere(({ type }) => type === 'blob');

  it.each(texts)('%s %s: one character too few', async (operation, member, shape) => {
    const { min = 0 } = shape;
    if (min === 0) return;
    const value = min === 1 ? '' : (validText(shape, min - 1) ?? 'x'.repeat(min - 1));
    const { message } = await refusalOf(operation, { [member]: value });
    const shown = shape.sensitive ? 'Value' : `Value '${value}'`;
    expect(message).toContain(
      `${shown} at '${path(member)}' failed to satisfy constraint: Member must have length greater than or equal to ${min}`,
    );
  });

  it.each(texts)('%s %s: one character too many', async (operation, member, shape) => {
    const max = shape.max as number;
    const value = validText(shape, max + 1) ?? 'x'.repeat(max + 1);
    const { message } = await refusalOf(operation, { [member]: value });
    const shown = shape.sensitive ? 'Value' : `Value '${value}'`;
    expect(message).toContain(
      `${shown} at '${path(member)}' failed to satisfy constraint: Member must have length less than or equal to ${max}`,
    );
  });

  it.each(texts)('%s %s: the shortest and the longest text are fine', async (operation, member, shape) => {
    for (const length of [shape.min ?? 0, shape.max as number]) {
      const text = validText(shape, length);
      if (text !== undefined && text !== '') expect(await complaintAbout(operation, member, text)).toBe('');
    }
  });

  it.each(blobs)('%s %s: outside its range, without showing it', async (operation, member, { min = 0, max = 0 }) => {
    const at = `Value at '${path(member)}' failed to satisfy constraint: Member must have length`;
    expect(await refusalOf(operation, { [member]: new Uint8Array(min - 1) })).toEqual(
      one(`${at} greater than or equal to ${min}`),
    );
    expect(await refusalOf(operation, { [member]: new Uint8Array(max + 1) })).toEqual(
      one(`${at} less than or equal to ${max}`),
    );
    expect(await complaintAbout(operation, member, new Uint8Array(min))).toBe('');
    expect(await complaintAbout(operation, member, new Uint8Array(max))).toBe('');
  });
});

describe('ranges', () => {
  it.each(membersWhere(({ type }) => type === 'integer'))('%s %s: both sides', async (operation, member, shape) => {
    const { min = 0, max = 0 } = shape;
    const at = (value: number) =>
      `Value '${value}' at '${path(member)}' failed to satisfy constraint: Member must have value`;
    expect(await refusalOf(operation, { [member]: min - 1 })).toEqual(
      one(`${at(min - 1)} greater than or equal to ${min}`),
    );
    expect(await refusalOf(operation, { [member]: max + 1 })).toEqual(
      one(`${at(max + 1)} less than or equal to ${max}`),
    );
    expect(await complaintAbout(operation, member, min)).toBe('');
    expect(await complaintAbout(operation, member, max)).toBe('');
  });
});

describe('patterns', () => {
  const withPattern = membersWhere(({ type, pattern }) => type === 'string' && pattern !== undefined);
  const keyIds = membersWhere((_shape, name) => KEY_ID_MEMBERS.has(name));

  it.each(withPattern)('%s %s: a character that it does not allow', async (operation, member, shape) => {
    const length = Math.max(shape.min ?? 1, 1);
    const value = '\u0100'.repeat(length);
    const shown = shape.sensitive ? 'Value' : `Value '${value}'`;
    expect(await refusalOf(operation, { [member]: value })).toEqual(
      one(
        `${shown} at '${path(member)}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${shape.pattern}`,
      ),
    );
  });

  it.each(keyIds)('%s %s: text that is not ASCII', async (operation, member) => {
    expect(await refusalOf(operation, { [member]: 'schlüssel' })).toEqual(
      one(
        `Value 'schlüssel' at '${path(member)}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${ASCII}`,
      ),
    );
  });

  it.each(keyIds)('%s %s: the empty text violates two constraints', async (operation, member) => {
    const at = `Value '' at '${path(member)}' failed to satisfy constraint: Member must`;
    expect(await refusalOf(operation, { [member]: '' })).toEqual({
      name: 'ValidationException',
      message: `2 validation errors detected: ${at} have length greater than or equal to 1; ${at} satisfy regular expression pattern: ${ASCII}`,
    });
  });
});

describe('enumerations', () => {
  const printedKeySpecs = new Set(['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext']);

  it.each(membersWhere(({ enum: values }) => values !== undefined))(
    '%s %s: a value it does not have',
    async (operation, member, shape) => {
      const { name, message } = await refusalOf(operation, { [member]: 'NONE_SUCH' });
      const set =
        member === 'KeySpec' && !printedKeySpecs.has(operation) ? enumSet('KeySpec', shape) : enumSet(member, shape);
      expect({ name, message }).toEqual(
        one(`Value 'NONE_SUCH' at '${path(member)}' failed to satisfy constraint: ${set}`),
      );
    },
  );

  it.each(membersWhere(({ enum: values }) => values !== undefined))(
    '%s %s: every value of it',
    async (operation, member, shape) => {
      for (const value of shape.enum ?? []) expect(await complaintAbout(operation, member, value)).toBe('');
    },
  );
});

describe('lists', () => {
  const tokens = membersWhere((_shape, name) => name === 'GrantTokens');

  it.each(tokens)('%s %s: 11 items, and an item of no length', async (operation, member) => {
    const eleven = Array.from({ length: 11 }, (_, at) => `t${at}`);
    expect(await refusalOf(operation, { [member]: eleven })).toEqual(
      one(
        `Value '[${eleven.join(', ')}]' at 'grantTokens' failed to satisfy constraint: Member must have length less than or equal to 10`,
      ),
    );
    expect(await refusalOf(operation, { [member]: [''] })).toEqual(
      one(
        "Value '[]' at 'grantTokens' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 8192, Member must have length greater than or equal to 1]",
      ),
    );
  });

  it.each(membersWhere((_shape, name) => name === 'Tags'))('%s %s: members of its structures', async (operation) => {
    const TagKey = 'k'.repeat(129);
    const TagValue = 'v'.repeat(257);
    const at = (value: string, member: string) =>
      `Value ${value} at 'tags.${member}' failed to satisfy constraint: Member must`;
    expect(await refusalOf(operation, { Tags: [{ TagKey: 'ok', TagValue: '' }, { TagKey, TagValue }, {}] })).toEqual({
      name: 'ValidationException',
      message: `4 validation errors detected: ${at(`'${TagKey}'`, '2.member.tagKey')} have length less than or equal to 128; ${at(`'${TagValue}'`, '2.member.tagValue')} have length less than or equal to 256; ${at('null', '3.member.tagKey')} not be null; ${at('null', '3.member.tagValue')} not be null`,
    });
  });
});

describe('an alias given to an operation that takes only keys', () => {
  const keyOnly = NAMES.filter((name) => {
    const [use] = OPERATIONS[name].keys;
    return use?.member === 'KeyId' && !use.aliases;
  });

  it.each(keyOnly)('%s', async (operation) => {
    for (const KeyId of ['alias/none', 'arn:aws:kms:us-east-1:000000000000:alias/none']) {
      const input = operation === 'RetireGrant' ? { KeyId, GrantId: '0'.repeat(64) } : { KeyId };
      expect(await refusalOf(operation, input)).toEqual({
        name: 'InvalidArnException',
        message: 'Key Aliases are not supported for this operation.',
      });
    }
  });
});
