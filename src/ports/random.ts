/**
 * Where every random choice of the engine comes from. `purpose` names the choice (`data key`, `key id`,
 * `key material …`), so that a seeded source can make each independent of the order of calls.
 */
export interface RandomSource {
  /** Fresh bytes, owned by the caller. */
  bytes(length: number, purpose: string): Uint8Array;
}
