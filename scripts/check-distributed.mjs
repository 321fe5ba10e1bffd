// `npm run check:distributed -- --calls 100000`: 2, 4 and 8 processes share one world in PostgreSQL and call at random. For what
// each call was answered there must be an order of the calls that explains it. Needs `npm run build`, and a PostgreSQL server's
// programs (`__tests__/support/postgres.ts`).
import { deepEqual, equal, fail, ok } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  CreateKeyCommand,
  DecryptCommand,
  EnableKeyRotationCommand,
  KMSClient,
  ListKeyRotationsCommand,
  ListResourceTagsCommand,
} from '@aws-sdk/client-kms';
import { localKms } from 'localkms';
import { postgresStore } from 'localkms/postgres';
import { Pool } from 'pg';
import { unexplained } from './distributed/explain.mjs';
import { THINGS } from './distributed/things.mjs';
import { gate, run } from './gates.mjs';
import { startPostgres } from './postgres.mjs';

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '2000' }, processes: { type: 'string', default: '2,4,8' } },
});
const WORKER = new URL('./distributed/worker.mjs', import.meta.url).pathname;
const DAY = 86_400_000;
const PERIOD = 90;
/** What a process has not been told of yet, its calls that only look do not know: no longer than this, on a busy machine. */
const LATE_MS = 2000;

const server = await startPostgres();
const { connectionString } = server;

async function withWorld(work) {
  const pool = new Pool({ connectionString });
  const kms = localKms({ store: postgresStore({ pool }), calls: false });
  await kms.ready();
  try {
    return await work(kms.attach(new KMSClient({ region: 'eu-west-1' })), kms);
  } finally {
    await kms.close();
    await pool.end();
  }
}

/** Makes what the processes quarrel about. */
function prepare() {
  return withWorld(async (client, kms) => {
    kms.reset();
    await kms.ready();
    const make = async () => (await client.send(new CreateKeyCommand({}))).KeyMetadata.KeyId;
    const several = (count) => Promise.all(Array.from({ length: count }, make));
    const keys = {
      shared: await several(16),
      states: await several(4),
      grants: await several(6),
      rotating: await several(4),
    };
    for (const KeyId of keys.rotating) {
      await client.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: PERIOD }));
    }
    return { keys, names: Array.from({ length: 12 }, (_, at) => `alias/${at}`) };
  });
}

async function callAtRandom(processes, calls, { keys, names }) {
  const folder = mkdtempSync(join(tmpdir(), 'localkms-distributed-'));
  const outs = Array.from({ length: processes }, (_, index) => join(folder, `${index}.json`));
  await Promise.all(
    outs.map((out, index) => {
      const given = { connectionString, index, calls: Math.ceil(calls / processes), names, keys, out };
      return run(process.execPath, ['--no-warnings', WORKER, JSON.stringify(given)]);
    }),
  );
  const told = outs.map((out) => JSON.parse(readFileSync(out, 'utf8')));
  rmSync(folder, { recursive: true });
  return told;
}

/** For each thing, an order of all calls on it. */
function checkOrder(histories) {
  const things = new Map();
  for (const call of histories) {
    const calls = things.get(call.thing) ?? [];
    things.set(call.thing, calls);
    calls.push(call);
  }
  for (const [thing, calls] of things) {
    const { first, step } = THINGS[thing.split(' ')[0]];
    const found = unexplained(withLateNews(calls), first, step);
    if (found !== undefined) fail(`no order explains the calls on ${thing}:\n${found.map(shown).join('\n')}`);
  }
  return things.size;
}

/** Calls that wrote nothing may have seen what was a little before, but not before what their own process had written. */
function withLateNews(calls) {
  const created = new Set();
  const inOrder = [...calls].sort((one, other) => one.end - other.end);
  const looks = new Set(
    inOrder.filter(({ call, answer }) => {
      if (LOOKS.includes(call) || /Exception$/.test(answer)) return true;
      return call === 'CreateGrant' && created.size === created.add(answer).size;
    }),
  );
  const writes = inOrder.filter((call) => !looks.has(call));
  return inOrder.map((given) => {
    if (!looks.has(given)) return given;
    const own = writes.filter(({ by, end }) => by === given.by && end < given.start);
    return { ...given, looks: true, start: Math.max(given.start - LATE_MS, ...own.map(({ start }) => start)) };
  });
}

const LOOKS = ['DescribeKey', 'Encrypt'];

function shown({ call, given, answer, start, end, by }) {
  return `${start.toFixed(1)}-${end.toFixed(1)} process ${by}: ${call} ${given ?? ''} -> ${answer}`;
}

/** What the world is in the end. */
function checkEnd({ keys }, told) {
  return withWorld(async (client, kms) => {
    const [{ days }] = told;
    const ahead = Math.round((kms.clock.now() - Date.now()) / DAY);
    deepEqual(
      [...told.map((one) => one.ahead), ahead],
      [...told, undefined].map(() => days),
      'the days by which the clock of each is ahead',
    );
    for (const [index, { tags }] of told.entries()) {
      for (const [KeyId, TagValue] of Object.entries(tags)) {
        const { Tags } = await client.send(new ListResourceTagsCommand({ KeyId }));
        equal(Tags.find(({ TagKey }) => TagKey === `process ${index}`)?.TagValue, TagValue, 'an update is lost');
      }
    }
    let rotations = 0;
    for (const KeyId of keys.rotating) {
      const { Rotations } = await client.send(new ListKeyRotationsCommand({ KeyId, Limit: 1000 }));
      const dates = Rotations.map(({ RotationDate }) => RotationDate.getTime()).sort((one, other) => one - other);
      const since = dates[0];
      deepEqual(
        dates,
        dates.map((_, at) => since + at * PERIOD * DAY),
        'rotations are not once in a period',
      );
      equal(dates.length, Math.floor(days / PERIOD));
      rotations += dates.length;
    }
    for (const [KeyId, blob] of told.flatMap(({ ciphertexts }) => ciphertexts)) {
      const { Plaintext } = await client.send(new DecryptCommand({ CiphertextBlob: Buffer.from(blob, 'base64') }));
      equal(Buffer.from(Plaintext).toString(), KeyId);
    }
    return rotations;
  });
}

await gate(
  'distributed: two winners of one alias, and what an update lost, have no order that explains them',
  async () => {
    const call = (start, end, rest) => ({ start, end, by: 0, ...rest });
    const created = { call: 'CreateAlias', given: 'a key', answer: 'done' };
    const written = { call: 'UpdateKeyDescription', answer: 'done' };
    const cases = [
      ['alias', [call(0, 9, created), call(1, 8, created)]],
      ['description', [call(0, 1, { ...written, given: 'one' }), call(2, 3, { call: 'DescribeKey', answer: '' })]],
    ];
    for (const [kind, calls] of cases) {
      ok(unexplained(calls, THINGS[kind].first, THINGS[kind].step));
      equal(unexplained(calls.slice(0, 1), THINGS[kind].first, THINGS[kind].step), undefined);
    }
  },
);

for (const processes of values.processes.split(',').map(Number)) {
  await gate(
    `distributed: ${processes} processes in one world, and an order explains what each call was answered`,
    async () => {
      const prepared = await prepare();
      const told = await callAtRandom(processes, Number(values.calls), prepared);
      const histories = told.flatMap(({ history }) => history);
      const things = checkOrder(histories);
      const rotations = await checkEnd(prepared, told);
      const seconds = Math.max(...told.map((one) => one.seconds));
      return `${values.calls} calls (${Math.round(values.calls / seconds)} a second) on ${things} things, ${rotations} rotations`;
    },
  );
}
server.remove();
