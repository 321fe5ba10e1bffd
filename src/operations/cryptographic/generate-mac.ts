import type { MacAlgorithmSpec } from '@aws-sdk/client-kms';
import { defineOperation, type Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { whenReady } from '../../ports/maybe-promise.js';
import { algorithmIn } from '../../rules/algorithm.js';
import { currentMaterial } from '../../state/current-material.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html */
export const GenerateMac: Operation<'GenerateMac'> = defineOperation({
  name: 'GenerateMac',
  input: {
    Message: required(Member.Message),
    KeyId: required(Member.KeyId),
    MacAlgorithm: required(Member.MacAlgorithm),
    GrantTokens: Member.GrantTokens,
    DryRun: Member.DryRun,
  },
  keys: [
    cryptographicKey({
      permission: 'GenerateMac',
      keyUsage: 'GENERATE_VERIFY_MAC',
      fits: algorithmIn('MacAlgorithm'),
    }),
  ],
  dryRun: true,
  tracksLastUsage: true,
  handler(call) {
    const [key] = call.keys as [KeyRecord];
    const { Message, MacAlgorithm } = call.input;
    return whenReady(call.world.crypto.mac(currentMaterial(key).material, Message as Uint8Array), (Mac) => {
      return { output: { Mac, MacAlgorithm: MacAlgorithm as MacAlgorithmSpec, KeyId: key.Arn } };
    });
  },
});
