import { resolve } from 'node:path';
import type { ServeArguments } from './serve-arguments.js';

/** Credentials that the endpoint takes: any, or those of a file. https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html */
export function credentialVariables({ onlyCredentials }: ServeArguments): Readonly<Record<string, string>> {
  return onlyCredentials === undefined
    ? { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }
    : { AWS_SHARED_CREDENTIALS_FILE: resolve(onlyCredentials) };
}

/** A Region, by both names that AWS's tools have for it. */
export function regionVariables(region = 'us-east-1'): Readonly<Record<string, string>> {
  return { AWS_REGION: region, AWS_DEFAULT_REGION: region };
}

/** A line to paste into a shell. */
export function exportLine(variables: Readonly<Record<string, string>>): string {
  const set = Object.entries(variables).map(([name, value]) => `${name}=${quoted(value)}`);
  return `  export ${set.join(' ')}\n`;
}

/** Within quotes where it has what a shell would read otherwise, such as a space. */
function quoted(value: string): string {
  return /^[\w./:@%+-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
