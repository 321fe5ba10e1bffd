/**
 * Where every random choice of the engine comes from. `purpose` names the choice (`key id …`, `data key …`, `nonce`), so
 * that a seeded source can make one kind of choice independent of the calls that make others.
 */
export interface RandomSource {
  /** Fresh bytes, owned by the caller; a seeded source gives the next ones for that purpose. */
  bytes(length: number, purpose: string): Uint8Array;
  /** Bytes for the one thing of that name, such as a key material. A seeded source gives the same bytes for the same name. */
  bytesOf(name: string, length: number): Uint8Array;
  /** A UUID of version 4, drawn as `bytes` is. */
  uuid(purpose: string): string;
  /** A source that gives what this one would give next, and leaves this one as it is: for what only looks whether it could. */
  aside(): RandomSource;
}
