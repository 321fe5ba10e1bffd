// The contracts of the crypto backends and of the record stores, and the known answers, on the other Node releases, whose
// OpenSSL and native algorithms differ. The tests as a whole run on Node 20.
import { gate, run } from './gates.mjs';
import { nodeOf } from './tarball.mjs';

const TESTS = ['__tests__/contract', '__tests__/crypto/backend/known-answers'];

for (const major of [22, 24, 26]) {
  await gate(`contract: Node ${major}`, async () => {
    const node = await nodeOf(major);
    const results = JSON.parse(await run(node, ['node_modules/jest/bin/jest.js', '--ci', '--json', ...TESTS]));
    if (results.numPassedTests === 0) throw new Error('no test ran');
    return `${results.numPassedTests} tests`;
  });
}
