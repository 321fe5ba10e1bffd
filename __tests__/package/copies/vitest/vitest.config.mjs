export default { test: { setupFiles: ['localkms/auto'], include: ['vitest/*.test.js'] } };
