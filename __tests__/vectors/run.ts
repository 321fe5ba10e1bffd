import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { backend as node } from '../../src/crypto/backend/node/node-backend.js';
import { backend as web } from '../../src/crypto/backend/web/web-backend.js';
import { CryptoError } from '../../src/ports/crypto-backend.js';
import { ecdh, ecdsa, ed25519 } from './elliptic-curves.js';
import { FILES } from './files.js';
import { mlDsaExpanded, mlDsaSign, mlDsaVerify, mlKem, mlKemKeys } from './lattices.js';
import { NOT_CARRIED } from './not-carried.js';
import { operationsOn } from './operations.js';
import { rsaOaep, rsaPkcs1Sign, rsaPkcs1Verify, rsaPss } from './rsa.js';
import { aesGcm, aesKwp, hmac } from './symmetric.js';
import { add, count, linesOf, newTally, summaryOf, type Tally } from './tally.js';
import { type Group, NotCarried, type Suite, type Vector } from './vector.js';

/**
 * Runs the vectors of Wycheproof (https://github.com/C2SP/wycheproof) in VECTORS_DIR, its testvectors_v1, through both
 * backends and, where a vector has a key that AWS KMS imports, through its operations on both of them:
 * `VECTORS_DIR=… npm run test:vectors`. Any disagreement makes it fail. `VECTORS_FILES=hmac` runs the files named so.
 */
const BACKENDS = [node, web];
const OPERATIONS = BACKENDS.map(operationsOn);
const SUITES: readonly Suite[] = [
  ...[aesGcm, aesKwp, hmac, ecdsa, ed25519, ecdh, rsaPkcs1Verify, rsaPkcs1Sign, rsaPss, rsaOaep],
  ...[mlDsaVerify, mlDsaSign, mlDsaExpanded, mlKem, mlKemKeys, ...NOT_CARRIED],
];

const { VECTORS_DIR, VECTORS_FILES = '' } = process.env;
if (VECTORS_DIR === undefined) throw new Error('VECTORS_DIR names the directory testvectors_v1 of Wycheproof');
const started = performance.now();
const total = newTally();
for (const name of FILES.filter((file) => file.includes(VECTORS_FILES))) {
  const tally = await runFile(name, join(VECTORS_DIR, `${name}_test.json`));
  console.log(linesOf(name, tally));
  add(total, tally);
}
console.log(`Node ${process.version}, ${((performance.now() - started) / 1000).toFixed(0)} s`);
console.log(summaryOf(total));
process.exitCode = total.disagreements.length === 0 && total.run > 0 ? 0 : 1;

async function runFile(name: string, path: string): Promise<Tally> {
  const tally = newTally();
  const suite = SUITES.find(({ files }) => files.test(name));
  if (suite === undefined) {
    tally.disagreements.push('no suite reads this file');
    return tally;
  }
  const { testGroups } = JSON.parse(readFileSync(path, 'utf8')) as { testGroups: Group[] };
  for (const group of testGroups) {
    for (const vector of group.tests) await runVector(suite, name, group, vector, tally);
  }
  return tally;
}

type Answer = boolean | NotCarried | string;

async function runVector(suite: Suite, name: string, group: Group, vector: Vector, tally: Tally): Promise<void> {
  const match = suite.files.exec(name) as RegExpExecArray;
  const answers: [who: string, answer: Answer][] = [];
  for (const backend of BACKENDS) {
    answers.push([backend.name, await suite.judge(backend, vector, group, match).catch(refusal)]);
  }
  const [[, first] = []] = answers;
  if (first instanceof NotCarried) return count(tally.notCarried, first.reason);
  tally.run += 1;
  const why = await operate(suite, vector, group, match, answers);
  if (why === undefined) tally.operated += 1;
  else count(tally.portAlone, why);
  const open = vector.result === 'acceptable' && suite.expects === undefined;
  if (open) tally.open += 1;
  const expected = suite.expects === undefined ? vector.result === 'valid' : suite.expects(vector, group);
  const wanted = open ? first : expected;
  if (typeof wanted === 'boolean' && answers.every(([, answer]) => answer === wanted)) return;
  const { tcId, result, flags = [], comment = '' } = vector;
  const told = answers.map(([who, answer]) => `${who}: ${answer}`).join(', ');
  tally.disagreements.push(`${tcId} ${result} ${flags.join(' ')} ${comment} (${told})`);
}

/** Adds the answers of the operations, or tells why they cannot be asked. */
async function operate(
  { operate: ask }: Suite,
  vector: Vector,
  group: Group,
  match: RegExpExecArray,
  answers: [who: string, answer: Answer][],
): Promise<string | undefined> {
  if (ask === undefined) return 'public keys alone';
  for (const operations of OPERATIONS) {
    const answer = await ask(operations, vector, group, match).catch(String);
    if (answer instanceof NotCarried) return answer.reason;
    answers.push([operations.name, answer]);
  }
  return undefined;
}

/** A CryptoError is a refusal, anything else a defect to show. */
function refusal(error: unknown): boolean | string {
  return error instanceof CryptoError ? false : String(error);
}
