import { backend } from '../../../src/crypto/backend/web/web-backend.js';

const MESSAGE =
  '[localkms] crypto.subtle is missing: browsers offer it only in a secure context (https:// or http://localhost)';

/** A fresh copy of the backend, as it is when no other module has asked for WebCrypto. */
async function freshBackend(): Promise<typeof backend> {
  let fresh = backend;
  await jest.isolateModulesAsync(async () => {
    fresh = (await import('../../../src/crypto/backend/web/web-backend.js')).backend;
  });
  return fresh;
}

describe('the web backend', () => {
  const { crypto } = globalThis;
  const { getBuiltinModule } = process;

  afterEach(() => {
    Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true });
    process.getBuiltinModule = getBuiltinModule;
  });

  it('says what is missing in an insecure context, at first use and not before', async () => {
    const insecure = await freshBackend();
    // A page on plain http has the random half of WebCrypto only.
    Object.defineProperty(globalThis, 'crypto', { value: { getRandomValues() {} }, configurable: true });
    Reflect.deleteProperty(process, 'getBuiltinModule');
    await expect((async () => insecure.hash('SHA-256', new Uint8Array(0)))()).rejects.toThrow(new Error(MESSAGE));
  });

  it("finds Node's WebCrypto behind a jsdom window", async () => {
    const jsdom = await freshBackend();
    Object.defineProperty(globalThis, 'crypto', { value: undefined, configurable: true });
    expect(await jsdom.hash('SHA-256', new Uint8Array(0))).toHaveLength(32);
    expect(jsdom.random(16)).toHaveLength(16);
  });
});
