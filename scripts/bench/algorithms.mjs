// What client.send costs more than the raw primitive of node:crypto, and what the SDK's stack alone does: the same stack
// around the same primitive, since after milliseconds of arithmetic all other code runs slower too.
import {
  constants,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  publicEncrypt,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import {
  CreateKeyCommand,
  EncryptCommand,
  GenerateMacCommand,
  GetPublicKeyCommand,
  KMSClient,
  SignCommand,
  VerifyCommand,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { limitClient } from './limit-client.mjs';
import { compare, format } from './measure.mjs';

const Message = new Uint8Array(randomBytes(1024));
const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

// The quick ones first: what all calls share is warm when the slow ones come, which run less often.
const SIGNING = [
  ['ECC_NIST_EDWARDS25519', 'ED25519_SHA_512', null],
  ['ECC_NIST_P256', 'ECDSA_SHA_256', 'sha256'],
  ['ECC_SECG_P256K1', 'ECDSA_SHA_256', 'sha256'],
  ['ECC_NIST_P384', 'ECDSA_SHA_384', 'sha384'],
  ['ECC_NIST_P521', 'ECDSA_SHA_512', 'sha512'],
  ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_256', 'sha256'],
  ['RSA_2048', 'RSASSA_PSS_SHA_256', 'sha256', PSS],
  ['RSA_4096', 'RSASSA_PSS_SHA_512', 'sha512', PSS],
];

export async function benchAlgorithms() {
  const kms = localKms({ calls: false });
  const client = kms.attach(new KMSClient({ region: 'us-east-1' }));
  const keyOf = async (KeySpec, KeyUsage) =>
    (await client.send(new CreateKeyCommand({ KeySpec, KeyUsage }))).KeyMetadata.KeyId;
  const rows = [];
  const row = async (name, primitive, command) => {
    const stack = limitClient(() => ({ answer: primitive() }));
    const figures = await compare({
      primitive,
      stack: () => stack.send(command()),
      localkms: () => client.send(command()),
    });
    rows.push(`| ${[name, ...Object.values(figures).map(format)].join(' | ')} |`);
  };

  const MacAlgorithm = 'HMAC_SHA_256';
  const macKey = await keyOf('HMAC_256', 'GENERATE_VERIFY_MAC');
  const secret = createSecretKey(randomBytes(32));
  const { Mac } = await client.send(new GenerateMacCommand({ KeyId: macKey, Message, MacAlgorithm }));
  const mac = () => createHmac('sha256', secret).update(Message).digest();
  await row('GenerateMac HMAC_SHA_256', mac, () => new GenerateMacCommand({ KeyId: macKey, Message, MacAlgorithm }));
  await row('VerifyMac HMAC_SHA_256', mac, () => new VerifyMacCommand({ KeyId: macKey, Message, Mac, MacAlgorithm }));

  for (const [KeySpec, SigningAlgorithm, hash, padding] of SIGNING) {
    const KeyId = await keyOf(KeySpec, 'SIGN_VERIFY');
    const { pkcs8 } = await kms.key(KeyId).exportKeyMaterial();
    const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey(privateKey);
    // A bare key is what costs least: Node 24 takes 20 µs more to read one out of an object.
    const forHash = (key) => (padding === undefined ? key : { key, ...padding });
    const { Signature } = await client.send(new SignCommand({ KeyId, Message, SigningAlgorithm }));
    await row(
      `Sign ${SigningAlgorithm}, ${KeySpec}`,
      () => sign(hash, Message, forHash(privateKey)),
      () => new SignCommand({ KeyId, Message, SigningAlgorithm }),
    );
    await row(
      `Verify ${SigningAlgorithm}, ${KeySpec}`,
      () => verify(hash, Message, forHash(publicKey), Signature),
      () => new VerifyCommand({ KeyId, Message, Signature, SigningAlgorithm }),
    );
  }

  const rsaKey = await keyOf('RSA_2048', 'ENCRYPT_DECRYPT');
  const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: rsaKey }));
  const key = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
  const Plaintext = Message.subarray(0, 32);
  await row(
    'Encrypt RSAES_OAEP_SHA_256, RSA_2048',
    () => publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, Plaintext),
    () => new EncryptCommand({ KeyId: rsaKey, Plaintext, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' }),
  );

  const start = performance.now();
  await keyOf('RSA_4096', 'SIGN_VERIFY');
  const createKey = performance.now() - start;
  return [
    '### Algorithms, 1 KB messages, processor time',
    '',
    '| | primitive, µs | the stack adds, µs | client.send adds, µs |',
    '|---|---:|---:|---:|',
    ...rows,
    '',
    `CreateKey(RSA_4096) returns within ${format(createKey)} ms.`,
    '',
  ].join('\n');
}
