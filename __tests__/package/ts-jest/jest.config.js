const project = (esModuleInterop) => ({
  displayName: `esModuleInterop: ${esModuleInterop}`,
  transform: {
    '\\.ts$': ['ts-jest', { tsconfig: { module: 'commonjs', target: 'ES2022', strict: true, esModuleInterop } }],
  },
});

module.exports = { projects: [project(true), project(false)] };
