import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { backend as node } from '../../src/crypto/backend/node/index.js';
import { backend as web } from '../../src/crypto/backend/web/index.js';
import { CryptoError } from '../../src/ports/crypto-backend.js';
import { ecdh, ecdsa, ed25519 } from './elliptic-curves.js';
import { mlDsaExpanded, mlDsaSign, mlDsaVerify, mlKem, mlKemKeys } from './lattices.js';
import { NOT_CARRIED } from './not-carried.js';
import { rsaOaep, rsaPkcs1Sign, rsaPkcs1Verify, rsaPss } from './rsa.js';
import { aesGcm, aesKwp, hmac } from './symmetric.js';
import { type Group, NotCarried, type Suite, type Vector } from './vector.js';

/**
 * Runs the Wycheproof vectors (https://github.com/C2SP/wycheproof, testvectors_v1) below VECTORS_DIR through both
 * backends: `VECTORS_DIR=… npm run test:vectors`. Any disagreement makes it fail.
 */
const BACKENDS = [node, web];
const SUITES: readonly Suite[] = [
  ...[aesGcm, aesKwp, hmac, ecdsa, ed25519, ecdh, rsaPkcs1Verify, rsaPkcs1Sign, rsaPss, rsaOaep],
  ...[mlDsaVerify, mlDsaSign, mlDsaExpanded, mlKem, mlKemKeys, ...NOT_CARRIED],
];

interface Tally {
  /** Vectors that every backend was asked. */
  run: number;
  /** Of these: the vector leaves the answer open, so that only the backends must agree. */
  open: number;
  readonly notCarried: Map<string, number>;
  readonly disagreements: string[];
}

const directory = process.env.VECTORS_DIR;
if (directory === undefined) throw new Error('VECTORS_DIR names the directory that holds wycheproof/');
const started = performance.now();
const total = newTally();
for (const file of readdirSync(join(directory, 'wycheproof')).sort()) {
  if (file.endsWith('_test.json')) add(await runFile(file), file.replace('_test.json', ''));
}
const seconds = ((performance.now() - started) / 1000).toFixed(0);
const left = [...total.notCarried.values()].reduce((sum, count) => sum + count, 0);
console.log(`${total.run} vectors on ${BACKENDS.length} backends (Node ${process.version}, ${seconds} s), of which`);
console.log(`${total.open} leave the answer open; ${left} not carried by AWS KMS:`);
for (const [reason, count] of total.notCarried) console.log(`  ${count} ${reason}`);
const failed = total.disagreements.length;
console.log(`${total.run - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 && total.run > 0 ? 0 : 1;

async function runFile(file: string): Promise<Tally> {
  const tally = newTally();
  const name = file.replace('_test.json', '');
  const suite = SUITES.find(({ files }) => files.test(name));
  if (suite === undefined) {
    tally.disagreements.push('no suite reads this file');
    return tally;
  }
  const { testGroups } = JSON.parse(readFileSync(join(directory as string, 'wycheproof', file), 'utf8')) as {
    testGroups: Group[];
  };
  for (const group of testGroups) {
    for (const vector of group.tests) await runVector(suite, name, group, vector, tally);
  }
  return tally;
}

async function runVector(suite: Suite, name: string, group: Group, vector: Vector, tally: Tally): Promise<void> {
  const answers: (boolean | NotCarried | string)[] = [];
  for (const backend of BACKENDS) {
    const match = suite.files.exec(name) as RegExpExecArray;
    answers.push(await suite.judge(backend, vector, group, match).catch(refusal));
  }
  const [answer] = answers;
  if (answer instanceof NotCarried) {
    tally.notCarried.set(answer.reason, (tally.notCarried.get(answer.reason) ?? 0) + 1);
    return;
  }
  const open = vector.result === 'acceptable' && suite.expects === undefined;
  const expected = suite.expects === undefined ? vector.result === 'valid' : suite.expects(vector, group);
  tally.run += 1;
  if (open) tally.open += 1;
  const wanted = open ? answer : expected;
  if (typeof answer === 'boolean' && answers.every((other) => other === wanted)) return;
  const { tcId, result, flags = [], comment = '' } = vector;
  const told = answers.map((told, i) => `${BACKENDS[i]?.name}: ${told}`).join(', ');
  tally.disagreements.push(`${tcId} ${result} ${flags.join(' ')} ${comment} (${told})`);
}

/** A CryptoError is a refusal, anything else a defect to show. */
function refusal(error: unknown): boolean | string {
  return error instanceof CryptoError ? false : String(error);
}

function newTally(): Tally {
  return { run: 0, open: 0, notCarried: new Map(), disagreements: [] };
}

function add(tally: Tally, name: string): void {
  const reasons = [...tally.notCarried].map(([reason, count]) => `${count} not carried: ${reason}`);
  const counts = [`${tally.run} run`, ...(tally.open > 0 ? [`${tally.open} open`] : []), ...reasons];
  console.log(`${name}: ${counts.join(', ')}`);
  for (const disagreement of tally.disagreements) console.log(`  DISAGREES ${disagreement}`);
  total.run += tally.run;
  total.open += tally.open;
  for (const [reason, count] of tally.notCarried) {
    total.notCarried.set(reason, (total.notCarried.get(reason) ?? 0) + count);
  }
  total.disagreements.push(...tally.disagreements);
}
