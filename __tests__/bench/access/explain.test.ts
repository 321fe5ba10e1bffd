import {
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EncryptCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { type LocalKms, localKms } from '../../../src/index.js';

const ACCOUNT = '000000000000';
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const ORDERS = `arn:aws:sts::${ACCOUNT}:assumed-role/orders/s1`;
const ALLOW_ORDERS = {
  Sid: 'AllowOrders',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/app/orders` },
  Action: 'kms:Decrypt',
  Resource: '*',
  Condition: { StringEquals: { 'kms:EncryptionContext:tenant': 'acme' } },
};
const ADMINISTRATION = {
  Effect: 'Allow',
  Principal: { AWS: ROOT },
  Action: ['kms:Put*', 'kms:Encrypt', 'kms:CreateAlias'],
  Resource: '*',
};

function clientOf(kms: Pick<LocalKms, 'attach'>): KMSClient {
  return kms.attach(new KMSClient({ region: 'us-east-1' }));
}

/** A key whose policy lets the orders role decrypt for one tenant, and ciphertext of another one. */
async function ordersKey() {
  const kms = localKms();
  const client = clientOf(kms);
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [ADMINISTRATION, ALLOW_ORDERS] });
  const { KeyMetadata } = await client.send(new CreateKeyCommand({ Policy }));
  const KeyId = KeyMetadata?.Arn as string;
  await client.send(new CreateAliasCommand({ AliasName: 'alias/orders', TargetKeyId: KeyId }));
  const EncryptionContext = { tenant: 'globex' };
  const { CiphertextBlob } = await client.send(
    new EncryptCommand({ KeyId, Plaintext: new Uint8Array(1), EncryptionContext }),
  );
  return { kms, client, orders: clientOf(kms.as({ principal: ORDERS })), KeyId, CiphertextBlob, EncryptionContext };
}

function caught(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => Promise.reject(new Error('was not refused')),
    (error: Error) => error,
  );
}

describe('explain', () => {
  it.each([
    [
      'constraints',
      { Operations: ['Encrypt' as const], Constraints: { EncryptionContextSubset: { tenant: 'acme' } } },
      'has constraints that the call does not meet: EncryptionContextSubset {"tenant":"acme"}',
    ],
    ['operations', { Operations: ['Decrypt' as const] }, 'is for other operations: Decrypt'],
  ])('tells of a grant that has other %s, where IAM does not allow the call', async (_, terms, why) => {
    const role = `arn:aws:iam::${ACCOUNT}:role/orders`;
    const kms = localKms({ keys: [{ Alias: 'alias/orders' }], iam: { roles: { [role]: {} } } });
    const { Arn } = kms.key('alias/orders');
    const { GrantId } = await clientOf(kms).send(
      new CreateGrantCommand({ KeyId: Arn, GranteePrincipal: role, ...terms }),
    );
    expect(String(await kms.can({ principal: ORDERS, operation: 'Encrypt', KeyId: Arn }))).toBe(
      [
        `Encrypt by ${ORDERS}: denied`,
        `- kms:Encrypt on ${Arn}: denied, no identity-based policy allows it`,
        `  - grant ${GrantId} to the caller ${why}`,
        '  - asked: the key policy',
      ].join('\n'),
    );
  });

  it('tells of an exception that the program caught which condition was not met', async () => {
    const { kms, orders, KeyId, CiphertextBlob, EncryptionContext } = await ordersKey();
    const error = await caught(orders.send(new DecryptCommand({ CiphertextBlob, EncryptionContext })));
    const access = await kms.explain(error);
    expect(access).toMatchObject({ allowed: false, operation: 'Decrypt', principal: ORDERS, message: error.message });
    expect(String(access)).toBe(
      [
        `Decrypt by ${ORDERS}: denied`,
        `- kms:Decrypt on ${KeyId}: denied, neither the key policy nor a grant allows it`,
        '  - statement `AllowOrders` of the key policy would allow it, but its condition StringEquals kms:EncryptionContext:tenant wants `acme`, and the call has `globex`',
        '  - asked: the key policy',
      ].join('\n'),
    );
  });

  it('tells the same of a recorded call', async () => {
    const { kms, orders, CiphertextBlob, EncryptionContext } = await ordersKey();
    const error = await caught(orders.send(new DecryptCommand({ CiphertextBlob, EncryptionContext })));
    const [call] = kms.calls('Decrypt');
    expect(await kms.explain(call)).toEqual(await kms.explain(error));
  });

  it('tells what allowed a call', async () => {
    const { kms, KeyId } = await ordersKey();
    const [call] = kms.calls('Encrypt');
    expect(String(await kms.explain(call))).toBe(
      `Encrypt by ${ROOT}: allowed\n- kms:Encrypt on ${KeyId}: allowed by Statement[0] of the key policy`,
    );
  });

  it('tells of the policies as they were, whatever became of them', async () => {
    const role = `arn:aws:iam::${ACCOUNT}:role/app/orders`;
    const managed = `arn:aws:iam::${ACCOUNT}:policy/keys`;
    const documentOf = (Sid: string) => ({
      Version: '2012-10-17',
      Statement: { Sid, Effect: 'Allow', Action: 'kms:*', Resource: '*' },
    });
    const kms = localKms({
      keys: [{ KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab', Alias: 'alias/orders' }],
      iam: { roles: { [role]: { policies: [managed] } }, policies: { [managed]: documentOf('Before') } },
    });
    const input = { KeyId: 'alias/orders', Plaintext: new Uint8Array(1) };
    await clientOf(kms.as({ principal: ORDERS })).send(new EncryptCommand(input));
    await kms.iam.putPolicy(managed, documentOf('After'));
    await kms.iam.putRole(role, { policies: [] });
    const [call] = kms.calls('Encrypt');
    const policy = { policyType: 'identity-based policy', policy: managed, policyArn: managed };
    expect(call?.decisions).toEqual([
      {
        principal: ORDERS,
        action: 'kms:Encrypt',
        resource: call?.keyArns[0],
        allowed: true,
        isIamAssumed: false,
        statement: { ...policy, sid: 'Before', at: 0 },
        asked: [{ policyType: 'resource-based policy', policy: 'the key policy' }, policy],
      },
    ]);
    expect((await kms.can({ principal: role, operation: 'Encrypt', ...input })).allowed).toBe(false);
  });

  it('tells that iam does not name the caller', async () => {
    const role = `arn:aws:iam::${ACCOUNT}:role/app/order`;
    const kms = localKms({
      keys: [{ KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }],
      iam: { roles: { [role]: { policies: [] } } },
    });
    const question = { operation: 'DisableKey', KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' } as const;
    const unknown = await kms.can({ principal: ORDERS, ...question });
    expect(unknown.decisions).toMatchObject([{ unknownCaller: `arn:aws:iam::${ACCOUNT}:role/orders` }]);
    expect(String(unknown)).toContain(
      [
        'denied, no identity-based policy allows it',
        `  - there is no arn:aws:iam::${ACCOUNT}:role/orders in iam, which tells of its account: it has no policies`,
        '  - asked: the key policy',
      ].join('\n'),
    );
    const [decision] = (await kms.can({ principal: role, ...question })).decisions;
    expect(decision).toMatchObject({ allowed: false, by: 'identity-based policy' });
    expect(decision).not.toHaveProperty('unknownCaller');
  });

  it('tells that nothing had to be asked', async () => {
    const kms = localKms({ keys: [{ KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }] });
    await clientOf(kms).send(new DescribeKeyCommand({ KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }));
    expect(String(await kms.explain(kms.calls()[0]))).toBe(
      `DescribeKey by ${ROOT}: allowed\n- the key policy leaves it to the account, and nothing is told of its IAM`,
    );
  });

  it('tells of a key that is not there what AWS keeps to itself', async () => {
    const kms = localKms();
    const KeyId = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const error = await caught(clientOf(kms).send(new DisableKeyCommand({ KeyId })));
    expect(String(await kms.explain(error))).toBe(
      `DisableKey by ${ROOT}: denied\n- there is no such key, which AWS does not tell a caller of another account`,
    );
  });

  it('tells of a call that failed for another reason', async () => {
    const kms = localKms();
    const KeyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
    const error = await caught(clientOf(kms).send(new DescribeKeyCommand({ KeyId })));
    expect(await kms.explain(error)).toMatchObject({ allowed: true, decisions: [] });
    expect(String(await kms.explain(error))).toBe(
      [
        `DescribeKey by ${ROOT}: not denied`,
        '- no policy was asked: it failed before, or the key policy leaves it to the account, and nothing is told of its IAM',
        `- it failed for another reason: NotFoundException: Key 'arn:aws:kms:us-east-1:${ACCOUNT}:key/${KeyId}' does not exist`,
      ].join('\n'),
    );
  });

  it('refuses what is no call, and a call that is not remembered', async () => {
    const kms = localKms();
    await expect(kms.explain(new Error('mine'))).rejects.toThrow(
      new TypeError(
        '[localkms] explain: expected an exception of a KMSClient, or one of calls(); it has no request id',
      ),
    );
    await expect(kms.explain({ $metadata: { requestId: 'r1' } })).rejects.toThrow(
      new Error('[localkms] explain: no call with the request id r1 is remembered'),
    );
  });
});

describe('can', () => {
  it('asks and calls nothing', async () => {
    const { kms } = await ordersKey();
    const before = kms.calls().length;
    const question = { principal: ORDERS, operation: 'Decrypt', KeyId: 'alias/orders' } as const;
    const access = await kms.can({ ...question, EncryptionContext: { tenant: 'acme' } });
    expect(access).toMatchObject({
      allowed: true,
      decisions: [{ allowed: true, statement: { sid: 'AllowOrders', at: 1 } }],
    });
    expect(await kms.can(question)).toMatchObject({
      allowed: false,
      message: expect.stringContaining('because no resource-based policy allows the kms:Decrypt action'),
    });
    expect(kms.calls()).toHaveLength(before);
  });

  it('refuses a question that cannot be, with its path', async () => {
    const { kms } = await ordersKey();
    await expect(kms.can('Decrypt' as never)).rejects.toThrow('[localkms] question: expected an object');
    await expect(kms.can({ operation: 'Decipher' } as never)).rejects.toThrow('question.operation');
    await expect(kms.can({ operation: 'Decrypt', EncryptionCntext: {} } as never)).rejects.toThrow(
      '[localkms] question.EncryptionCntext: Decrypt has no such member, only CiphertextBlob,',
    );
    await expect(kms.can({ operation: 'Decrypt', KeyId: 'alias/none' })).rejects.toThrow(
      `[localkms] question: Decrypt would fail before policies are asked: NotFoundException: Alias arn:aws:kms:us-east-1:${ACCOUNT}:alias/none is not found.`,
    );
  });
});

describe('access', () => {
  it('refuses a question that cannot be, with its path', async () => {
    const { kms } = await ordersKey();
    await expect(kms.access({ EncryptionContext: {} } as never)).rejects.toThrow(
      '[localkms] question.EncryptionContext: there is no such option, only principals, operations, keys, input',
    );
    await expect(kms.access({ operations: ['Decipher'] } as never)).rejects.toThrow('question.operations[0]');
  });

  it('is a matrix of principals, keys and operations', async () => {
    const { kms } = await ordersKey();
    const matrix = await kms.access({
      principals: [ROOT, ORDERS],
      operations: ['Encrypt', 'PutKeyPolicy', 'DisableKey'],
    });
    const row = {
      [`arn:aws:kms:us-east-1:${ACCOUNT}:alias/orders`]: { Encrypt: true, PutKeyPolicy: true, DisableKey: false },
    };
    // Nothing is told of IAM: what the account may, each of its principals may.
    expect(matrix).toEqual({ [ROOT]: row, [ORDERS]: row });
  });
});

describe('policies', () => {
  it('are least where they allow what was seen', async () => {
    const { kms, KeyId } = await ordersKey();
    expect(await kms.policies.leastPrivilege(ROOT, { encryptionContext: true })).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['kms:CreateKey'], Resource: ['*'] },
        { Effect: 'Allow', Action: ['kms:CreateAlias'], Resource: [`arn:aws:kms:us-east-1:${ACCOUNT}:alias/orders`] },
        { Effect: 'Allow', Action: ['kms:CreateAlias'], Resource: [KeyId] },
        {
          Effect: 'Allow',
          Action: ['kms:Encrypt'],
          Resource: [KeyId],
          Condition: { StringEquals: { 'kms:EncryptionContext:tenant': 'globex' } },
        },
      ],
    });
    await expect(kms.policies.leastPrivilege(ORDERS)).rejects.toThrow(
      `[localkms] leastPrivilege: no call of ${ORDERS} that was answered is remembered`,
    );
  });

  it('list the statements and conditions that no call came to', async () => {
    const { kms, orders, KeyId, CiphertextBlob, EncryptionContext } = await ordersKey();
    const place = {
      owner: KeyId,
      policyType: 'resource-based policy',
      policy: 'the key policy',
      sid: 'AllowOrders',
      at: 1,
    };
    expect(await kms.policies.coverage()).toEqual({ statements: [place], conditions: [], grants: [] });
    await caught(orders.send(new DecryptCommand({ CiphertextBlob, EncryptionContext })));
    expect(await kms.policies.coverage()).toEqual({
      statements: [],
      conditions: [{ ...place, operator: 'StringEquals', key: 'kms:EncryptionContext:tenant' }],
      grants: [],
    });
  });
});
