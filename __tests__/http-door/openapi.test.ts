import { readFileSync } from 'node:fs';
import { ROUTES } from '../../src/http-door/administration/routes.js';
import { serve } from '../../src/http-door/http.js';
import { localKms } from '../../src/index.js';

describe('docs/openapi.json', () => {
  interface Description {
    readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: object }>>>>;
  }
  const { paths }: Description = JSON.parse(readFileSync('docs/openapi.json', 'utf8'));

  it('describes each path with its methods', () => {
    const described = Object.entries(paths).map(([path, methods]) => [path, Object.keys(methods).sort()]);
    const there = Object.entries(ROUTES).map(([path, methods]) => [
      `/_localkms/${path}`,
      Object.keys(methods)
        .map((method) => method.toLowerCase())
        .sort(),
    ]);
    expect(described).toEqual(there);
  });

  it('names every status that is answered', async () => {
    const server = await serve(localKms());
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { responses }] of Object.entries(methods)) {
        const { status } = await fetch(server.url + path.replace('{id}', 'none'), { method: method.toUpperCase() });
        expect([path, method, Object.keys(responses)]).toEqual([
          path,
          method,
          expect.arrayContaining([String(status)]),
        ]);
      }
    }
    await server.close();
  });
});
