// The HTTP door over keep-alive connections, beside a node:http server that answers a canned body: the limit. Beside other
// servers too, where LOCAL_KMS names the program local-kms (go install github.com/nsmithuk/local-kms@latest), and
// MOTO_SERVER the program moto_server (pip install 'moto[server]').
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SECONDS = 2;
const ROUNDS = 3;
const CONCURRENCIES = [1, 16];
/** Until then its compilers are at work. */
const WARM_CALLS = 10_000;
const LONGEST_WARMING = 30_000;

const HEADERS = [
  'POST / HTTP/1.1',
  'Host: 127.0.0.1',
  'Content-Type: application/x-amz-json-1.1',
  'X-Amz-Date: 20260101T000000Z',
  'Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/kms/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=0000000000000000000000000000000000000000000000000000000000000000',
];

export const message = (operation, body) =>
  [...HEADERS, `X-Amz-Target: TrentService.${operation}`, `Content-Length: ${body.length}`, '', body].join('\r\n');

/** Reads the body and answers one of the size of an answer to Encrypt: what Node alone takes. */
const CANNED = `
  const body = JSON.stringify({ CiphertextBlob: 'A'.repeat(1580), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT', KeyId: 'A'.repeat(75) });
  const server = require('node:http').createServer((request, response) => {
    request.on('data', () => {}).on('end', () => {
      response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.1', 'Content-Length': body.length });
      response.end(body);
    });
  });
  server.listen(0, '127.0.0.1', () => console.log('ready at http://127.0.0.1:' + server.address().port));
`;

export async function start(args) {
  const started = performance.now();
  const child = spawn(process.execPath, ['--no-warnings', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  const port = Number(/:(\d+)/.exec(line)[1]);
  const first = await once(await ask(port, message('ListKeys', '{}')), 'data');
  return { child, port, answered: performance.now() - started, first: String(first) };
}

/** What others call themselves, and how they listen on a port. */
const OTHERS = [
  { name: 'local-kms', program: process.env.LOCAL_KMS, args: () => [], env: (port) => ({ PORT: String(port) }) },
  { name: 'moto', program: process.env.MOTO_SERVER, args: (port) => ['-p', String(port)], env: () => ({}) },
];

/** They log each call: nobody reads it. */
async function startOther({ program, args, env }, port) {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'localkms-bench-'));
  const environment = { ...process.env, ...env(port), KMS_DATA_PATH: folder, KMS_SEED_PATH: join(folder, 'none.yaml') };
  const child = spawn(program, args(port), { stdio: 'ignore', env: environment });
  for (;;) {
    const answered = await ask(port, message('ListKeys', '{}'))
      .then((socket) => once(socket, 'data'))
      .catch(() => undefined);
    if (answered !== undefined) return { child, port, answered: performance.now() - started };
    if (child.exitCode !== null) throw new Error(`${program} ended`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function ask(port, text) {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

/** Milliseconds of processor time that a process has taken (proc(5): user and system time, in hundredths of a second). */
function processorTime({ pid }) {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13);
  return (Number(user) + Number(system)) * 10;
}

/** Calls in a second, so many connections asking one after the other, and the processor time of the server for each. */
export async function measured(
  { port, child },
  text,
  concurrency,
  { seconds = SECONDS, most = Number.POSITIVE_INFINITY } = {},
) {
  let calls = 0;
  let stopped = false;
  const sockets = await Promise.all(
    Array.from({ length: concurrency }, async () => {
      let socket;
      let left = -1;
      async function open() {
        socket = await ask(port, text);
        socket.on('data', answered);
        // Some servers end each connection.
        socket.on('close', () => {
          if (!stopped) void open();
        });
      }
      function answered(data) {
        if (left < 0) {
          // The head comes in one piece: 600 bytes.
          const head = data.indexOf('\r\n\r\n');
          const length = Number(/\r\nContent-Length: (\d+)/i.exec(data.latin1Slice(0, head))[1]);
          left = length - (data.length - head - 4);
        } else left -= data.length;
        if (left > 0) return;
        left = -1;
        calls++;
        if (!stopped && socket.writable && !/\r\nConnection: close/i.test(data.toString('latin1', 0, 600)))
          socket.write(text);
      }
      await open();
      return () => socket.destroy();
    }),
  );
  const start = performance.now();
  const before = processorTime(child);
  while (calls < most && performance.now() - start < seconds * 1000) await new Promise((done) => setTimeout(done, 20));
  stopped = true;
  const perSecond = (calls * 1000) / (performance.now() - start);
  const processor = (processorTime(child) - before) / calls;
  for (const end of sockets) end();
  return { perSecond, processor };
}

/** Answers until it is as quick as it gets. */
async function warm(server, text) {
  await measured(server, text, 16, { seconds: LONGEST_WARMING / 1000, most: WARM_CALLS });
}

/** The id of a new key. */
export async function newKey({ port }) {
  const created = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    body: '{}',
    headers: Object.fromEntries(
      [...HEADERS.slice(2), 'X-Amz-Target: TrentService.CreateKey'].map((line) => line.split(/: (.*)/, 2)),
    ),
  });
  return (await created.json()).KeyMetadata.KeyId;
}

const callsOf = (KeyId) => ({
  'Encrypt, 1 KB': message('Encrypt', JSON.stringify({ KeyId, Plaintext: 'A'.repeat(1368) })),
  DescribeKey: message('DescribeKey', JSON.stringify({ KeyId })),
});

/** Rows of the servers that are there, localkms first. */
async function besideOthers(door) {
  const servers = [{ name: 'localkms', ...door }];
  for (const [at, other] of OTHERS.entries()) {
    if (other.program !== undefined) servers.push({ name: other.name, ...(await startOther(other, 14_566 + at)) });
  }
  if (servers.length === 1) return [];
  const rows = [];
  for (const server of servers) {
    const figures = [];
    for (const text of Object.values(callsOf(await newKey(server)))) {
      await warm(server, text);
      const { perSecond, processor } = await measured(server, text, 16);
      figures.push(Math.round(perSecond), processor.toFixed(3));
    }
    rows.push(`| ${[server.name, Math.round(server.answered), ...figures].join(' | ')} |`);
  }
  for (const { name, child } of servers) if (name !== 'localkms') child.kill();
  return rows;
}

export const median = (values) => [...values].sort((one, other) => one - other)[values.length >> 1];

export async function benchHttp() {
  const door = await start(['dist/bin/localkms.cjs', 'serve', '--port', '0', '--log', 'off']);
  const limit = await start(['-e', CANNED]);
  const calls = callsOf(await newKey(door));
  const idle = Math.round(
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${door.child.pid}/status`, 'utf8'))[1]) / 1000,
  );
  const rows = [];
  for (const [name, text] of Object.entries(calls)) {
    for (const server of [door, limit]) await warm(server, text);
    for (const concurrency of CONCURRENCIES) {
      const seen = { door: [], limit: [] };
      // In turn, so that what else the machine does meets both.
      for (let round = 0; round < ROUNDS; round++) {
        seen.door.push(await measured(door, text, concurrency));
        seen.limit.push(await measured(limit, text, concurrency));
      }
      const figures = ['perSecond', 'processor'].flatMap((figure) => {
        const [ours, bare] = [seen.door, seen.limit].map((runs) => median(runs.map((run) => run[figure])));
        return figure === 'perSecond'
          ? [Math.round(ours), Math.round(bare), (bare / ours).toFixed(2)]
          : [ours.toFixed(3), bare.toFixed(3), (ours / bare).toFixed(2)];
      });
      rows.push(`| ${[name, concurrency, ...figures].join(' | ')} |`);
    }
  }
  const others = await besideOthers(door);
  door.child.kill();
  limit.child.kill();
  return `## Over HTTP

Start to first answer ${Math.round(door.answered)} ms (a bare server ${Math.round(limit.answered)} ms), idle memory ${idle} MB.

| | Connections | Calls in a second | A bare server | × | Processor, ms a call | A bare server | × |
| --- | --: | --: | --: | --: | --: | --: | --: |
${rows.join('\n')}
${
  others.length === 0
    ? ''
    : `
| 16 connections | Start to first answer, ms | Encrypt, 1 KB: calls in a second | Processor, ms | DescribeKey: calls in a second | Processor, ms |
| --- | --: | --: | --: | --: | --: |
${others.join('\n')}
`
}`;
}
