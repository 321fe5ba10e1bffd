import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Starts keeper.mjs beside this process: its address, and what ends it. */
export async function startKeeper() {
  const script = new URL('keeper.mjs', import.meta.url).pathname;
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
  return { url: line.trim(), stop: () => child.stdin.end() };
}
