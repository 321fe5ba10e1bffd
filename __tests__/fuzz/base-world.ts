import { generateKeyPairSync } from 'node:crypto';
import type { KeySpecName, LocalKms, WorldSnapshot } from '../../src/index.js';
import { localKms } from '../../src/index.js';
import { GRANTEE, RETIRING } from '../support/grants.js';
import { bytesOf, importMaterial, wrapped } from '../support/key-import.js';
import { CLUSTER_ID, connectedStore, createStore, ENDPOINT, keyInStore, SERVICE_NAME } from '../support/key-stores.js';
import { CHINA } from '../support/keys.js';
import { cutDocuments } from './cut-documents.js';
import { PLACES, type Send, senderAt } from './places.js';
import type { Pool, SomeKey } from './pool.js';

/** A world to start from, and what is right in it. */
export interface BaseWorld {
  readonly snapshot: WorldSnapshot;
  readonly pool: Pool;
}

const START = '2030-01-01T00:00:00Z';

/** Ids and key material are the same in every run, so that a case can be told by its seed. */
export function newFuzzWorld(calls: number | undefined): LocalKms {
  return localKms({ randomSeed: 'fuzz', clock: START, ...(calls !== undefined && { calls }) });
}

const SPECS: readonly (readonly [KeySpecName, KeyUsage: string, algorithm?: string])[] = [
  ['HMAC_256', 'GENERATE_VERIFY_MAC'],
  ['RSA_2048', 'ENCRYPT_DECRYPT'],
  ['RSA_2048', 'SIGN_VERIFY', 'RSASSA_PSS_SHA_256'],
  ['ECC_NIST_P256', 'SIGN_VERIFY', 'ECDSA_SHA_256'],
  ['ECC_NIST_P384', 'KEY_AGREEMENT'],
  ['ECC_NIST_P521', 'SIGN_VERIFY', 'ECDSA_SHA_512'],
  ['ECC_SECG_P256K1', 'SIGN_VERIFY', 'ECDSA_SHA_256'],
  ['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY', 'ED25519_SHA_512'],
  ['ML_DSA_44', 'SIGN_VERIFY', 'ML_DSA_SHAKE_256'],
  ['ML_KEM_512', 'ENCAPSULATE_DECAPSULATE'],
];

/** A key of every kind and in every key state, what they made, and tokens of all sorts. */
export async function baseWorld(): Promise<BaseWorld> {
  const kms = newFuzzWorld(undefined);
  const send = senderAt(kms, PLACES[0]);
  // The helpers of tests call by name and input, as a Send does.
  const caller = { call: send as never } as { call: never };
  const texts: string[] = [];
  const blobs: Uint8Array[] = [];
  const create = async (input: object, by: Send = send) => {
    const { KeyMetadata } = (await by('CreateKey', input)) as { KeyMetadata: { Arn: string } };
    texts.push(KeyMetadata.Arn);
    return KeyMetadata.Arn;
  };
  const blob = async (operation: Parameters<Send>[0], member: string, input: object) => {
    const bytes = (await send(operation, input))[member] as Uint8Array;
    blobs.push(bytes);
    return bytes;
  };

  const symmetric = await create({});
  await send('CreateAlias', { AliasName: 'alias/fuzz', TargetKeyId: symmetric });
  await send('RotateKeyOnDemand', { KeyId: symmetric });
  const CiphertextBlob = await blob('Encrypt', 'CiphertextBlob', { KeyId: symmetric, Plaintext: bytesOf(1) });
  const grant = { KeyId: symmetric, RetiringPrincipal: RETIRING, Operations: ['Encrypt', 'CreateGrant'] };
  const { GrantId, GrantToken } = await send('CreateGrant', { ...grant, GranteePrincipal: GRANTEE });
  await send('CreateGrant', { ...grant, GranteePrincipal: GRANTEE });
  const { NextMarker } = await send('ListGrants', { KeyId: symmetric, Limit: 1 });
  await send('TagResource', { KeyId: symmetric, Tags: [{ TagKey: 'fuzz', TagValue: '1' }] });
  await send('DisableKey', { KeyId: await create({}) });
  await send('ScheduleKeyDeletion', { KeyId: await create({}) });
  await send('EnableKeyRotation', { KeyId: await create({}), RotationPeriodInDays: 90 });
  await send('ReplicateKey', { KeyId: await create({ MultiRegion: true }), ReplicaRegion: 'eu-west-1' });

  const Message = bytesOf(1);
  for (const [KeySpec, KeyUsage, SigningAlgorithm] of SPECS) {
    const KeyId = await create({ KeySpec, KeyUsage });
    if (SigningAlgorithm !== undefined) await blob('Sign', 'Signature', { KeyId, Message, SigningAlgorithm });
    if (KeyUsage !== 'GENERATE_VERIFY_MAC') await blob('GetPublicKey', 'PublicKey', { KeyId });
    else await blob('GenerateMac', 'Mac', { KeyId, Message, MacAlgorithm: 'HMAC_SHA_256' });
  }
  await create({ KeySpec: 'SM2', KeyUsage: 'ENCRYPT_DECRYPT' }, senderAt(kms, { region: CHINA }));

  const external = await create({ Origin: 'EXTERNAL' });
  await create({ Origin: 'EXTERNAL', KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  const { KeyMaterialId } = await importMaterial(caller, external, bytesOf(32));
  const { ImportToken, EncryptedKeyMaterial } = await wrapped(caller, external, bytesOf(32));

  const stores = [await connectedStore(caller, 'AWS_CLOUDHSM'), await createStore(caller, 'EXTERNAL_KEY_STORE')];
  texts.push((await keyInStore(caller, stores[0] as string)).Arn);

  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const document = await kms.attestationDocument({
    publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    timestamp: Date.parse(START),
  });
  const { Policy } = (await send('GetKeyPolicy', { KeyId: symmetric })) as { Policy: string };
  return {
    snapshot: kms.snapshot(),
    pool: {
      keys: kms.keys() as SomeKey[],
      texts: [
        ...texts,
        ...texts.map((arn) => arn.split('/')[1] as string),
        ...['alias/fuzz', 'alias/none', 'alias/aws/s3', 'alias/aws/ebs'],
        symmetric.replace('us-east-1', 'eu-west-1'),
        symmetric.replace(/key\/.*/, 'alias/fuzz'),
      ],
      blobs: [...blobs, ImportToken, EncryptedKeyMaterial, bytesOf(32, 0), bytesOf(1, 0), document],
      byMember: {
        AliasName: ['alias/fuzz', 'alias/new', 'alias/aws/s3'],
        AttestationDocument: [...Array.from({ length: 60 }, () => document), ...cutDocuments(document)],
        CiphertextBlob: [CiphertextBlob],
        CloudHsmClusterId: [CLUSTER_ID],
        CustomKeyStoreId: stores,
        EncryptedKeyMaterial: [EncryptedKeyMaterial],
        EncryptionContext: [undefined, undefined, { a: 'b' }],
        GranteePrincipal: [GRANTEE, RETIRING],
        GrantId: [GrantId, '0'.repeat(64)],
        GrantToken: [GrantToken],
        GrantTokens: [[GrantToken], [GrantToken, GrantToken], []],
        ImportToken: [ImportToken],
        KeyMaterialId: [KeyMaterialId, '0'.repeat(64)],
        // RSA pairs take long.
        KeyPairSpec: ['ECC_NIST_P256', 'ECC_NIST_P521', 'ECC_NIST_EDWARDS25519', 'SM2'],
        Marker: [NextMarker],
        Policy: [Policy, '{}', '{"Version":"2012-10-17","Statement":[]}', Policy.replace('root', 'user/none')],
        PolicyName: ['default'],
        PrimaryRegion: ['eu-west-1', 'us-east-1'],
        ReplicaRegion: ['eu-west-1', 'ap-south-1', CHINA],
        RetiringPrincipal: [RETIRING],
        ValidTo: [new Date(Date.parse(START) + 1000), new Date(Date.parse(START) - 1), 1e300, 8.64e15, 8.64e12],
        WrappingKeySpec: ['RSA_2048'],
        XksProxyUriEndpoint: [ENDPOINT],
        XksProxyVpcEndpointServiceName: [SERVICE_NAME],
      },
    },
  };
}
