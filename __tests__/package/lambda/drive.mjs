// Bundles the handler as it is deployed, and calls what came out.
import { deepEqual } from 'node:assert/strict';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { localKms } from 'localkms';

const EVENT = { card: '4111 1111 1111 1111' };
const ANSWER = { statusCode: 200, body: EVENT.card };
const options = { region: 'eu-west-1', keys: [{ Alias: 'alias/cards' }] };

async function bundled(format, external) {
  const outfile = `built/${external.length > 0 ? 'beside' : 'within'}.${format === 'esm' ? 'mjs' : 'cjs'}`;
  // What esbuild makes of CommonJS packages asks for require().
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  await build({
    entryPoints: ['handler.mjs'],
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format,
    external,
    outfile,
    ...(format === 'esm' ? { banner } : {}),
  });
  return import(pathToFileURL(resolve(outfile)));
}

for (const format of ['esm', 'cjs']) {
  for (const external of [[], ['@aws-sdk/*']]) {
    const { client, handler } = await bundled(format, external);
    const kms = localKms(options);
    kms.attach(client);
    deepEqual(await handler(EVENT), ANSWER);
    deepEqual(
      kms.calls().map(({ operation }) => operation),
      ['Encrypt', 'Decrypt'],
    );
  }
}

// A handler that shows no client, with the SDK beside it.
const { kms } = await import('localkms/auto');
kms.reset();
await build({
  stdin: { contents: "export { handler } from './handler.mjs';", resolveDir: '.' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  external: ['@aws-sdk/*'],
  outfile: 'built/no-client.mjs',
});
const { handler } = await import('./built/no-client.mjs');
await handler(EVENT).catch(({ name }) => deepEqual(name, 'NotFoundException'));
deepEqual(
  kms.calls().map(({ operation }) => operation),
  ['Encrypt'],
);
