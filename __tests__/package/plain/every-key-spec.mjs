// Each key spec and each algorithm of it, in whatever runtime this runs.
import { deepEqual, equal, notDeepEqual, ok } from 'node:assert/strict';
import * as sdk from '@aws-sdk/client-kms';
import { localKms } from 'localkms';

const kms = localKms();
const commands = { ...sdk };
// SM2 is offered in China alone.
const clientOf = (spec) => kms.attach(new sdk.KMSClient({ region: spec === 'SM2' ? 'cn-north-1' : 'us-east-1' }));
let client;
const send = (name, input) => client.send(new commands[`${name}Command`](input));
const Message = new TextEncoder().encode('4111 1111 1111 1111');

/** By usage: what a key of it must do, by each of its algorithms. */
const CHECKS = {
  async ENCRYPT_DECRYPT({ KeyId, EncryptionAlgorithms }) {
    for (const EncryptionAlgorithm of EncryptionAlgorithms) {
      const request = { KeyId, EncryptionAlgorithm };
      const { CiphertextBlob } = await send('Encrypt', { ...request, Plaintext: Message });
      notDeepEqual(CiphertextBlob, Message);
      deepEqual((await send('Decrypt', { ...request, CiphertextBlob })).Plaintext, Message);
    }
  },
  async SIGN_VERIFY({ KeyId, SigningAlgorithms }) {
    for (const SigningAlgorithm of SigningAlgorithms) {
      // This one signs what was hashed before.
      const digest = SigningAlgorithm === 'ED25519_PH_SHA_512';
      const signed = digest ? { Message: new Uint8Array(64), MessageType: 'DIGEST' } : { Message };
      const request = { KeyId, SigningAlgorithm, ...signed };
      const { Signature } = await send('Sign', request);
      equal((await send('Verify', { ...request, Signature })).SignatureValid, true);
      const other = { ...request, Message: signed.Message.map((byte) => byte ^ 1), Signature };
      equal(await send('Verify', other).catch(({ name }) => name), 'KMSInvalidSignatureException');
    }
  },
  async GENERATE_VERIFY_MAC({ KeyId, MacAlgorithms }) {
    for (const MacAlgorithm of MacAlgorithms) {
      const { Mac } = await send('GenerateMac', { KeyId, MacAlgorithm, Message });
      equal((await send('VerifyMac', { KeyId, MacAlgorithm, Message, Mac })).MacValid, true);
    }
  },
  async KEY_AGREEMENT({ KeyId, KeySpec }) {
    const { KeyMetadata: peer } = await send('CreateKey', { KeySpec, KeyUsage: 'KEY_AGREEMENT' });
    const derive = async (KeyId, other) => {
      const { PublicKey } = await send('GetPublicKey', { KeyId: other });
      return (await send('DeriveSharedSecret', { KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey })).SharedSecret;
    };
    deepEqual(await derive(KeyId, peer.KeyId), await derive(peer.KeyId, KeyId));
  },
  async ENCAPSULATE_DECAPSULATE({ KeyId }) {
    const request = { KeyId, EncapsulationAlgorithm: 'ML_KEM' };
    const { SharedSecret, SharedSecretCiphertextBlob } = await send('Encapsulate', request);
    deepEqual((await send('Decapsulate', { ...request, SharedSecretCiphertextBlob })).SharedSecret, SharedSecret);
  },
};

let checked = 0;
for (const KeySpec of Object.values(sdk.KeySpec)) {
  client = clientOf(KeySpec);
  for (const [KeyUsage, check] of Object.entries(CHECKS)) {
    const { KeyMetadata } = await send('CreateKey', { KeySpec, KeyUsage }).catch((error) => {
      // Not every spec has every usage.
      equal(error.name, 'ValidationException');
      return {};
    });
    if (KeyMetadata === undefined) continue;
    await check(KeyMetadata);
    checked += 1;
  }
}
for (const KeyPairSpec of Object.values(sdk.DataKeyPairSpec)) {
  client = clientOf(KeyPairSpec);
  const { KeyMetadata } = await send('CreateKey', {});
  const { PrivateKeyPlaintext, PrivateKeyCiphertextBlob } = await send('GenerateDataKeyPair', {
    KeyId: KeyMetadata.KeyId,
    KeyPairSpec,
  });
  deepEqual((await send('Decrypt', { CiphertextBlob: PrivateKeyCiphertextBlob })).Plaintext, PrivateKeyPlaintext);
}
ok(checked >= Object.keys(sdk.KeySpec).length, `${checked} of ${Object.keys(sdk.KeySpec).length} key specs`);
