import { refuse } from './checks.js';

/** The JSON text of an object. What JSON cannot hold, such as a circle or a bigint, no policy can. */
export function asJson(value: object, path: string): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    refuse(path, 'this object cannot be written as JSON');
  }
}
