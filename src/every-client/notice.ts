import { builtin } from '../runtime/builtin.js';
import { environment } from '../runtime/environment.js';

interface Runtime {
  readonly argv?: readonly string[];
  readonly execArgv?: readonly string[];
  readonly stderr?: { write(text: string): void };
}

/** What test runners set in the processes that run tests. */
const VARIABLES = ['JEST_WORKER_ID', 'VITEST', 'NODE_TEST_CONTEXT', 'MOCHA_WORKER_ID', 'TAP'];

/** The programs of runners, and files that are tests by their name. */
const PROGRAM = /[\\/](?:_?mocha|ava|tap)(?:[\\/]|\.[cm]?js$|$)|[.-](?:test|spec)\.[cm]?[jt]sx?$/;

/** Says on stderr once that no call goes to AWS, where there is a stderr and no test runner, which would show it with each file. */
export function tell(account: string, region: string | undefined): void {
  const { process } = globalThis as { process?: Runtime };
  if (process?.stderr === undefined || isTestRun(process)) return;
  // A thread is told about with its process.
  if (builtin<{ isMainThread: boolean }>('node:worker_threads')?.isMainThread === false) return;
  const where = region === undefined ? "each client's own Region" : `Region ${region}`;
  process.stderr.write(
    `localkms: every KMS client of this process is answered locally, account ${account}, ${where} (LOCALKMS_QUIET=true leaves this line out)\n`,
  );
}

function isTestRun({ argv = [], execArgv = [] }: Runtime): boolean {
  const variables = environment() ?? {};
  if (variables.NODE_ENV === 'test' || VARIABLES.some((name) => variables[name] !== undefined)) return true;
  return execArgv.includes('--test') || PROGRAM.test(argv[1] ?? '');
}
