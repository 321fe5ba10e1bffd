import { generateKeyPairSync } from 'node:crypto';
import { makeAttestationDocument } from '../../src/bench/attestation/make-attestation-document.js';
import { START, type TestKms } from '../support/engine.js';
import { GRANTEE, OTHER_ACCOUNT, RETIRING } from '../support/grants.js';
import { bytesOf, importKms, importMaterial, wrapped } from '../support/key-import.js';
import { CLUSTER_ID, connectedStore, createStore, ENDPOINT, keyInStore, SERVICE_NAME } from '../support/key-stores.js';
import { CHINA } from '../support/keys.js';
import type { Pool } from './pool.js';

export interface FuzzWorld {
  readonly kms: TestKms;
  readonly pool: Pool;
}

/** Who calls, mostly the owner of the keys. */
export const PLACES = [
  {},
  {},
  {},
  {},
  {},
  {},
  { region: CHINA },
  { region: 'eu-west-1' },
  { account: OTHER_ACCOUNT },
] as const;

const SPECS = [
  ['HMAC_256', 'GENERATE_VERIFY_MAC'],
  ['RSA_2048', 'ENCRYPT_DECRYPT'],
  ['RSA_2048', 'SIGN_VERIFY'],
  ['ECC_NIST_P256', 'SIGN_VERIFY'],
  ['ECC_NIST_P384', 'KEY_AGREEMENT'],
  ['ECC_NIST_P521', 'SIGN_VERIFY'],
  ['ECC_SECG_P256K1', 'SIGN_VERIFY'],
  ['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY'],
  ['ML_DSA_44', 'SIGN_VERIFY'],
  ['ML_KEM_512', 'ENCAPSULATE_DECAPSULATE'],
] as const;

const ALGORITHMS: Readonly<Record<string, string>> = {
  RSA_2048: 'RSASSA_PSS_SHA_256',
  ECC_NIST_P256: 'ECDSA_SHA_256',
  ECC_NIST_P521: 'ECDSA_SHA_512',
  ECC_SECG_P256K1: 'ECDSA_SHA_256',
  ECC_NIST_EDWARDS25519: 'ED25519_SHA_512',
  ML_DSA_44: 'ML_DSA_SHAKE_256',
};

/** A Condition deeper than any call stack. */
function deepPolicy(policy: string): string {
  const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
  return policy.replace('"Effect"', `"Condition" : ${deep}, "Effect"`);
}

/** A key of every kind and in every key state, what they made, and tokens of all sorts. */
export async function fuzzWorld(): Promise<FuzzWorld> {
  const kms = importKms();
  const china = kms.as({ region: CHINA });
  const texts: string[] = [];
  const blobs: Uint8Array[] = [];
  const create = async (input: object, caller: Pick<TestKms, 'call'> = kms) => {
    const { KeyMetadata } = await caller.call('CreateKey', input);
    texts.push(KeyMetadata.Arn as string);
    return KeyMetadata.Arn as string;
  };

  const symmetric = await create({});
  await kms.call('CreateAlias', { AliasName: 'alias/fuzz', TargetKeyId: symmetric });
  await kms.call('RotateKeyOnDemand', { KeyId: symmetric });
  const { CiphertextBlob } = await kms.call('Encrypt', { KeyId: symmetric, Plaintext: 'x' });
  const grantInput = {
    KeyId: symmetric,
    GranteePrincipal: GRANTEE,
    RetiringPrincipal: RETIRING,
    Operations: ['Encrypt'],
  };
  const { GrantId, GrantToken } = await kms.call('CreateGrant', grantInput);
  await kms.call('CreateGrant', grantInput);
  const { NextMarker } = await kms.call('ListGrants', { KeyId: symmetric, Limit: 1 });
  await kms.call('TagResource', { KeyId: symmetric, Tags: [{ TagKey: 'fuzz', TagValue: '1' }] });
  await kms.call('DisableKey', { KeyId: await create({}) });
  await kms.call('ScheduleKeyDeletion', { KeyId: await create({}) });
  await kms.call('ReplicateKey', { KeyId: await create({ MultiRegion: true }), ReplicaRegion: 'eu-west-1' });

  for (const [KeySpec, KeyUsage] of SPECS) {
    const KeyId = await create({ KeySpec, KeyUsage });
    if (KeyUsage !== 'GENERATE_VERIFY_MAC') blobs.push((await kms.call('GetPublicKey', { KeyId })).PublicKey);
    const SigningAlgorithm = KeyUsage === 'SIGN_VERIFY' && ALGORITHMS[KeySpec];
    if (SigningAlgorithm) blobs.push((await kms.call('Sign', { KeyId, Message: 'x', SigningAlgorithm })).Signature);
    if (KeyUsage === 'GENERATE_VERIFY_MAC') {
      blobs.push((await kms.call('GenerateMac', { KeyId, Message: 'x', MacAlgorithm: 'HMAC_SHA_256' })).Mac);
    }
  }
  await create({ KeySpec: 'SM2', KeyUsage: 'ENCRYPT_DECRYPT' }, china);

  const external = await create({ Origin: 'EXTERNAL' });
  await create({ Origin: 'EXTERNAL', KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  const { KeyMaterialId } = await importMaterial(kms, external, bytesOf(32));
  const { ImportToken, EncryptedKeyMaterial } = await wrapped(kms, external, bytesOf(32));
  blobs.push(ImportToken, EncryptedKeyMaterial, CiphertextBlob, new Uint8Array(32), new Uint8Array(1));

  const stores = [await connectedStore(kms, 'AWS_CLOUDHSM'), await createStore(kms, 'EXTERNAL_KEY_STORE')];
  texts.push((await keyInStore(kms, stores[0] as string)).Arn);
  await kms.call('DescribeKey', { KeyId: 'alias/aws/ebs' });
  // From its first ListAliases on an account has the predefined aliases.
  for (const place of PLACES) await kms.as(place).call('ListAliases', {});

  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const AttestationDocument = await makeAttestationDocument({
    publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    timestamp: START,
  });
  const { Policy } = await kms.call('GetKeyPolicy', { KeyId: symmetric });
  texts.push(
    'alias/fuzz',
    'alias/none',
    symmetric.replace('us-east-1', 'eu-west-1'),
    symmetric.split('/')[1] as string,
  );
  return {
    kms,
    pool: {
      keys: [...kms.world.state.all('keys')],
      texts: [...texts, ...texts.map((arn) => arn.split('/')[1] as string), 'alias/aws/s3'],
      blobs: [...blobs, AttestationDocument],
      byMember: {
        AliasName: ['alias/fuzz', 'alias/new', 'alias/aws/s3'],
        AttestationDocument: [AttestationDocument],
        CiphertextBlob: [CiphertextBlob],
        CloudHsmClusterId: [CLUSTER_ID],
        CustomKeyStoreId: stores,
        EncryptedKeyMaterial: [EncryptedKeyMaterial],
        GranteePrincipal: [GRANTEE, RETIRING],
        GrantId: [GrantId, '0'.repeat(64)],
        GrantToken: [GrantToken],
        GrantTokens: [[GrantToken], [GrantToken, GrantToken], []],
        ImportToken: [ImportToken],
        KeyMaterialId: [KeyMaterialId, '0'.repeat(64)],
        KeyPairSpec: ['ECC_NIST_P256', 'ECC_NIST_P521', 'ECC_NIST_EDWARDS25519', 'SM2'],
        Marker: [NextMarker],
        Policy: [
          Policy,
          '{}',
          '{"Version":"2012-10-17","Statement":[]}',
          Policy.replace('root', 'user/none'),
          deepPolicy(Policy),
        ],
        PolicyName: ['default'],
        PrimaryRegion: ['eu-west-1', 'us-east-1'],
        ReplicaRegion: ['eu-west-1', 'ap-south-1', CHINA],
        RetiringPrincipal: [RETIRING],
        ValidTo: [new Date(START + 1000), new Date(START - 1), 1e300, 8.64e15],
        WrappingKeySpec: ['RSA_2048'],
        XksProxyUriEndpoint: [ENDPOINT],
        XksProxyVpcEndpointServiceName: [SERVICE_NAME],
      },
    },
  };
}
