import { toBase64 } from '../bytes/base64.js';
import { isDate } from '../bytes/kind.js';

/** An output as AWS JSON 1.1, its members in alphabetical order, as AWS KMS sends them; no body where there are none. */
export function writeOutput(output: object): string {
  const text = writeObject(output);
  return text === '{}' ? '' : text;
}

function writeValue(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  // Outputs have no other views.
  if (ArrayBuffer.isView(value)) return `"${toBase64(value as Uint8Array)}"`;
  if (isDate(value)) return javaDouble(value.getTime() / 1000);
  if (Array.isArray(value)) return `[${value.map(writeValue).join()}]`;
  return writeObject(value);
}

function writeObject(value: object): string {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${writeValue(member)}`).join()}}`;
}

/** Seconds as Java writes a double, such as 1.592412018521E9: from 10,000,000 on with an exponent, always with a fraction. */
function javaDouble(seconds: number): string {
  if (Math.abs(seconds) < 1e7) return Number.isInteger(seconds) ? `${seconds}.0` : String(seconds);
  const [digits = '', exponent = ''] = seconds.toExponential().split('e+');
  return `${digits}${digits.includes('.') ? '' : '.0'}E${exponent}`;
}
