// Two processes that serve one world, beside one: calls that only read, over HTTP.
import { measured, median, message, newKey, start } from '../http.mjs';

const CONNECTIONS = 16;
const ROUNDS = 5;

export async function servingTogether(connectionString) {
  const args = ['dist/bin/localkms.cjs', 'serve', '--port', '0', '--log', 'off', '--postgres', connectionString];
  const servers = [await start(args), await start(args)];
  const KeyId = await newKey(servers[0]);
  const text = message('Encrypt', JSON.stringify({ KeyId, Plaintext: 'A'.repeat(1368) }));
  const seen = { one: [], two: [] };
  for (let round = 0; round < ROUNDS; round++) {
    seen.one.push([await measured(servers[0], text, CONNECTIONS)]);
    seen.two.push(await Promise.all(servers.map((server) => measured(server, text, CONNECTIONS / 2))));
  }
  for (const { child } of servers) child.kill();
  const sum = (runs) => runs.reduce((total, { perSecond }) => total + perSecond, 0);
  const [one, two] = [seen.one, seen.two].map((rounds) => median(rounds.map(sum)));
  const [oneTakes, twoTake] = [seen.one, seen.two].map((rounds) =>
    median(rounds.flat().map(({ processor }) => processor)),
  );
  return [
    '### localkms serve --postgres, Encrypt of 1 KB over HTTP',
    '',
    '| | calls in a second | processor, ms a call |',
    '|---|---:|---:|',
    `| one process | ${Math.round(one)} | ${oneTakes.toFixed(3)} |`,
    `| two processes, one world | ${Math.round(two)} | ${twoTake.toFixed(3)} |`,
    '',
  ].join('\n');
}
