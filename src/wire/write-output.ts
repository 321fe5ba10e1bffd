import { isDate } from '../bytes/kind.js';
import { memo } from '../bytes/memo.js';
import { writeBase64 } from '../runtime/base64.js';

/** An output as AWS JSON 1.1, its members in alphabetical order, as AWS KMS sends them; no body where there are none. */
export function writeOutput(output: object): string {
  const text = writeObject(output as Readonly<Record<string, unknown>>);
  return text === '{}' ? '' : text;
}

function writeValue(value: unknown): string {
  if (typeof value === 'string') return writeText(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  // Outputs have no other views.
  if (ArrayBuffer.isView(value)) return `"${writeBase64(value as Uint8Array)}"`;
  if (isDate(value)) return writeDate(value.getTime());
  if (Array.isArray(value)) return `[${value.map(writeValue).join()}]`;
  return writeObject(value as Readonly<Record<string, unknown>>);
}

function writeObject(value: Readonly<Record<string, unknown>>): string {
  let members = '';
  for (const name of Object.keys(value).sort()) {
    const member = value[name];
    if (member === undefined) continue;
    if (members !== '') members += ',';
    members += writeName(name) + writeValue(member);
  }
  return `{${members}}`;
}

/** Text that JSON writes as it is; most is. Half the time of `JSON.stringify`. */
const AS_IT_IS = /^[ !#-[\]-~]*$/;

function writeText(text: string): string {
  return AS_IT_IS.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** Names are few, but for those of encryption contexts, and dates are those of keys: a third of the time. */
const writeName = memo(1000, (name: string) => `${JSON.stringify(name)}:`);
const writeDate = memo(1000, (milliseconds: number) => javaDouble(milliseconds / 1000));

/** Seconds as Java writes a double, such as 1.592412018521E9: from 10,000,000 on with an exponent, always with a fraction. */
function javaDouble(seconds: number): string {
  if (Math.abs(seconds) < 1e7) return Number.isInteger(seconds) ? `${seconds}.0` : String(seconds);
  const [digits = '', exponent = ''] = seconds.toExponential().split('e+');
  return `${digits}${digits.includes('.') ? '' : '.0'}E${exponent}`;
}
