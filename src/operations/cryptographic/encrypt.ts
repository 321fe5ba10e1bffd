import type { Operation } from '../../contract/operation.js';
import { PLAINTEXT_MAX_BYTES } from '../../model/limits.js';
import * as Member from '../../model/members.js';
import { blob, required, sensitive } from '../../model/shapes.js';
import { whenReady } from '../../ports/maybe-promise.js';
import { checkAlgorithm } from '../../rules/check-algorithm.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';
import { DEFAULT_ENCRYPTION_ALGORITHM, encrypt } from './encrypt-and-decrypt.js';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html */
export const Encrypt: Operation<'Encrypt', [KeyRecord]> = {
  input: {
    KeyId: required(Member.KeyId),
    Plaintext: required(sensitive(blob(1, PLAINTEXT_MAX_BYTES))),
    EncryptionContext: Member.EncryptionContext,
    GrantTokens: Member.GrantTokens,
    EncryptionAlgorithm: Member.EncryptionAlgorithm,
    DryRun: Member.DryRun,
  },
  keys: [
    cryptographicKey({
      keyUsage: 'ENCRYPT_DECRYPT',
      checkKey: checkAlgorithm('EncryptionAlgorithm', DEFAULT_ENCRYPTION_ALGORITHM),
    }),
  ],
  tracksLastUsage: true,
  handler(call) {
    const { Plaintext, EncryptionContext, EncryptionAlgorithm = DEFAULT_ENCRYPTION_ALGORITHM } = call.input;
    const [key] = call.keys;
    const encrypted = encrypt(call, key, EncryptionAlgorithm, EncryptionContext, Plaintext);
    return whenReady(encrypted, ({ CiphertextBlob }) => ({
      output: { CiphertextBlob, KeyId: key.Arn, EncryptionAlgorithm },
    }));
  },
};
