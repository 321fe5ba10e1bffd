// In the page of `npm run bench browser`: algorithms through client.send against the primitive of WebCrypto.
import { CreateKeyCommand, EncryptCommand, GenerateMacCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { localKms } from 'localkms';

const Message = crypto.getRandomValues(new Uint8Array(1024));
const ROUNDS = 11;
const BATCH = 40;

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Both in turn in one run, in microseconds per call. */
async function compare(primitive, call) {
  const samples = [[], []];
  for (let round = -2; round < ROUNDS; round++) {
    for (const [at, run] of [primitive, call].entries()) {
      const start = performance.now();
      for (let i = 0; i < BATCH; i++) await run();
      if (round >= 0) samples[at].push(((performance.now() - start) / BATCH) * 1000);
    }
  }
  return samples.map(median);
}

async function rows() {
  const client = localKms({ calls: false }).attach(new KMSClient({ region: 'us-east-1' }));
  const keyOf = async (KeySpec, KeyUsage) =>
    (await client.send(new CreateKeyCommand({ KeySpec, KeyUsage }))).KeyMetadata.KeyId;
  const { subtle } = crypto;

  const aes = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  const symmetric = await keyOf('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT');
  const hmac = await subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const macKey = await keyOf('HMAC_256', 'GENERATE_VERIFY_MAC');
  const ecdsa = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  const ecKey = await keyOf('ECC_NIST_P256', 'SIGN_VERIFY');
  const rsaParameters = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
  const rsa = await subtle.generateKey({ name: 'RSA-PSS', ...rsaParameters }, false, ['sign']);
  const rsaKey = await keyOf('RSA_2048', 'SIGN_VERIFY');

  const sign = (KeyId, SigningAlgorithm) => () => client.send(new SignCommand({ KeyId, Message, SigningAlgorithm }));
  return {
    'Encrypt SYMMETRIC_DEFAULT': await compare(
      () => subtle.encrypt({ name: 'AES-GCM', iv: crypto.getRandomValues(new Uint8Array(12)) }, aes, Message),
      () => client.send(new EncryptCommand({ KeyId: symmetric, Plaintext: Message })),
    ),
    'GenerateMac HMAC_SHA_256': await compare(
      () => subtle.sign('HMAC', hmac, Message),
      () => client.send(new GenerateMacCommand({ KeyId: macKey, Message, MacAlgorithm: 'HMAC_SHA_256' })),
    ),
    'Sign ECDSA_SHA_256, ECC_NIST_P256': await compare(
      () => subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, ecdsa.privateKey, Message),
      sign(ecKey, 'ECDSA_SHA_256'),
    ),
    'Sign RSASSA_PSS_SHA_256, RSA_2048': await compare(
      () => subtle.sign({ name: 'RSA-PSS', saltLength: 32 }, rsa.privateKey, Message),
      sign(rsaKey, 'RSASSA_PSS_SHA_256'),
    ),
  };
}

globalThis.figures = rows();
