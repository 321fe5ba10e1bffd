import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** Beside LevelDB's files: who opened the folder last. LevelDB's own lock says only that somebody has. */
const FILE = 'localkms-holder.json';

export async function tellHolder(location: string): Promise<void> {
  const { pid, argv } = process;
  const holder = { pid, program: basename(argv[1] ?? 'node'), since: new Date().toISOString() };
  // It helps others only: a folder in which it cannot be written is as good.
  await writeFile(join(location, FILE), JSON.stringify(holder)).catch(() => {});
}

/** As an error names it. */
export async function holderOf(location: string): Promise<string> {
  try {
    const { pid, program, since } = JSON.parse(await readFile(join(location, FILE), 'utf8'));
    return `process ${Number(pid)} (${program}, since ${since})`;
  } catch {
    return 'another process';
  }
}
