import { rsaKeyPairs } from '../../../../src/crypto/algorithms/rsa/key-pair.js';
import { KeyGenerationError, type KeyMaterial } from '../../../../src/ports/crypto-backend.js';
import type { MaybePromise } from '../../../../src/ports/maybe-promise.js';

describe('An RSA key pair', () => {
  it('that cannot be derived says so to everyone who waits, and is tried again', async () => {
    const cause = new Error('no entropy');
    let attempts = 0;
    const pairs = rsaKeyPairs(async () => {
      attempts++;
      throw cause;
    });
    const material: KeyMaterial = { spec: 'RSA_2048', form: 'seed', value: 'AAAA' };
    const failures = await Promise.all([
      failureOf(pairs.numbers(material)),
      failureOf(pairs.publicKey(material)),
      failureOf(pairs.secret(material)),
    ]);
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(KeyGenerationError);
      expect(failure).toMatchObject({ cause });
    }
    const before = attempts;
    await expect(pairs.numbers(material)).rejects.toBeInstanceOf(KeyGenerationError);
    expect(attempts).toBeGreaterThan(before);
  });
});

async function failureOf(call: MaybePromise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    return error;
  }
}
