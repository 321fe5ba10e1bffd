import { keySpec } from '../../model/key-specs.js';
import { type CryptoBackend, CryptoError } from '../../ports/crypto-backend.js';
import { encodeSignature } from '../key-files/ec/ecdsa-signature.js';
import { parse } from '../key-files/parse.js';
import { decodePublicKey } from '../key-files/public-key.js';
import { verifyChain } from './certificate-chain.js';
import { decodeCbor, decodeCoseSign1, signedBytes } from './cose-sign1.js';

/** What an attestation document says once it is believed. */
export interface Attestation {
  /** SubjectPublicKeyInfo (DER) of the RSA key that the secrets are for. */
  readonly publicKey: Uint8Array;
  /** Platform configuration registers by their index, 32, 48 or 64 bytes each. */
  readonly pcrs: ReadonlyMap<number, Uint8Array>;
  /** A Nitro enclave, or an EC2 instance with NitroTPM: they have condition keys of their own. */
  readonly platform: 'Nitro Enclaves' | 'NitroTPM';
}

const ES384_SIGNATURE_BYTES = 96;

/**
 * Reads and verifies an attestation document: COSE_Sign1, the certificate chain up to the trusted root, and the RSA
 * public key in it. Throws a CryptoError that says what is wrong.
 * https://github.com/aws/aws-nitro-enclaves-nsm-api/blob/main/docs/attestation_process.md
 */
export async function readAttestationDocument(
  crypto: CryptoBackend,
  document: Uint8Array,
  trustedRoot: Uint8Array,
  now: number,
): Promise<Attestation> {
  const { payload, signature } = decodeCoseSign1(document);
  const { chain, ...attestation } = parse('payload', () => readPayload(decodeCbor(payload)));
  const signer = await verifyChain(crypto, chain, trustedRoot, now);
  const verified =
    signature.length === ES384_SIGNATURE_BYTES &&
    (await crypto.verifyWithPublicKey(
      signer,
      'ECDSA_SHA_384',
      'RAW',
      signedBytes(payload),
      encodeSignature(signature),
    ));
  if (!verified) throw new CryptoError('the signature does not verify');
  if (keySpec(decodePublicKey(attestation.publicKey).spec).family !== 'rsa') {
    throw new CryptoError('the public key is not an RSA key');
  }
  return attestation;
}

interface Payload extends Attestation {
  /** From the root to the certificate that signs the document. */
  readonly chain: readonly Uint8Array[];
}

function readPayload(payload: unknown): Payload {
  if (!(payload instanceof Map)) throw new CryptoError('not a map');
  const { module_id, digest, timestamp, pcrs, nitrotpm_pcrs, certificate, cabundle, public_key } = Object.fromEntries(
    payload,
  ) as Record<string, unknown>;
  const sound = typeof module_id === 'string' && module_id.length > 0 && digest === 'SHA384' && isIndex(timestamp);
  if (!sound) throw new CryptoError('module_id, digest or timestamp');
  if (!isBytes(public_key, 1024)) throw new CryptoError('public_key');
  if (!isBytes(certificate, 1024)) throw new CryptoError('certificate');
  if (!Array.isArray(cabundle) || cabundle.length === 0 || !cabundle.every((one) => isBytes(one, 1024))) {
    throw new CryptoError('cabundle');
  }
  return {
    publicKey: public_key,
    pcrs: readPcrs(pcrs ?? nitrotpm_pcrs),
    platform: pcrs === undefined ? 'NitroTPM' : 'Nitro Enclaves',
    chain: [...cabundle, certificate],
  };
}

function readPcrs(pcrs: unknown): ReadonlyMap<number, Uint8Array> {
  const sound =
    pcrs instanceof Map &&
    pcrs.size > 0 &&
    [...pcrs].every(
      ([index, value]) => isIndex(index) && index < 32 && isBytes(value, 64) && [32, 48, 64].includes(value.length),
    );
  if (!sound) throw new CryptoError('pcrs');
  return pcrs;
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isBytes(value: unknown, max: number): value is Uint8Array {
  return value instanceof Uint8Array && value.length > 0 && value.length <= max;
}
