/** How values of our own API are shown in errors: short, and never the bytes of key material. */
export function shown(value: unknown): string {
  if (typeof value === 'function') return value.name === '' ? 'a function' : `function ${value.name}`;
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'undefined') return String(value);
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** Wrong input to localkms itself: names the path, the value and what is allowed. */
export class LocalKmsOptionError extends TypeError {
  override readonly name = 'LocalKmsOptionError';

  constructor(path: string, value: unknown, allowed: string) {
    super(`[localkms] ${path}: ${shown(value)} is not ${allowed}`);
  }
}
