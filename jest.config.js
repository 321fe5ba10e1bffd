/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/__tests__/(package|browser)/'],
  // Deriving an RSA key pair in JavaScript takes seconds on a busy machine.
  testTimeout: 60_000,
  modulePathIgnorePatterns: ['<rootDir>/.tmp/'],
  moduleNameMapper: {
    '^#crypto$': '<rootDir>/src/crypto/backend/node/node-backend.ts',
    '^#seeds$': '<rootDir>/src/world/seeds/seeds-node.ts',
    '^#level$': '<rootDir>/src/stores/level/node/open-database.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // It has no entry for require(), which Jest's CommonJS mode asks for.
    '^cborg$': '<rootDir>/node_modules/cborg/cborg.js',
  },
  transform: {
    '\\.[tj]s$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  // noble and jose are ESM-only; Jest's CommonJS mode needs them transformed.
  transformIgnorePatterns: ['/node_modules/(?!(@noble|jose|cborg)/)'],
};
