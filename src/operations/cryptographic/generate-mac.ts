import type { Operation } from '../../contract/operation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { checkAlgorithm } from '../../rules/check-algorithm.js';
import { currentMaterial } from '../../state/current-material.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html */
export const GenerateMac: Operation<'GenerateMac', [KeyRecord]> = {
  input: {
    Message: required(Member.Message),
    KeyId: required(Member.KeyId),
    MacAlgorithm: required(Member.MacAlgorithm),
    GrantTokens: Member.GrantTokens,
    DryRun: Member.DryRun,
  },
  keys: [
    cryptographicKey({
      keyUsage: 'GENERATE_VERIFY_MAC',
      checkKey: checkAlgorithm('MacAlgorithm'),
    }),
  ],
  tracksLastUsage: true,
  async handler(call) {
    const [key] = call.keys;
    const { Message, MacAlgorithm } = call.input;
    const Mac = await call.world.crypto.mac(currentMaterial(key).material, Message);
    return { output: { Mac, MacAlgorithm, KeyId: key.Arn } };
  },
};
