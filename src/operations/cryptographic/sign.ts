import type { Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { checkAlgorithm } from '../../rules/check-algorithm.js';
import { currentMaterial } from '../../state/current-material.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';
import { checkMessage, DEFAULT_MESSAGE_TYPE, MessageType, SigningAlgorithm } from './signing.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
export const Sign: Operation<'Sign', [KeyRecord]> = {
  input: {
    KeyId: required(Member.KeyId),
    Message: required(Member.Message),
    MessageType,
    GrantTokens: Member.GrantTokens,
    SigningAlgorithm,
    DryRun: Member.DryRun,
  },
  keys: [cryptographicKey({ keyUsage: 'SIGN_VERIFY', checkKey: checkAlgorithm('SigningAlgorithm') })],
  tracksLastUsage: true,
  async handler(call) {
    const [key] = call.keys;
    const { Message, MessageType: messageType = DEFAULT_MESSAGE_TYPE, SigningAlgorithm: algorithm } = call.input;
    checkMessage(key.KeySpec, algorithm, messageType, Message);
    const { crypto, deterministicOutputs: deterministic = false } = call.world;
    const { material } = currentMaterial(key);
    const Signature = await crypto.sign(material, algorithm, messageType, Message, { deterministic });
    return { output: { KeyId: key.Arn, Signature, SigningAlgorithm: algorithm } };
  },
};
