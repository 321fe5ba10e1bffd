import { type Environment, environment } from '../runtime/environment.js';

// Written out where it is read: bundlers put text in its place.
declare const process: { readonly env: Environment };

/** Key material that nothing guards must not protect what is real. */
export function refuseProduction(allowed: boolean | undefined): void {
  const why = allowed === true ? undefined : production();
  if (why === undefined) return;
  throw new Error(
    `[localkms] ${why}: nothing guards the keys of localkms, and without a store they end with the process. ` +
      'Set options.allowInProduction to true if that is what you want.',
  );
}

/** What tells that the program is in production. A page never is: a Storybook is built for production, and keeps nothing. */
function production(): string | undefined {
  const { NODE_ENV = modeOfBuild(), AWS_LAMBDA_RUNTIME_API, AWS_SAM_LOCAL } = environment() ?? {};
  // As programs write it: `production`, `Production`, `prod`.
  if (NODE_ENV && /^prod(uction)?$/i.test(NODE_ENV)) return `NODE_ENV is "${NODE_ENV}"`;
  // Lambda itself sets no NODE_ENV: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
  if (AWS_LAMBDA_RUNTIME_API && !AWS_SAM_LOCAL) return 'AWS_LAMBDA_RUNTIME_API is set';
  return undefined;
}

/** What a bundler put in place of `process.env.NODE_ENV`, on a server: Node, Bun, Deno. */
function modeOfBuild(): string | undefined {
  const { process: runtime } = globalThis as { process?: { versions?: { node?: string } } };
  return runtime?.versions?.node && process.env.NODE_ENV;
}
