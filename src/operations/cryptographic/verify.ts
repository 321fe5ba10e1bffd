import type { Operation } from '../../contract/operation.js';
import { invalidSignature } from '../../model/faults/signing.js';
import * as Member from '../../model/members.js';
import { blob, required } from '../../model/shapes.js';
import { whenReady } from '../../ports/maybe-promise.js';
import { algorithmIn } from '../../rules/algorithm.js';
import { currentMaterial } from '../../state/current-material.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';
import { checkMessage, DEFAULT_MESSAGE_TYPE, MessageType, SigningAlgorithm } from './signing.js';

/**
 * Never answers that a signature is not valid: it refuses.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Verify.html
 */
export const Verify: Operation<'Verify', [KeyRecord]> = {
  input: {
    KeyId: required(Member.KeyId),
    Message: required(Member.Message),
    MessageType,
    Signature: required(blob(1, 6144)),
    SigningAlgorithm,
    GrantTokens: Member.GrantTokens,
    DryRun: Member.DryRun,
  },
  keys: [cryptographicKey({ keyUsage: 'SIGN_VERIFY', checkKey: algorithmIn('SigningAlgorithm') })],
  tracksLastUsage: true,
  handler(call) {
    const [key] = call.keys;
    const algorithm = call.input.SigningAlgorithm;
    const messageType = call.input.MessageType ?? DEFAULT_MESSAGE_TYPE;
    const message = call.input.Message;
    const signature = call.input.Signature;
    checkMessage(key.KeySpec, algorithm, messageType, message);
    const material = currentMaterial(key).material;
    return whenReady(call.world.crypto.verify(material, algorithm, messageType, message, signature), (valid) => {
      if (!valid) throw invalidSignature();
      return { output: { KeyId: key.Arn, SignatureValid: true, SigningAlgorithm: algorithm } };
    });
  },
};
