export type Environment = Record<string, string | undefined>;

/**
 * The environment variables, where there are any. Read through `globalThis`, so that bundlers put nothing in their
 * place: a Storybook built for production is still a place for a local KMS.
 */
export function environment(): Environment | undefined {
  return (globalThis as { process?: { env?: Environment } }).process?.env;
}

/** The Region where nothing else tells one: AWS_REGION, else the one of AWS's examples. */
export function regionOfEnvironment(): string {
  return environment()?.AWS_REGION ?? 'us-east-1';
}
