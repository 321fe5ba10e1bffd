/**
 * What is mutated together, and the tests that matter to it: paths of files, or patterns. Broad tests come last where
 * those of the files themselves leave much alive.
 */
const OPERATIONS = ['__tests__/operations/**/*.test.ts', '__tests__/conformance/conformance.test.ts'];

export const GROUPS = {
  'blob-layout': {
    files: ['src/crypto/blob-layout.ts'],
    tests: ['__tests__/crypto/ciphertext-blob.test.ts', '__tests__/bytes/der.test.ts'],
  },
  paging: {
    files: ['src/rules/paging.ts'],
    tests: ['__tests__/rules/paging.test.ts'],
  },
  settling: {
    files: ['src/rules/settle/*.ts'],
    tests: [
      '__tests__/rules/settle.test.ts',
      '__tests__/operations/rotation/*.test.ts',
      '__tests__/operations/key-material/*.test.ts',
      '__tests__/operations/keys/key-deletion.test.ts',
      '__tests__/operations/multi-region/key-deletion.test.ts',
      '__tests__/operations/custom-key-stores/connection.test.ts',
    ],
  },
  rules: {
    files: ['src/rules/*.ts', '!src/rules/paging.ts'],
    tests: ['__tests__/rules/*.test.ts', ...OPERATIONS],
  },
  state: {
    files: ['src/state/*.ts'],
    tests: [
      '__tests__/state/*.test.ts',
      '__tests__/local-kms.test.ts',
      '__tests__/model-based/concurrency.test.ts',
      '__tests__/pipeline/run.test.ts',
    ],
  },
  pipeline: {
    files: ['src/pipeline/**/*.ts'],
    tests: [
      '__tests__/pipeline/*.test.ts',
      '__tests__/key-states.test.ts',
      '__tests__/model-based/concurrency.test.ts',
      '__tests__/operations/cryptographic/*.test.ts',
      '__tests__/operations/grants/*.test.ts',
    ],
  },
  authorization: {
    files: ['src/authorization/**/*.ts'],
    tests: [
      '__tests__/authorization/**/*.test.ts',
      '__tests__/operations/grants/*.test.ts',
      '__tests__/conformance/conformance.test.ts',
    ],
  },
  grants: {
    files: ['src/operations/grants/*.ts', 'src/rules/grant-tokens.ts'],
    tests: ['__tests__/operations/grants/*.test.ts', '__tests__/conformance/conformance.test.ts'],
  },
  'short-chain': {
    files: ['src/sdk-door/short-chain.ts', 'src/sdk-door/stack-entries.ts'],
    tests: ['__tests__/sdk-door/short-chain.test.ts', '__tests__/sdk-door/neighbours.test.ts'],
  },
};
