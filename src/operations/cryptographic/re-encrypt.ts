import type { Operation } from '../../contract/operation.js';
import { dryRunSucceeded } from '../../model/faults/validation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { checkAlgorithm } from '../../rules/check-algorithm.js';
import {
  CiphertextBlob,
  checkDryRunModifiers,
  ignoresCiphertext,
  keyOfCiphertext,
} from '../../rules/ciphertext-key.js';
import { materialIdMember } from '../../rules/key-material-id.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';
import { DEFAULT_ENCRYPTION_ALGORITHM, decrypt, encrypt } from './encrypt-and-decrypt.js';

/** Decrypts under the source key and encrypts under the destination key. https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html */
export const ReEncrypt: Operation<'ReEncrypt', [KeyRecord, KeyRecord]> = {
  input: {
    CiphertextBlob,
    SourceEncryptionContext: Member.EncryptionContext,
    SourceKeyId: Member.KeyId,
    DestinationKeyId: required(Member.KeyId),
    DestinationEncryptionContext: Member.EncryptionContext,
    SourceEncryptionAlgorithm: Member.EncryptionAlgorithm,
    DestinationEncryptionAlgorithm: Member.EncryptionAlgorithm,
    GrantTokens: Member.GrantTokens,
    DryRun: Member.DryRun,
    DryRunModifiers: Member.DryRunModifiers,
  },
  keys: [
    cryptographicKey({
      member: 'SourceKeyId',
      permission: 'ReEncryptFrom',
      find: keyOfCiphertext('SourceEncryptionAlgorithm'),
      keyUsage: 'ENCRYPT_DECRYPT',
      checkKey: checkAlgorithm('SourceEncryptionAlgorithm', DEFAULT_ENCRYPTION_ALGORITHM),
    }),
    cryptographicKey({
      member: 'DestinationKeyId',
      permission: 'ReEncryptTo',
      keyUsage: 'ENCRYPT_DECRYPT',
      checkKey: checkAlgorithm('DestinationEncryptionAlgorithm', DEFAULT_ENCRYPTION_ALGORITHM),
    }),
  ],
  checkMembers: checkDryRunModifiers,
  tracksLastUsage: true,
  async handler(call) {
    const { input } = call;
    const {
      SourceEncryptionAlgorithm = DEFAULT_ENCRYPTION_ALGORITHM,
      DestinationEncryptionAlgorithm = DEFAULT_ENCRYPTION_ALGORITHM,
    } = input;
    const [source, destination] = call.keys;
    if (ignoresCiphertext(input)) throw dryRunSucceeded();
    const from = await decrypt(
      call,
      source,
      SourceEncryptionAlgorithm,
      input.SourceEncryptionContext,
      input.CiphertextBlob,
    );
    const to = await encrypt(
      call,
      destination,
      DestinationEncryptionAlgorithm,
      input.DestinationEncryptionContext,
      from.Plaintext,
    );
    return {
      output: {
        CiphertextBlob: to.CiphertextBlob,
        SourceKeyId: source.Arn,
        KeyId: destination.Arn,
        SourceEncryptionAlgorithm,
        DestinationEncryptionAlgorithm,
        ...materialIdMember('SourceKeyMaterialId', source, from.entry),
        ...materialIdMember('DestinationKeyMaterialId', destination, to.entry),
      },
    };
  },
};
