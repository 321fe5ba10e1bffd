/*
 * `npm run fuzz:http -- --requests 100000 --seed 1`: what a server answers, whatever is sent to it. See docs/testing.md.
 */
import { parseArgs } from 'node:util';
import { attack } from './attack.js';

const { values } = parseArgs({ options: { requests: { type: 'string' }, seed: { type: 'string' } } });
const requests = Number(values.requests ?? 100_000);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));

console.log(`fuzz: --requests ${requests} --seed ${seed}`);
// What is loaded and compiled at the first requests is no leak.
await attack(Math.min(2000, requests), seed);
const before = memory();
const started = performance.now();
const { failures, statuses, requests: sent } = await attack(requests, seed);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  `${sent} requests (${seconds} s), statuses ${JSON.stringify(statuses)}, heap ${before} MB before, ${memory()} MB after`,
);
for (const failure of failures) console.error(`To repeat: npm run fuzz:http -- --requests 1 ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;

function memory(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return Math.round(process.memoryUsage().heapUsed / 1e6);
}
