import { asking, ORDERS, post } from './requests.js';

const NO_OUTPUT = { status: 200, body: '' };

describe('an answer', () => {
  it('has the headers that AWS KMS sends', async () => {
    const { send } = asking({ randomSeed: 'headers' });
    const response = await send(post('ListKeys'));
    expect(Object.fromEntries(response.headers)).toEqual({
      'cache-control': 'no-cache, no-store, must-revalidate, private',
      'content-type': 'application/x-amz-json-1.1',
      expires: '0',
      pragma: 'no-cache',
      'x-amzn-requestid': expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    });
  });

  it('has its members in alphabetical order, and dates as AWS writes them', async () => {
    const { send, ask } = asking({ clock: '2020-06-15T13:26:58.521Z' });
    const text = await (await send(post('CreateKey'))).text();
    expect(text).toContain('"CreationDate":1.592227618521E9,"CurrentKeyMaterialId"');
    expect(text).toMatch(/^\{"KeyMetadata":\{"AWSAccountId":"000000000000","Arn":/);
    const { KeyMetadata } = JSON.parse(text);
    expect(KeyMetadata.CreationDate).toBe(1592227618.521);
    const described = await ask('DescribeKey', { KeyId: KeyMetadata.KeyId });
    expect(described).toEqual({ status: 200, body: { KeyMetadata } });
  });

  it.each([
    ['1970-01-01T00:00:00.000Z', '0.0'],
    ['1970-01-01T00:00:00.500Z', '0.5'],
    ['1970-04-26T17:46:39.999Z', '9999999.999'],
    ['1970-04-26T17:46:40.000Z', '1.0E7'],
    ['2033-05-18T03:33:20.000Z', '2.0E9'],
    ['2020-06-15T13:26:58.000Z', '1.592227618E9'],
  ])('writes %s as %s', async (clock, written) => {
    const { send } = asking({ clock });
    const text = await (await send(post('CreateKey'))).text();
    expect(text).toContain(`"CreationDate":${written},`);
  });

  it('has no body where the operation has no output', async () => {
    const { kms, ask } = asking(ORDERS);
    const KeyId = kms.key('alias/orders')?.KeyId;
    expect(await ask('CreateAlias', { AliasName: 'alias/more', TargetKeyId: KeyId })).toEqual(NO_OUTPUT);
    expect(await ask('UpdateKeyDescription', { KeyId, Description: 'Orders' })).toEqual(NO_OUTPUT);
    expect(await ask('DisableKey', { KeyId })).toEqual(NO_OUTPUT);
    expect(kms.key('alias/more')).toMatchObject({ Description: 'Orders', KeyState: 'Disabled' });
  });

  it('has bytes in base64, as requests have', async () => {
    const { ask } = asking(ORDERS);
    const Plaintext = Buffer.from([0, 255, 128, 10]).toString('base64');
    const encrypted = await ask('Encrypt', { KeyId: 'alias/orders', Plaintext });
    const { CiphertextBlob } = encrypted.body as { CiphertextBlob: string };
    expect(await ask('Decrypt', { CiphertextBlob })).toMatchObject({ status: 200, body: { Plaintext } });
  });
});

describe('a request', () => {
  const { ask, send } = asking();
  const refusedBy = (exception: string) => ({ status: 400, body: { __type: exception } });

  it.each([
    ['of no content type', { 'content-type': undefined }],
    ['of AWS JSON 1.0', { 'content-type': 'application/x-amz-json-1.0' }],
    ['of a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ])('%s is of no operation', async (_, headers) => {
    // A text body brings a content type of its own.
    const body = new Uint8Array(Buffer.from('{}'));
    expect(await ask('ListKeys', body, headers)).toEqual({ status: 404, body: '<UnknownOperationException/>\n' });
  });

  it('that is no POST is of no operation', async () => {
    const response = await send(new Request('http://127.0.0.1:4566/'));
    expect(response.status).toBe(404);
  });

  it('of plain JSON is answered as AWS does', async () => {
    expect(await ask('ListKeys', {}, { 'content-type': 'application/json' })).toEqual({
      status: 200,
      body: { Output: { __type: 'com.amazon.coral.service#UnknownOperationException' }, Version: '1.0' },
    });
  });

  it.each(['application/x-amz-json-1.1; charset=utf-8', 'Application/X-Amz-Json-1.1'])(
    'of the content type %s passes',
    async (contentType) => {
      expect(await ask('ListKeys', {}, { 'content-type': contentType })).toMatchObject({ status: 200 });
    },
  );

  it.each(['', '{', 'null', '"x"', '1', '{"a":1,}', '\ufeff{}', '{} {}'])(
    'whose body is %j cannot be read',
    async (body) => {
      expect(await ask('ListKeys', body)).toEqual(refusedBy('SerializationException'));
    },
  );

  it('whose body is no UTF-8 cannot be read', async () => {
    expect(await ask('ListKeys', new Uint8Array([0x22, 0xff, 0x22]))).toEqual(refusedBy('SerializationException'));
  });

  it('whose body is a list cannot be read', async () => {
    expect(await ask('ListKeys', [])).toEqual({
      status: 400,
      body: { __type: 'SerializationException', Message: 'Start of list found where not expected' },
    });
  });

  it.each([
    ['CreateKey', { Description: 5 }, 'NUMBER_VALUE can not be converted to a String'],
    ['ListKeys', { Limit: 'x' }, 'STRING_VALUE can not be converted to an Integer'],
    ['CreateKey', { Tags: {} }, 'Expected list or null'],
    ['CreateKey', { Description: {} }, 'Start of structure or map found where not expected.'],
    ['Encrypt', { KeyId: 'x', Plaintext: [1] }, 'Start of list found where not expected'],
    ['ImportKeyMaterial', { ValidTo: 'today' }, 'STRING_VALUE can not be converted to milliseconds since epoch'],
    ['ImportKeyMaterial', { ValidTo: 1e300 }, 'NUMBER_VALUE can not be converted to milliseconds since epoch'],
  ])('%s with %j has a member of a wrong type', async (operation, body, message) => {
    expect(await ask(operation, body)).toEqual({
      status: 400,
      body: { __type: 'SerializationException', Message: message },
    });
  });

  it.each(['*', 'a', 'AA-_'])('whose bytes are %j, no base64, cannot be read', async (Plaintext) => {
    expect(await ask('Encrypt', { KeyId: 'x', Plaintext })).toEqual(refusedBy('SerializationException'));
  });

  it('reads bytes within structures', async () => {
    const { body } = await ask('GenerateRandom', {
      NumberOfBytes: 16,
      Recipient: { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256', AttestationDocument: 'AAAA' },
    });
    expect(body).toMatchObject({ __type: 'ValidationException' });
  });

  it.each([
    ['of an operation that AWS KMS does not have', 'TrentService.MakeTea'],
    ['in another case', 'TrentService.listkeys'],
    ['of a property that every object has', 'TrentService.__proto__'],
    ['of another service', 'DynamoDB_20120810.ListTables'],
    ['without a service', 'ListKeys'],
    ['that is empty', ''],
  ])('whose target is one %s is of no operation', async (_, target) => {
    const headers = { 'x-amz-target': target, authorization: undefined };
    expect(await ask('', {}, headers)).toEqual(refusedBy('UnknownOperationException'));
  });

  it('may have members that are null, and members that no operation has', async () => {
    expect(await ask('ListKeys', { Limit: null, Marker: null, Colour: { red: 1 } })).toMatchObject({ status: 200 });
  });

  it('may have a fraction where a whole number belongs', async () => {
    expect(await ask('GenerateRandom', { NumberOfBytes: 1.5 })).toMatchObject({
      body: { Plaintext: expect.stringMatching(/^..==$/) },
    });
  });

  it('may have an encryption context with any name', async () => {
    const asked = asking(ORDERS);
    const context = '{"__proto__":"a","constructor":"b","größe":"😀"}';
    const { body } = await asked.ask(
      'Encrypt',
      `{"KeyId":"alias/orders","Plaintext":"AAAA","EncryptionContext":${context}}`,
    );
    const { CiphertextBlob } = body as { CiphertextBlob: string };
    const decrypt = (text: string) =>
      asked.ask('Decrypt', `{"CiphertextBlob":"${CiphertextBlob}","EncryptionContext":${text}}`);
    expect(await decrypt(context)).toMatchObject({ status: 200 });
    expect(await decrypt('{"constructor":"b","größe":"😀"}')).toEqual(refusedBy('InvalidCiphertextException'));
  });

  it('of more bytes than any call has is not read', async () => {
    const much = new Uint8Array(4 * 1024 * 1024 + 1).fill(0x20);
    expect(await ask('ListKeys', much)).toEqual({ status: 413, body: { __type: 'RequestEntityTooLargeException' } });
    much[much.length - 2] = 0x7b;
    much[much.length - 1] = 0x7d;
    expect(await ask('ListKeys', much.subarray(1))).toMatchObject({ status: 200 });
  });

  it('may come in pieces', async () => {
    const pieces = ['{"Numb', 'erOfBytes"', ':4}'].map((piece) => Buffer.from(piece));
    const body = new ReadableStream({
      pull(controller) {
        const piece = pieces.shift();
        if (piece === undefined) controller.close();
        else controller.enqueue(new Uint8Array(piece));
      },
    });
    const { headers } = post('GenerateRandom');
    const response = await send(
      new Request('http://localhost/', { method: 'POST', headers, body, duplex: 'half' } as never),
    );
    expect(await response.json()).toEqual({ Plaintext: expect.stringMatching(/^.{6}==$/) });
  });
});
