import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As much of S3 as this example needs: it keeps what is put, by path. */
export async function startStore() {
  const objects = new Map<string, { readonly bytes: Buffer; readonly headers: Record<string, string> }>();
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '');
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    if (request.method === 'PUT') {
      const kept = Object.entries(request.headers).filter(([name]) => name.startsWith('x-amz-meta-'));
      objects.set(path, { bytes: Buffer.concat(pieces), headers: Object.fromEntries(kept) as Record<string, string> });
      response.end();
      return;
    }
    const object = objects.get(path);
    response.writeHead(object ? 200 : 404, object && { ...object.headers, 'content-length': object.bytes.length });
    response.end(object?.bytes);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, objects, close: () => server.close() };
}
