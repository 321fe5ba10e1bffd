// A process that keeps objects in files, as an S3 would: it prints its address, and ends with its parent. No test of S3:
// whoever measures a client wants a server beside it that costs the client nothing.
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const folder = mkdtempSync(join(tmpdir(), 'localkms-keeper-'));
const metadata = new Map();
const fileOf = (url) => join(folder, encodeURIComponent(url.split('?')[0]));

const server = createServer(async (request, response) => {
  const file = fileOf(request.url);
  if (request.method === 'PUT') {
    const meta = Object.entries(request.headers).filter(([name]) => name.startsWith('x-amz-meta-'));
    await pipeline(request, createWriteStream(file));
    metadata.set(file, Object.fromEntries(meta));
    response.writeHead(200, { etag: '"1"' }).end();
    return;
  }
  const { size } = statSync(file);
  const [, first = 0, last = size - 1] = (/^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []).map(Number);
  const headers = { etag: '"1"', 'content-length': last - first + 1, 'last-modified': new Date().toUTCString() };
  if (request.headers.range) headers['content-range'] = `bytes ${first}-${last}/${size}`;
  response.writeHead(request.headers.range ? 206 : 200, { ...headers, ...metadata.get(file) });
  if (request.method === 'HEAD' || size === 0) response.end();
  else await pipeline(createReadStream(file, { start: first, end: last }), response).catch(() => {});
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.stdout.write(`http://127.0.0.1:${server.address().port}\n`);
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.stdin.on('end', () => process.exit()).resume();
