// What the check scripts print: one line for each gate, details only where one fails.
import { spawn } from 'node:child_process';

/** Runs one check, which fails by throwing. The script goes on and exits with 1 in the end. */
export async function gate(name, check) {
  const start = performance.now();
  try {
    const told = await check();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`ok    ${name}${told ? `: ${told}` : ''} (${seconds} s)`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`FAIL  ${name}`);
    console.log(String(error?.output ?? error?.stack ?? error).replace(/^/gm, '      '));
  }
}

/** Runs a program to its end and returns what it printed; throws with that where it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    let stdout = '';
    child.stdout.on('data', (data) => {
      stdout += data;
      output += data;
    });
    child.stderr.on('data', (data) => {
      output += data;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(stdout);
      const what = `${[command, ...args].join(' ')} ended with ${signal ?? code}`;
      reject(Object.assign(new Error(what), { output: `${what}\n${output}`.trimEnd() }));
    });
  });
}
