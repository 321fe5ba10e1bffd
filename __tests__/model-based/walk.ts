/** A list on the way: what was there all the time must be seen once. */
export interface Walk {
  readonly page: (marker: string | undefined) => Promise<{ told: string[]; NextMarker?: string | undefined }>;
  /** What is there now, and how the list tells it. */
  readonly items: () => Map<object, string>;
  /** Whether the key that the list is of is still there. */
  readonly isThere: () => boolean;
  unbroken: Map<object, string>;
  readonly seen: string[];
  marker?: string | undefined;
}
