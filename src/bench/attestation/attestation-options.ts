/** What an attestation document is to say. */
export interface AttestationOptions {
  /** The RSA public key that AWS KMS encrypts for: SubjectPublicKeyInfo, DER, at most 1024 bytes. */
  readonly publicKey: Uint8Array;
  /**
   * Platform configuration registers by index (0 to 31), each of 32, 48 or 64 bytes, as bytes or hexadecimal digits.
   * Default: registers 0 to 15 of 48 zero bytes, as an enclave in debug mode has them.
   */
  readonly pcrs?: { readonly [index: number]: Uint8Array | string };
  /** Default: a Nitro enclave. NitroTPM attests an EC2 instance instead. */
  readonly platform?: 'Nitro Enclaves' | 'NitroTPM';
  /** When the document was made; it is good for three hours. Default: now, by the clock of the computer. */
  readonly timestamp?: Date | number;
  /** Default: a name in the form of an enclave's. */
  readonly moduleId?: string;
  /** At most 512 bytes each; AWS KMS does not look at them. */
  readonly userData?: Uint8Array;
  readonly nonce?: Uint8Array;
}
