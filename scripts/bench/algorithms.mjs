// Each algorithm through client.send against the raw primitive of node:crypto, in turn in one run.
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
  KMSClient,
  SignCommand,
  VerifyCommand,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { format, measure } from './measure.mjs';

const Message = new Uint8Array(randomBytes(1024));
const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

const SIGNING = [
  ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_256', 'sha256', {}],
  ['RSA_2048', 'RSASSA_PSS_SHA_256', 'sha256', PSS],
  ['RSA_4096', 'RSASSA_PSS_SHA_512', 'sha512', PSS],
  ['ECC_NIST_P256', 'ECDSA_SHA_256', 'sha256', {}],
  ['ECC_NIST_P384', 'ECDSA_SHA_384', 'sha384', {}],
  ['ECC_NIST_P521', 'ECDSA_SHA_512', 'sha512', {}],
  ['ECC_SECG_P256K1', 'ECDSA_SHA_256', 'sha256', {}],
  ['ECC_NIST_EDWARDS25519', 'ED25519_SHA_512', null, {}],
];

export async function benchAlgorithms() {
  const kms = localKms({ calls: false });
  const client = kms.attach(new KMSClient({ region: 'us-east-1' }));
  const keyOf = async (KeySpec, KeyUsage) =>
    (await client.send(new CreateKeyCommand({ KeySpec, KeyUsage }))).KeyMetadata.KeyId;
  const rows = [];
  const row = async (name, primitive, call, slow) => {
    const figures = await measure(
      { primitive, call },
      slow ? { rounds: 9, batch: 20, warmUp: 20 } : { rounds: 11, batch: 100, warmUp: 300 },
    );
    rows.push(
      `| ${name} | ${format(figures.primitive)} | ${format(figures.call)} | ${format(figures.call - figures.primitive)} |`,
    );
  };

  const stack = new KMSClient({ region: 'us-east-1' });
  stack.middlewareStack.use({
    applyToStack(added) {
      const entry = (_next, context) => {
        let retry;
        const look = (middleware, options) => {
          if (options.name === 'retryMiddleware') retry = middleware;
        };
        added.applyToStack({ add: look, addRelativeTo: look, identifyOnResolve() {}, use() {} });
        return retry(async () => ({ response: {}, output: { $metadata: {} } }), context);
      };
      added.add(entry, { name: 'nothing', step: 'serialize', priority: 'high', override: true });
    },
  });
  await row(
    'nothing: the stack of the SDK alone',
    () => {},
    () => stack.send(new SignCommand({ KeyId: 'x', Message, SigningAlgorithm: 'ECDSA_SHA_256' })),
  );

  for (const [spec, SigningAlgorithm, hash, padding] of SIGNING) {
    const KeyId = await keyOf(spec, 'SIGN_VERIFY');
    const { pkcs8 } = await exported(kms, KeyId);
    const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey(privateKey);
    const { Signature } = await client.send(new SignCommand({ KeyId, Message, SigningAlgorithm }));
    const slow = spec.startsWith('RSA') || spec.endsWith('P521');
    await row(
      `Sign ${SigningAlgorithm}, ${spec}`,
      () => sign(hash, Message, { key: privateKey, ...padding }),
      () => client.send(new SignCommand({ KeyId, Message, SigningAlgorithm })),
      slow,
    );
    await row(
      `Verify ${SigningAlgorithm}, ${spec}`,
      () => verify(hash, Message, { key: publicKey, ...padding }, Signature),
      () => client.send(new VerifyCommand({ KeyId, Message, Signature, SigningAlgorithm })),
      slow,
    );
    if (spec === 'RSA_2048' && hash === 'sha256' && padding === PSS) {
      const encryptKey = await keyOf(spec, 'ENCRYPT_DECRYPT');
      const oaep = { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
      const Plaintext = Message.subarray(0, 32);
      await client.send(
        new EncryptCommand({ KeyId: encryptKey, Plaintext, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' }),
      );
      await row(
        'Encrypt RSAES_OAEP_SHA_256, RSA_2048',
        () => publicEncrypt(oaep, Plaintext),
        () =>
          client.send(new EncryptCommand({ KeyId: encryptKey, Plaintext, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' })),
      );
    }
  }

  const MacAlgorithm = 'HMAC_SHA_256';
  const macKey = await keyOf('HMAC_256', 'GENERATE_VERIFY_MAC');
  const secret = createSecretKey(randomBytes(32));
  const { Mac } = await client.send(new GenerateMacCommand({ KeyId: macKey, Message, MacAlgorithm }));
  const mac = () => createHmac('sha256', secret).update(Message).digest();
  await row('GenerateMac HMAC_SHA_256', mac, () =>
    client.send(new GenerateMacCommand({ KeyId: macKey, Message, MacAlgorithm })),
  );
  await row('VerifyMac HMAC_SHA_256', mac, () =>
    client.send(new VerifyMacCommand({ KeyId: macKey, Message, Mac, MacAlgorithm })),
  );

  const start = performance.now();
  await keyOf('RSA_4096', 'SIGN_VERIFY');
  const createKey = performance.now() - start;
  return [
    '### Algorithms, 1 KB messages',
    '',
    '| | primitive, µs | client.send, µs | difference, µs |',
    '|---|---:|---:|---:|',
    ...rows,
    '',
    `CreateKey(RSA_4096) returns within ${format(createKey)} ms.`,
    '',
  ].join('\n');
}

async function exported(kms, KeyId) {
  const { pkcs8 } = await kms.key(KeyId).exportKeyMaterial();
  return { pkcs8 };
}
