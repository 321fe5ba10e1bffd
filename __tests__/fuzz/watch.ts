import { writeSync } from 'node:fs';
import { Session } from 'node:inspector';
import { parentPort, Worker } from 'node:worker_threads';

/** Longer than any session takes, also on a busy machine. */
const PATIENCE_MS = 300_000;

/** What the main thread, which may be blocked, cannot do itself: see that it does not come to an end, and tell where it is. */
export function startWatching(url: URL): { readonly sees: (seed: number) => void; readonly stop: () => void } {
  const worker = new Worker(url);
  worker.unref();
  return { sees: (seed) => worker.postMessage(seed), stop: () => void worker.terminate() };
}

/** In the worker: the process ends when nothing has been heard of it for too long. */
export function watch(): void {
  let at: number | undefined;
  const timer = setTimeout(() => tellAndEnd(at), PATIENCE_MS);
  parentPort?.on('message', (seed: number) => {
    at = seed;
    timer.refresh();
  });
}

function tellAndEnd(seed: number | undefined): void {
  writeSync(2, `A case never ends. To repeat: npm run fuzz -- --calls 1 --seed ${seed}\n`);
  // Where not even a debugger gets in, there is no stack to show.
  setTimeout(end, 5000);
  const session = new Session();
  session.connectToMainThread();
  session.on('Debugger.paused', ({ params }) => {
    const frames = params.callFrames.map(({ functionName, location }) => {
      return `    at ${functionName || '<anonymous>'} (line ${location.lineNumber + 1})`;
    });
    writeSync(2, `${frames.slice(0, 12).join('\n')}\n`);
    end();
  });
  session.post('Debugger.enable');
  session.post('Debugger.pause');
}

/** The main thread would not: it is blocked. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}
