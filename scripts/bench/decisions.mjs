// What deciding alone takes: the step `authorize` of a call, without the call. From the sources: no door shows a step alone.

import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { median } from './measure.mjs';

const ACCOUNT = '000000000000';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/orders`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/orders/s1`;
const OUTFILE = '.tmp/bench/decisions.mjs';

const SOURCES = `
export { testKms } from './__tests__/support/engine.ts';
export { compileOperation } from './src/pipeline/compile.ts';
export { findOperation } from './src/operations/find-operation.ts';
export { newCall } from './src/pipeline/progress.ts';
export { authorize } from './src/pipeline/steps/authorize.ts';
export { findKeys } from './src/pipeline/steps/find-keys.ts';
export { iamChanges } from './src/world/iam/plant-iam.ts';
`;

const policyOf = (...Statement) => ({ Version: '2012-10-17', Statement });
const allow = (Action, more = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...more });
const toRole = { Principal: { AWS: ROLE } };
const OTHERS = ['Create*', 'Sign', 'Verify', 'Put*', 'Tag*', 'Enable*', 'List*', 'Re*', 'Update*'];
const others = (more) => OTHERS.map((name) => allow(`kms:${name}`, more));
const CONDITION = {
  StringEquals: { 'kms:EncryptionContext:tenant': 'acme', 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] },
  Bool: { 'aws:SecureTransport': true },
};

/** By what decides: a key policy, identity policies, and who calls. */
const SCENES = {
  'the account itself, default key policy': {},
  'default key policy, IAM of 10 statements': { iam: [policyOf(...others(), allow('kms:Encrypt'))], caller: SESSION },
  'default key policy, 10 IAM statements that all have the action': {
    iam: [policyOf(...Array(9).fill(allow('kms:Enc*', { Resource: 'arn:aws:kms:*:*:key/1*' })), allow('kms:Encrypt'))],
    caller: SESSION,
  },
  'a key policy of 10 statements': {
    keyPolicy: policyOf(...others(toRole), allow('kms:Encrypt', toRole)),
    caller: SESSION,
  },
  'a key policy of 10 statements, each with three conditions': {
    keyPolicy: policyOf(
      ...Array(9).fill(allow('kms:Encrypt', { Principal: { AWS: `${ROLE}s` }, Condition: CONDITION })),
      allow('kms:Encrypt', { ...toRole, Condition: CONDITION }),
    ),
    caller: SESSION,
  },
  'IAM of 10 policies of 10 statements': {
    iam: [...Array(9).fill(policyOf(...others(), allow('kms:Get*'))), policyOf(...others(), allow('kms:Encrypt'))],
    caller: SESSION,
  },
};

/** The step `authorize` of a call of Encrypt, ready to be taken again and again. */
async function stepOf(sources, { keyPolicy, iam, caller: principal }) {
  const kms = sources.testKms();
  const { state } = kms.world;
  const { KeyMetadata } = await kms.call('CreateKey', {});
  const KeyId = KeyMetadata.Arn;
  if (keyPolicy) {
    const Policy = JSON.stringify(keyPolicy);
    await kms.call('PutKeyPolicy', { KeyId, Policy, BypassPolicyLockoutSafetyCheck: true });
  }
  if (iam) {
    const policies = iam.map((PolicyDocument, at) => ({ PolicyName: `p${at}`, PolicyDocument }));
    state.applyAtOnce(sources.iamChanges(kms.world, { roles: { [ROLE]: { policies } } }));
  }
  const input = { KeyId, Plaintext: new Uint8Array(1), EncryptionContext: { tenant: 'acme' } };
  const operation = sources.compileOperation('Encrypt', await sources.findOperation('Encrypt'));
  const caller = { scope: { ...state.get('keys', KeyId) }, principal: principal ?? `arn:aws:iam::${ACCOUNT}:root` };
  const info = {
    operation: 'Encrypt',
    caller: await callerOf(kms, caller.principal),
    input,
    requestId: '',
    sendId: '',
    attempt: 1,
  };
  const call = sources.newCall(kms.world, info);
  call.now = kms.now;
  call.input = input;
  await sources.findKeys(operation, call);
  await sources.authorize(operation, call);
  return () => sources.authorize(operation, call);
}

/** As the engine is told of a caller. */
async function callerOf(kms, principal) {
  let caller;
  kms.world.hooks.before = (info) => {
    caller = info.caller;
  };
  await kms
    .as({ principal })
    .call('GenerateRandom', { NumberOfBytes: 1 })
    .catch(() => {});
  delete kms.world.hooks.before;
  return caller;
}

/** Median nanoseconds of processor time of batches. */
function time(step, { batches = 60, batch = 5000 } = {}) {
  const samples = [];
  for (let i = 0; i < batches; i++) {
    const start = process.cpuUsage();
    for (let j = 0; j < batch; j++) step();
    const { user, system } = process.cpuUsage(start);
    samples.push(((user + system) * 1000) / batch);
  }
  return median(samples.slice(batches / 3));
}

export async function benchDecisions() {
  await build({
    stdin: { contents: SOURCES, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile: OUTFILE,
    logLevel: 'warning',
    alias: { '#crypto': './src/crypto/backend/node/node-backend.ts' },
  });
  const sources = await import(pathToFileURL(OUTFILE).href);
  const rows = [];
  for (const [title, scene] of Object.entries(SCENES)) {
    rows.push(`| ${title} | ${time(await stepOf(sources, scene)).toFixed(0)} |`);
  }
  return ['### Deciding about Encrypt, without the call', '', '| | ns |', '|---|---:|', ...rows, ''].join('\n');
}
