import { backend as web } from '../../src/crypto/backend/web/web-backend.js';
import { type CryptoBackend, CryptoError } from '../../src/ports/crypto-backend.js';
import { describeCryptoBackend } from '../contract/crypto-backend.js';
import { describe, expect, it, runTests, type TestResults } from './test-globals.js';
import { fromWire, type RemoteAnswer, type RemoteCall, toWire } from './wire.js';

declare global {
  /** Given by the script that opens the page: contract-node.ts in its process. */
  var callNode: (text: string) => Promise<string>;
  /** What the script waits for. */
  var told: Promise<TestResults>;
}

/** The node backend, in Node. */
const node = new Proxy({} as CryptoBackend, {
  get(_, method: keyof CryptoBackend) {
    if (method === 'name') return 'node';
    // Synchronous, which no call out of the page is; nothing is exchanged by it.
    if (method === 'random') return web.random;
    return (...args: unknown[]) => ask(method, args);
  },
});

async function ask(method: RemoteCall['method'], args: readonly unknown[]): Promise<unknown> {
  const answer = fromWire<RemoteAnswer>(await globalThis.callNode(toWire({ method, args })));
  if ('cryptoError' in answer) throw new CryptoError(answer.cryptoError);
  return answer.value;
}

Object.assign(globalThis, { describe, it, expect });
describeCryptoBackend(web, node);
describeCryptoBackend(node, web);
globalThis.told = runTests();
