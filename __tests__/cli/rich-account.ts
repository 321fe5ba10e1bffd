import { constants, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import * as Kms from '@aws-sdk/client-kms';
import { type LocalKms, localKms } from '../../src/local-kms.js';
import { isOffered, KEY_SPEC_NAMES, keySpec } from '../../src/model/key-specs.js';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const REPLICA_REGION = 'us-east-1';
/** Nobody asks for it, but a replica key is there. */
export const THIRD_REGION = 'ap-south-1';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/orders`;
const POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'all: "of it"',
      Effect: 'Allow',
      Principal: { AWS: [ROLE, `arn:aws:iam::${ACCOUNT}:root`] },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
};

/** Keys of every spec and usage, state, origin and history that a seed can have, in three Regions. */
export async function richAccount(): Promise<LocalKms> {
  const stack = { TagKey: 'aws:cloudformation:stack-name', TagValue: 'orders' };
  const kms = localKms({
    accountId: ACCOUNT,
    clock: '2025-01-01T00:00:00Z',
    keys: [{ Region: REGION, Description: 'of a stack', Tags: [stack, { TagKey: 'team', TagValue: 'shop' }] }],
  });
  const client = kms.attach(new Kms.KMSClient({ region: REGION }));
  async function create(input: Kms.CreateKeyCommandInput = {}): Promise<string> {
    return (await client.send(new Kms.CreateKeyCommand(input))).KeyMetadata?.KeyId as string;
  }

  for (const KeySpec of KEY_SPEC_NAMES.filter((name) => isOffered(name, 'aws'))) {
    for (const KeyUsage of Object.keys(keySpec(KeySpec).usages) as Kms.KeyUsageType[]) {
      await create({ KeySpec: KeySpec as Kms.KeySpec, KeyUsage, Description: `${KeySpec}: # ${KeyUsage}` });
    }
  }

  const Policy = JSON.stringify(POLICY, null, 2);
  const orders = await create({
    Description: '  of "orders"\n# two lines',
    Policy,
    BypassPolicyLockoutSafetyCheck: true,
  });
  const other = await create({
    Tags: [
      { TagKey: 'a: b', TagValue: '365' },
      { TagKey: 'true', TagValue: '' },
    ],
  });
  for (const AliasName of ['alias/orders', 'alias/a/b']) {
    await client.send(new Kms.CreateAliasCommand({ AliasName, TargetKeyId: other }));
  }
  kms.clock.advance({ hours: 1 });
  await client.send(new Kms.UpdateAliasCommand({ AliasName: 'alias/orders', TargetKeyId: orders }));

  await grants(client, orders);
  await client.send(new Kms.EnableKeyRotationCommand({ KeyId: orders, RotationPeriodInDays: 90 }));
  await client.send(new Kms.EnableKeyRotationCommand({ KeyId: other }));
  await client.send(new Kms.RotateKeyOnDemandCommand({ KeyId: orders }));

  await client.send(new Kms.DisableKeyCommand({ KeyId: await create({ Description: 'disabled' }) }));
  const doomed = await create({ Description: 'doomed' });
  await create({ Origin: 'EXTERNAL', Description: 'waits for its import' });
  await importInto(client, await create({ Origin: 'EXTERNAL', Description: 'imported' }));
  await importInto(client, await create({ Origin: 'EXTERNAL', KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }), {
    ExpirationModel: 'KEY_MATERIAL_EXPIRES',
    ValidTo: new Date(kms.clock.now() + 300 * 86_400_000),
  });

  const everywhere = await create({
    MultiRegion: true,
    Description: 'everywhere',
    Policy,
    BypassPolicyLockoutSafetyCheck: true,
  });
  for (const ReplicaRegion of [REPLICA_REGION, THIRD_REGION]) {
    await client.send(
      new Kms.ReplicateKeyCommand({
        KeyId: everywhere,
        ReplicaRegion,
        ...(ReplicaRegion === THIRD_REGION && { Description: 'far', Tags: [{ TagKey: 'far', TagValue: 'yes' }] }),
      }),
    );
  }
  const there = kms.attach(new Kms.KMSClient({ region: REPLICA_REGION }));
  await there.send(new Kms.CreateAliasCommand({ AliasName: 'alias/there', TargetKeyId: everywhere }));
  await there.send(new Kms.CreateGrantCommand({ KeyId: everywhere, GranteePrincipal: ROLE, Operations: ['Decrypt'] }));
  const far = kms.attach(new Kms.KMSClient({ region: THIRD_REGION }));
  await far.send(new Kms.CreateAliasCommand({ AliasName: 'alias/far', TargetKeyId: everywhere }));
  await far.send(new Kms.DisableKeyCommand({ KeyId: everywhere }));

  const going = await create({ MultiRegion: true, Description: 'going' });
  await client.send(new Kms.ReplicateKeyCommand({ KeyId: going, ReplicaRegion: REPLICA_REGION }));
  await client.send(new Kms.ScheduleKeyDeletionCommand({ KeyId: going, PendingWindowInDays: 8 }));
  await create({ MultiRegion: true, Description: 'alone' });
  // Of this Region alone, in a Region of its own.
  await there.send(new Kms.CreateKeyCommand({ Description: 'there' }));

  kms.clock.advance({ days: 200 });
  await client.send(new Kms.ScheduleKeyDeletionCommand({ KeyId: doomed, PendingWindowInDays: 7 }));
  await there.send(new Kms.ScheduleKeyDeletionCommand({ KeyId: going, PendingWindowInDays: 9 }));
  return kms;
}

async function grants(client: Kms.KMSClient, KeyId: string): Promise<void> {
  const Operations: Kms.GrantOperation[] = ['Encrypt', 'Decrypt', 'CreateGrant'];
  const given: Partial<Kms.CreateGrantCommandInput>[] = [
    { GranteePrincipal: ROLE },
    { GranteePrincipal: ROLE, Name: 'named', RetiringPrincipal: `arn:aws:iam::${ACCOUNT}:root` },
    { GranteePrincipal: ROLE, Constraints: { EncryptionContextSubset: { order: '42: "x"' } } },
    { GranteePrincipal: ROLE, Constraints: { EncryptionContextEquals: { '': 'a\nb' } } },
    {
      GranteeServicePrincipal: 'sns.amazonaws.com',
      RetiringServicePrincipal: 'sns.amazonaws.com',
      Constraints: { SourceArn: `arn:aws:sns:${REGION}:${ACCOUNT}:orders` },
    },
  ];
  for (const input of given) await client.send(new Kms.CreateGrantCommand({ KeyId, Operations, ...input }));
}

async function importInto(
  client: Kms.KMSClient,
  KeyId: string,
  expiry: Partial<Kms.ImportKeyMaterialCommandInput> = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' },
): Promise<void> {
  const wrapping = { KeyId, WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' } as const;
  const { PublicKey = new Uint8Array(), ImportToken } = await client.send(
    new Kms.GetParametersForImportCommand(wrapping),
  );
  const key = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
  const oaep = { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
  const EncryptedKeyMaterial = publicEncrypt(oaep, randomBytes(32));
  await client.send(new Kms.ImportKeyMaterialCommand({ KeyId, ImportToken, EncryptedKeyMaterial, ...expiry }));
}
