import type { Operation } from '../contract/operation.js';
import { GenerateMac } from './cryptographic/generate-mac.js';
import { GetPublicKey } from './cryptographic/get-public-key.js';
import { Sign } from './cryptographic/sign.js';
import { Verify } from './cryptographic/verify.js';
import { VerifyMac } from './cryptographic/verify-mac.js';
import type { SignatureOperationName } from './lazy-names.js';

/** Signatures and message authentication codes: this file loads when one of them is first called. */
export const SIGNATURE_OPERATIONS: { readonly [N in SignatureOperationName]: Operation<N> } = {
  GenerateMac,
  GetPublicKey,
  Sign,
  Verify,
  VerifyMac,
};
