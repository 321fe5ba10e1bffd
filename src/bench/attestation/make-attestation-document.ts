import { encode } from 'cborg';
import { toBase64 } from '../../bytes/base64.js';
import { sequence } from '../../bytes/der.js';
import { fromHex } from '../../bytes/hex.js';
import { issueCertificate } from '../../crypto/issue-certificate.js';
import { decodeSignature } from '../../crypto/key-files/ec/ecdsa-signature.js';
import { generateKeyMaterial } from '../../crypto/key-material.js';
import { readCertificate } from '../../crypto/recipient/certificate.js';
import { ES384_HEADER, signedBytes } from '../../crypto/recipient/cose-sign1.js';
import { TEST_ATTESTATION_ROOT } from '../../crypto/recipient/test-root.js';
import { keySpec } from '../../model/key-specs.js';
import type { KeyMaterial } from '../../ports/crypto-backend.js';
import { type AttestationOptions, type AttestingWorld, checkAttestationOptions } from './attestation-options.js';

const SPEC = 'ECC_NIST_P384';

/** Public on purpose: whoever has this package can make documents that test worlds believe, and no others. */
const TEST_ROOT_KEY = keyOf(
  fromHex('df5122ed5cb986248bb87b3e2af66fb91550d2d53a648f73de71ae3da1ac9743f897f1b02f3f9a659e62203f0bfae5fd'),
);

const DEFAULT_MODULE_ID = 'i-1234567890abcdef0-enc0123456789abcdef';
const SERIAL_NUMBER_BYTES = 16;
const CERTIFICATE_LIFETIME_MS = 3 * 3_600_000;
const CLOCK_SKEW_MS = 60_000;

export async function makeAttestationDocument(
  { clock, random, crypto }: AttestingWorld,
  options: AttestationOptions,
): Promise<Uint8Array> {
  checkAttestationOptions(options);
  const { publicKey, pcrs = defaultPcrs(), platform, timestamp = clock.now(), userData, nonce } = options;
  const { moduleId = DEFAULT_MODULE_ID } = options;
  const madeAt = Number(timestamp);
  const signer = generateKeyMaterial(SPEC, random, 'attestation');
  const request = {
    name: moduleId,
    serialNumber: random.bytes(SERIAL_NUMBER_BYTES, 'attestation certificate'),
    publicKey: await crypto.publicKey(signer),
    issuerName: sequence(fromHex(readCertificate(TEST_ATTESTATION_ROOT).subject)),
    notBefore: madeAt - CLOCK_SKEW_MS,
    notAfter: madeAt + CERTIFICATE_LIFETIME_MS,
  };
  const certificate = await issueCertificate(request, (toBeSigned) =>
    crypto.sign(TEST_ROOT_KEY, 'ECDSA_SHA_384', 'RAW', toBeSigned),
  );
  const payload = encode({
    module_id: moduleId,
    digest: 'SHA384',
    timestamp: madeAt,
    [platform === 'NitroTPM' ? 'nitrotpm_pcrs' : 'pcrs']: registers(pcrs),
    certificate,
    cabundle: [TEST_ATTESTATION_ROOT],
    public_key: publicKey,
    user_data: userData ?? null,
    nonce: nonce ?? null,
  });
  const signature = await crypto.sign(signer, 'ECDSA_SHA_384', 'RAW', signedBytes(payload));
  return encode([ES384_HEADER, new Map(), payload, decodeSignature(signature, keySpec(SPEC).secretBytes)]);
}

/** Checked before. */
function registers(pcrs: NonNullable<AttestationOptions['pcrs']>): Map<number, Uint8Array> {
  return new Map(
    Object.entries(pcrs).map(([index, given]) => [Number(index), typeof given === 'string' ? fromHex(given) : given]),
  );
}

function defaultPcrs(): NonNullable<AttestationOptions['pcrs']> {
  return Object.fromEntries(Array.from({ length: 16 }, (_, index) => [index, new Uint8Array(48)]));
}

function keyOf(scalar: Uint8Array): KeyMaterial {
  return { spec: SPEC, form: 'secret', value: toBase64(scalar) };
}
