export type Environment = Record<string, string | undefined>;

/**
 * The environment variables, where there are any. Read through `globalThis`, so that bundlers put nothing in their
 * place: a Storybook built for production is still a place for a local KMS.
 */
export function environment(): Environment | undefined {
  return (globalThis as { process?: { env?: Environment } }).process?.env;
}
