import { GenerateMac } from './cryptographic/generate-mac.js';
import { GetPublicKey } from './cryptographic/get-public-key.js';
import { Sign } from './cryptographic/sign.js';
import { Verify } from './cryptographic/verify.js';
import { VerifyMac } from './cryptographic/verify-mac.js';
import type { OperationsOf } from './groups.js';

/** Signatures and message authentication codes. */
export const SIGNATURES: OperationsOf<'signatures'> = {
  GenerateMac,
  GetPublicKey,
  Sign,
  Verify,
  VerifyMac,
};
