import { defineOperation, type Operation } from '../../contract/operation.js';
import { dryRunSucceeded } from '../../model/faults/validation.js';
import * as Member from '../../model/members.js';
import { required } from '../../model/shapes.js';
import { whenReady } from '../../ports/maybe-promise.js';
import { algorithmIn } from '../../rules/algorithm.js';
import { ignoresCiphertext, keyOfCiphertext } from '../../rules/ciphertext-key.js';
import type { KeyRecord } from '../../state/records/key.js';
import { cryptographicKey } from '../key-uses.js';
import { CiphertextBlob, checkDryRunModifiers } from './ciphertext-input.js';
import { DEFAULT_ENCRYPTION_ALGORITHM, decrypt, encrypt } from './encryption.js';
import { materialIdMember } from './material-id-member.js';

/** Decrypts under the source key and encrypts under the destination key. https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html */
export const ReEncrypt: Operation<'ReEncrypt'> = defineOperation({
  name: 'ReEncrypt',
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
      fits: algorithmIn('SourceEncryptionAlgorithm', DEFAULT_ENCRYPTION_ALGORITHM),
    }),
    cryptographicKey({
      member: 'DestinationKeyId',
      permission: 'ReEncryptTo',
      keyUsage: 'ENCRYPT_DECRYPT',
      fits: algorithmIn('DestinationEncryptionAlgorithm', DEFAULT_ENCRYPTION_ALGORITHM),
    }),
  ],
  members: checkDryRunModifiers,
  dryRun: true,
  tracksLastUsage: true,
  handler(call) {
    const { input } = call;
    const {
      SourceEncryptionAlgorithm = DEFAULT_ENCRYPTION_ALGORITHM,
      DestinationEncryptionAlgorithm = DEFAULT_ENCRYPTION_ALGORITHM,
    } = input;
    const [source, destination] = call.keys as [KeyRecord, KeyRecord];
    if (ignoresCiphertext(input)) throw dryRunSucceeded();
    const { CiphertextBlob, SourceEncryptionContext, DestinationEncryptionContext } = input;
    const decrypted = decrypt(
      call,
      source,
      SourceEncryptionAlgorithm,
      SourceEncryptionContext,
      CiphertextBlob as Uint8Array,
    );
    return whenReady(decrypted, ({ Plaintext, entry: sourceEntry }) =>
      whenReady(
        encrypt(call, destination, DestinationEncryptionAlgorithm, DestinationEncryptionContext, Plaintext),
        ({ CiphertextBlob, entry }) => ({
          output: {
            CiphertextBlob,
            SourceKeyId: source.Arn,
            KeyId: destination.Arn,
            SourceEncryptionAlgorithm,
            DestinationEncryptionAlgorithm,
            ...materialIdMember('SourceKeyMaterialId', source, sourceEntry),
            ...materialIdMember('DestinationKeyMaterialId', destination, entry),
          },
        }),
      ),
    );
  },
});
