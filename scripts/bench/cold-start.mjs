// From the start of a process to the first answer, with the time that the SDK alone takes.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { format, median } from './measure.mjs';

const RUNS = 9;
const here = fileURLToPath(new URL('../..', import.meta.url));

const SDK = `import { KMSClient, CreateKeyCommand } from '@aws-sdk/client-kms';
const start = performance.now();
const client = new KMSClient({ region: 'us-east-1' });
new CreateKeyCommand({});`;

const WITH_LOCALKMS = `import { KMSClient, CreateKeyCommand } from '@aws-sdk/client-kms';
const start = performance.now();
const { localKms } = await import('localkms');
const client = localKms().attach(new KMSClient({ region: 'us-east-1' }));
await client.send(new CreateKeyCommand({}));`;

function run(source) {
  const script = `${source}\nconsole.log(performance.now() - start);`;
  const out = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], { cwd: here });
  return Number(out.toString().trim().split('\n').pop());
}

export function benchColdStart() {
  const times = [];
  const sdk = [];
  for (let i = 0; i < RUNS; i++) {
    sdk.push(run(SDK));
    times.push(run(WITH_LOCALKMS));
  }
  return [
    '### Cold start',
    '',
    '| | ms |',
    '|---|---:|',
    `| a client and a command, SDK alone, once it is loaded | ${format(median(sdk))} |`,
    `| import of localkms to the first answer (CreateKey) | ${format(median(times))} |`,
    '',
  ].join('\n');
}
