import { concat } from '../../bytes/bytes.js';
import { element, integer, NULL, objectIdentifier, octetString, sequence } from '../../bytes/der.js';

const ENVELOPED_DATA = objectIdentifier('1.2.840.113549.1.7.3');
const DATA = objectIdentifier('1.2.840.113549.1.7.1');
const AES_256_CBC = objectIdentifier('2.16.840.1.101.3.4.1.42');
const SHA_256 = sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'), NULL);
const MGF1_SHA_256 = sequence(objectIdentifier('1.2.840.113549.1.1.8'), SHA_256);
const RSAES_OAEP_SHA_256 = sequence(
  objectIdentifier('1.2.840.113549.1.1.7'),
  sequence(element(0xa0, SHA_256), element(0xa1, MGF1_SHA_256)),
);
const VERSION_2 = integer(Uint8Array.of(2));
const END_OF_CONTENTS = new Uint8Array(2);

export interface Envelope {
  readonly subjectKeyIdentifier: Uint8Array;
  readonly encryptedKey: Uint8Array;
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** CMS EnvelopedData for one recipient (RFC 5652 §6.1), byte for byte as AWS KMS lays it out. */
export function encodeEnvelopedData({ subjectKeyIdentifier, encryptedKey, iv, ciphertext }: Envelope): Uint8Array {
  const recipient = sequence(
    VERSION_2,
    element(0x80, subjectKeyIdentifier),
    RSAES_OAEP_SHA_256,
    octetString(encryptedKey),
  );
  const content = indefinite(0x30, DATA, sequence(AES_256_CBC, octetString(iv)), element(0x80, ciphertext));
  const envelopedData = indefinite(0x30, VERSION_2, element(0x31, recipient), content);
  return indefinite(0x30, ENVELOPED_DATA, indefinite(0xa0, envelopedData));
}

/** AWS writes the outer elements in BER, of indefinite length. */
function indefinite(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return concat(Uint8Array.of(tag, 0x80), ...parts, END_OF_CONTENTS);
}
