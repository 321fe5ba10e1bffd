import { execFileSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL server of a test, with a folder of its own, that writes as durably as one in production. */
export interface PostgresServer {
  readonly connectionString: string;
  /** @param how `fast`: as at a restart of the machine; `immediate`: as when it loses its power */
  stop(how?: 'fast' | 'immediate'): void;
  start(): void;
  remove(): void;
}

/** Where Debian has its versions, newest first. */
const DEBIAN = '/usr/lib/postgresql';

/** The folder of `initdb` and `pg_ctl`: POSTGRES_BIN, or Debian's. */
function binaries(): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((one, other) => Number(other) - Number(one)) : [];
  const folders = [process.env.POSTGRES_BIN ?? '', ...versions.map((version) => join(DEBIAN, version, 'bin'))];
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')));
  if (found !== undefined) return found;
  throw new Error(
    'these tests need a PostgreSQL server: apt-get install postgresql, or name the folder of initdb in POSTGRES_BIN',
  );
}

export async function startPostgres(): Promise<PostgresServer> {
  const bin = binaries();
  const folder = mkdtempSync(join(tmpdir(), 'localkms-postgres-'));
  const user = serverUser(folder);
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD);
  const port = await freePort();
  const data = join(folder, 'data');
  const run = (program: string, args: string[]) => runAs(user, join(bin, program), args, folder);
  run('initdb', [
    '-D',
    data,
    '-U',
    'test',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--locale=C',
  ]);
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200`;
  const server: PostgresServer = {
    connectionString: `postgres://test:${PASSWORD}@127.0.0.1:${port}/postgres`,
    start: () => run('pg_ctl', ['-D', data, '-l', join(folder, 'log'), '-o', settings, '-w', 'start']),
    stop: (how = 'fast') => run('pg_ctl', ['-D', data, '-m', how, '-w', 'stop']),
    remove() {
      server.stop('immediate');
      rmSync(folder, { recursive: true });
    },
  };
  server.start();
  return server;
}

/** So odd that it is found wherever it is shown. */
const PASSWORD = 'swordfish-4711';

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root. */
function serverUser(folder: string): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  const user = { uid: idOf('-u'), gid: idOf('-g') };
  chownSync(folder, user.uid, user.gid);
  return user;
}

function runAs(user: User | undefined, program: string, args: string[], cwd: string): void {
  // Not a pipe, which would be open as long as the server runs.
  const log = join(cwd, 'output');
  const output = openSync(log, 'w');
  try {
    execFileSync(program, args, { ...user, cwd, stdio: ['ignore', output, output] });
  } catch {
    throw new Error(`${program} ${args.join(' ')} failed: ${readFileSync(log, 'utf8')}`);
  } finally {
    closeSync(output);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
