import type { World } from '../../contract/world.js';
import { type Check, expected, isPlainObject, members, oneOfTexts, refuse, shown, text } from '../../options/checks.js';
import { timeOf } from '../../options/time.js';

/** What a document takes from a world: its time, its randomness, its cryptography. */
export type AttestingWorld = Pick<World, 'clock' | 'random' | 'crypto'>;

/** What an attestation document is to say. */
export interface AttestationOptions {
  /**
   * The RSA public key that AWS KMS encrypts for: SubjectPublicKeyInfo, DER, at most 1024 bytes. A document can have any
   * bytes here; AWS KMS refuses it then.
   */
  readonly publicKey: Uint8Array;
  /**
   * Platform configuration registers by index (0 to 31), each of 32, 48 or 64 bytes, as bytes or hexadecimal digits.
   * Default: registers 0 to 15 of 48 zero bytes, as an enclave in debug mode has them.
   */
  readonly pcrs?: { readonly [index: number]: Uint8Array | string };
  /** Default: a Nitro enclave. NitroTPM attests an EC2 instance instead. */
  readonly platform?: 'Nitro Enclaves' | 'NitroTPM';
  /** When the document was made; it is good for three hours. Default: now, by the clock of the world. */
  readonly timestamp?: Date | number;
  /** Default: a name in the form of an enclave's. */
  readonly moduleId?: string;
  /** At most 512 bytes each; AWS KMS does not look at them. */
  readonly userData?: Uint8Array;
  readonly nonce?: Uint8Array;
}

/** NSM API, AWS Nitro Enclaves: what a program may add to its document. */
const MOST_ADDED_BYTES = 512;

function bytes(most: number): Check {
  return (value, path) => {
    const fits = value instanceof Uint8Array && value.length > 0 && value.length <= most;
    if (!fits) expected(path, value, `1 to ${most} bytes (Uint8Array)`);
  };
}

const REGISTER_INDEX = /^([0-9]|[12][0-9]|3[01])$/;
const REGISTER = '32, 48 or 64 bytes, or their hexadecimal digits';

function registers(value: unknown, path: string): void {
  if (!isPlainObject(value)) expected(path, value, 'an object of registers by index');
  for (const [index, given] of Object.entries(value)) {
    if (!REGISTER_INDEX.test(index)) refuse(path, `${shown(index)} is no register: they are 0 to 31`);
    const digits = typeof given === 'string' && /^([0-9a-f]{2})*$/i.test(given) ? given.length / 2 : Number.NaN;
    const length = given instanceof Uint8Array ? given.length : digits;
    if (![32, 48, 64].includes(length)) expected(`${path}.${index}`, given, REGISTER);
  }
}

const checkMembers = members<AttestationOptions>({
  publicKey: bytes(1024),
  pcrs: registers,
  platform: oneOfTexts(['Nitro Enclaves', 'NitroTPM']),
  timestamp: (value, path) => {
    if (Number.isNaN(timeOf(value))) expected(path, value, 'a date');
  },
  moduleId: text(/./, 'text that is not empty'),
  userData: bytes(MOST_ADDED_BYTES),
  nonce: bytes(MOST_ADDED_BYTES),
});

/** @throws TypeError for what no document can say, and where there is no public key */
export function checkAttestationOptions(options: AttestationOptions): void {
  checkMembers(options, 'attestation');
  if (options.publicKey === undefined) expected('attestation.publicKey', undefined, 'an RSA public key (SPKI, DER)');
}
