import { regionOfEnvironment } from '../runtime/environment.js';
import { withoutInstanceMetadata } from './instance-metadata.js';
import type { HandlerContext, HandlerResult } from './stack.js';
import { findMiddleware } from './stack-entries.js';

// kms.eu-west-1.amazonaws.com, kms-fips.us-gov-west-1.api.aws, vpce-….kms.eu-west-1.vpce.amazonaws.com, …
const KMS_HOST = /(?:^|\.)kms(?:-fips)?\.([a-z]{2,}(?:-[a-z]+)+-\d+)\./;

/** Asks for a client's own Region; undefined or a rejection where it has none. */
export type AskRegion = (context: HandlerContext) => Promise<string | undefined>;

/**
 * Off the host to which the client would send, because a plugin is not shown its client's configuration: the client's
 * own endpoint middleware works it out on a context that is then thrown away. A custom endpoint hides it.
 */
export async function regionOfEndpoint(context: HandlerContext): Promise<string | undefined> {
  const command = context.__smithy_context?.commandInstance;
  const resolveEndpoint = findMiddleware('endpointV2Middleware', command?.middlewareStack);
  if (resolveEndpoint === undefined) return undefined;
  const resolved: HandlerContext & { endpointV2?: { readonly url: URL } } = {};
  await resolveEndpoint(async (): Promise<HandlerResult> => ({ response: undefined }), resolved)({ input: {} });
  return KMS_HOST.exec(resolved.endpointV2?.url.hostname ?? '')?.[1];
}

/** The client's own Region, else AWS_REGION (a custom endpoint hides it), else us-east-1. Never fails, never connects. */
export async function findRegion(ask: AskRegion, context: HandlerContext): Promise<string> {
  const own = await withoutInstanceMetadata(() => ask(context)).catch(() => undefined);
  return own ?? regionOfEnvironment();
}
