import { connect } from 'node:net';
import { type KmsServer, serve } from '../../../src/http-door/http.js';
import { localKms } from '../../../src/index.js';
import { type HostileRequest, hostileRequest, randomOf } from './hostile-request.js';

export interface Outcome {
  readonly requests: number;
  /** How often each status came; `none` for connections that ended without. */
  readonly statuses: Readonly<Record<string, number>>;
  /** What must not be: a 500, a hang, a request without an answer; with the seed that repeats it. */
  readonly failures: readonly string[];
}

/** A busy machine may stand still for long. */
const LONGEST_WAIT = 50_000;
const MOST_FAILURES = 10;

/** Sends hostile requests to a server of its own, so many at a time. Each has a seed of its own. */
export async function attack(requests: number, seed: number, atOnce = 16): Promise<Outcome> {
  const kms = localKms({
    keys: [{ Alias: 'alias/orders' }],
    calls: 100,
  });
  const server = await serve(kms);
  const statuses: Record<string, number> = {};
  const failures: string[] = [];
  let next = 0;

  async function attacker(): Promise<void> {
    while (next < requests && failures.length < MOST_FAILURES) {
      const own = (seed + next++) | 0;
      const request = hostileRequest(randomOf(own));
      const status = await statusOf(server, request);
      statuses[status] = (statuses[status] ?? 0) + 1;
      const failed = status === 'hang' || status.startsWith('5') || (request.answered && status === 'none');
      if (failed) failures.push(`--seed ${own}: ${status}`);
    }
  }

  await Promise.all(Array.from({ length: atOnce }, attacker));
  const { status } = await fetch(`${server.url}/_localkms/health`);
  if (status !== 200) failures.push(`the server is no longer well: ${status}`);
  await server.close();
  return { requests: next, statuses, failures };
}

function statusOf({ port }: KmsServer, { pieces, cut }: HostileRequest): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    const timer = setTimeout(() => {
      socket.destroy();
      resolve('hang');
    }, LONGEST_WAIT);
    socket.setEncoding('latin1').on('data', (data) => {
      if (answer.length < 20) answer += data;
    });
    // The server may end a connection while more is written to it.
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 'none');
    });
    const [first, ...rest] = pieces;
    socket.write(first as Buffer, () => {
      setImmediate(() => {
        for (const piece of rest) socket.write(piece);
        if (cut) socket.destroy();
      });
    });
  });
}
