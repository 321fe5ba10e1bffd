import type { Operation } from '../../contract/operation.js';
import { invalidSignature } from '../../model/faults/sign-verify.js';
import * as Member from '../../model/members.js';
import { blob, required } from '../../model/shapes.js';
import { checkAlgorithm } from '../../rules/check-algorithm.js';
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
  keys: [cryptographicKey({ keyUsage: 'SIGN_VERIFY', checkKey: checkAlgorithm('SigningAlgorithm') })],
  tracksLastUsage: true,
  async handler(call) {
    const [key] = call.keys;
    const { Message, MessageType: messageType = DEFAULT_MESSAGE_TYPE, SigningAlgorithm: algorithm } = call.input;
    checkMessage(key.KeySpec, algorithm, messageType, Message);
    const { material } = currentMaterial(key);
    const valid = await call.world.crypto.verify(material, algorithm, messageType, Message, call.input.Signature);
    if (!valid) throw invalidSignature();
    return { output: { KeyId: key.Arn, SignatureValid: true, SigningAlgorithm: algorithm } };
  },
};
