// The PostgreSQL server of the tests, for scripts.
import { buildSync } from 'esbuild';

const outfile = new URL('../.tmp/postgres.mjs', import.meta.url).pathname;
const entry = new URL('../__tests__/support/postgres.ts', import.meta.url).pathname;
buildSync({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile, logLevel: 'warning' });

export const { startPostgres } = await import(outfile);
