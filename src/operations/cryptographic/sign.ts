import type { SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { defineOperation, type Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { whenReady } from '../../ports/maybe-promise.js';
import { algorithmIn } from '../../rules/algorithm.js';
import { currentMaterial } from '../../state/current-material.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';
import { checkMessage, DEFAULT_MESSAGE_TYPE, MessageType, SigningAlgorithm } from './signing.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
export const Sign: Operation<'Sign'> = defineOperation({
  name: 'Sign',
  input: {
    KeyId: required(Member.KeyId),
    Message: required(Member.Message),
    MessageType,
    GrantTokens: Member.GrantTokens,
    SigningAlgorithm,
    DryRun: Member.DryRun,
  },
  keys: [cryptographicKey({ permission: 'Sign', keyUsage: 'SIGN_VERIFY', fits: algorithmIn('SigningAlgorithm') })],
  dryRun: true,
  tracksLastUsage: true,
  handler(call) {
    const [key] = call.keys as [KeyRecord];
    const algorithm = call.input.SigningAlgorithm as SigningAlgorithmSpec;
    const messageType = call.input.MessageType ?? DEFAULT_MESSAGE_TYPE;
    const message = call.input.Message as Uint8Array;
    checkMessage(key.KeySpec, algorithm, messageType, message);
    const { crypto, deterministicOutputs: deterministic = false } = call.world;
    const material = currentMaterial(key).material;
    return whenReady(crypto.sign(material, algorithm, messageType, message, { deterministic }), (Signature) => {
      return { output: { KeyId: key.Arn, Signature, SigningAlgorithm: algorithm } };
    });
  },
});
