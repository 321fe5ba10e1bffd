import { environment } from '../runtime/environment.js';

const DISABLED = 'AWS_EC2_METADATA_DISABLED';
let running = 0;

/**
 * Runs what may ask the SDK for a Region without letting it ask the EC2 instance metadata service, which newer SDKs do
 * over the network when neither client, environment nor profile names one.
 * It writes to process.env because the SDK reads this switch there or in the user's configuration file, and nowhere else.
 */
export async function withoutInstanceMetadata<T>(run: () => Promise<T>): Promise<T> {
  const env = environment();
  if (env === undefined || (running === 0 && env[DISABLED] !== undefined)) return run();
  env[DISABLED] = 'true';
  running++;
  try {
    return await run();
  } finally {
    if (--running === 0) delete env[DISABLED];
  }
}
