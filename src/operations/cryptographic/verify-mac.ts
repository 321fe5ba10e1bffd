import { equal } from '../../bytes/bytes.js';
import type { Operation } from '../../contract/operation.js';
import { invalidMac } from '../../model/faults/mac.js';
import * as Member from '../../model/members.js';
import { blob, required } from '../../model/shapes.js';
import { checkAlgorithm } from '../../rules/check-algorithm.js';
import { currentMaterial } from '../../state/current-material.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';

/**
 * Never answers that a MAC is not valid: it refuses.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_VerifyMac.html
 */
export const VerifyMac: Operation<'VerifyMac', [KeyRecord]> = {
  input: {
    Message: required(Member.Message),
    KeyId: required(Member.KeyId),
    MacAlgorithm: required(Member.MacAlgorithm),
    Mac: required(blob(1, 6144)),
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
    const { Message, Mac, MacAlgorithm } = call.input;
    const mac = await call.world.crypto.mac(currentMaterial(key).material, Message);
    if (!equal(mac, Mac)) throw invalidMac();
    return { output: { KeyId: key.Arn, MacValid: true, MacAlgorithm } };
  },
};
