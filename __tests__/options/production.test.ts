import { localKms } from '../../src/index.js';
import { bundle, programFolder, run } from '../every-client/programs.js';

const refusal = (why: string) =>
  `[localkms] ${why}: nothing guards the keys of localkms, and without a store they end with the process. ` +
  'Set options.allowInProduction to true if that is what you want.';

type Variables = Record<string, string | undefined>;

describe('localKms() in production', () => {
  const before = { ...process.env };
  const set = (variables: Variables) => {
    for (const [name, value] of Object.entries(variables)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
  afterEach(() => {
    process.env = { ...before };
  });

  const REFUSED: [Variables, string][] = [
    [{ NODE_ENV: 'production' }, 'NODE_ENV is "production"'],
    [{ NODE_ENV: 'Production' }, 'NODE_ENV is "Production"'],
    [{ NODE_ENV: 'prod' }, 'NODE_ENV is "prod"'],
    [{ NODE_ENV: 'PROD' }, 'NODE_ENV is "PROD"'],
    [{ NODE_ENV: undefined, AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001' }, 'AWS_LAMBDA_RUNTIME_API is set'],
    [{ NODE_ENV: 'development', AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001' }, 'AWS_LAMBDA_RUNTIME_API is set'],
  ];

  it.each(REFUSED)('throws and says why: %j', (variables, why) => {
    set(variables);
    expect(() => localKms()).toThrow(new Error(refusal(why)));
    expect(() => localKms({ allowInProduction: false })).toThrow(new Error(refusal(why)));
  });

  it.each(REFUSED)('works where allowInProduction is true: %j', (variables) => {
    set(variables);
    expect(localKms({ allowInProduction: true }).keys()).toEqual([]);
  });

  it.each<Variables>([
    { NODE_ENV: undefined },
    { NODE_ENV: '' },
    { NODE_ENV: 'test' },
    { NODE_ENV: 'preproduction' },
    { NODE_ENV: 'products' },
    { AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001', AWS_SAM_LOCAL: 'true' },
    { AWS_LAMBDA_RUNTIME_API: '' },
    // Also test runners and pipelines have these.
    { AWS_LAMBDA_FUNCTION_NAME: 'orders', AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
  ])('works under %j', (variables) => {
    set(variables);
    expect(localKms().keys()).toEqual([]);
  });
});

describe('localKms() where a bundler put "production" in place of process.env.NODE_ENV', () => {
  const folder = programFolder();
  beforeAll(() => bundle('index.ts', folder, 'index.cjs', { 'process.env.NODE_ENV': '"production"' }));

  const started = (before: string, env: Record<string, string>) =>
    run(
      folder,
      'app.cjs',
      `${before}
let outcome = 'started';
try { require('./index.cjs').localKms(); } catch (error) { outcome = error.message; }
console.log(JSON.stringify(outcome));`,
      env,
    );

  it('throws on a server that has no NODE_ENV', () => {
    const why = 'NODE_ENV is "production"';
    expect(started('', {})).toBe(refusal(why));
  });

  it('believes the NODE_ENV of the server', () => {
    expect(started('', { NODE_ENV: 'test' })).toBe('started');
  });

  it.each([
    ['no process', 'undefined'],
    ['the process of a polyfill', '{ env: {}, versions: {} }'],
  ])('works in a page with %s', (_, process) => {
    expect(started(`require('node:crypto'); globalThis.process = ${process};`, {})).toBe('started');
  });
});
